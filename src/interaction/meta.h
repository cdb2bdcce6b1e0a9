// http://hl7.org/fhir/R4/resource-operation-meta.html
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// [type]/[id]/$meta: Parameters with the meta of the resource as `return`, as a read shows it.
// Errors: those of reading; unsupported for the log.
Result<OperationAnswer> meta(const OperationRequest& request);

void add_meta(Operations& operations);

}  // namespace helselos::interaction
