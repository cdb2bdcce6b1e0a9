// Personnel pass on what was shared to who is to help.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/Task/<id>/$forward: `to` gets a task of its own, and is added to the consent, which must say that it may
// be forwarded; the old task is completed. Answers with the new task; the same again: with the one made before. Errors:
// conflict when somebody else was first; unprocessable when the resident said no to it, or nobody can receive it there,
// also because the resident has blocked them: that is not told.
Result<interaction::OperationAnswer> forward(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
