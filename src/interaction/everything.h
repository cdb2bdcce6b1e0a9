// All there is about one patient (http://hl7.org/fhir/R4/patient-operation-everything.html): what is in the
// compartment, and what that refers to.
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// A Bundle of type searchset, in pages: `_since`, `_type`, `_count`; the link `next` leads on. With `_type` only those
// types are told, and they are of the compartment; without, what is referred to comes along, one step far.
// At the type: of the patient in whose name the caller acts. Errors: not_found as read; unsupported for `start` and
// `end`, for which not every type has a date; invalid.
Result<OperationAnswer> everything(const OperationRequest& request);

void add_everything(Operations& operations);

}  // namespace helselos::interaction
