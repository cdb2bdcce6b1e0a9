// One act each, behind operations.h.
#pragma once

#include "interaction/terminology/asked.h"
#include "interaction/terminology/stored_source.h"

namespace helselos::interaction {

Result<OperationAnswer> lookup(const OperationRequest& request, KeptResources& kept);
Result<OperationAnswer> validate_code_of_system(const OperationRequest& request, KeptResources& kept);
Result<OperationAnswer> validate_code_of_set(const OperationRequest& request, KeptResources& kept);
Result<OperationAnswer> subsumes(const OperationRequest& request, KeptResources& kept);
Result<OperationAnswer> translate(const OperationRequest& request, KeptResources& kept);
Result<OperationAnswer> closure(const OperationRequest& request, KeptResources& kept);

}  // namespace helselos::interaction
