// Personnel answer the resident in writing.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/Task/<id>/$answer: `message` is a Communication that the resident reads, and stands in the task's output.
// The same message twice in a row is one. Error unprocessable: it was shared without a name, so nobody would read it.
Result<interaction::OperationAnswer> answer(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
