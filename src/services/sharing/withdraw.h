// A resident takes back what they shared.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/Consent/<id>/$withdraw. What was shared is out of the recipient's reach, and so is the task unless
// something was journaled in it. The answer, the Consent, says in an extension what stays with the recipient. Twice
// changes nothing.
Result<interaction::OperationAnswer> withdraw(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
