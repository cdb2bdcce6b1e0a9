// http://hl7.org/fhir/R4/resource-operation-validate.html
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// POST /fhir/[type]/$validate and /fhir/[type]/[id]/$validate: the resource as the body, or as the
// part `resource` of Parameters. The answer is an OperationOutcome with status 200, whatever is wrong.
Result<OperationAnswer> validate(const OperationRequest& request);

}  // namespace helselos::interaction
