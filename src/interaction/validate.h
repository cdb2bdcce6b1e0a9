// http://hl7.org/fhir/R4/resource-operation-validate.html
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// [type]/$validate and [type]/[id]/$validate. The resource is the body, or the part `resource` of Parameters;
// on an instance without either, the one that is kept. `profile` (any number) and `mode` are parts of Parameters or of
// the query. A resource of the modes create and update is judged as a write would be as well: by the
// profiles the house requires, and an update by its id. The answer is an OperationOutcome with status
// 200, whatever is wrong.
// Errors: invalid (no resource, a mode that is none or does not fit the address), not_found and gone (the
// resource that is kept), and those of reading.
Result<OperationAnswer> validate(const OperationRequest& request);

}  // namespace helselos::interaction
