// Whom a resident can share with, in the order the region proposes.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// GET /fhir/Organization/$recipients?patient=..|municipality=..&level=..&complaint=.. First those that routing rules
// name, then the others of the municipality, then the rest by name; at most limits::recipients_shown_max. With a level:
// the priority it would get. A patient has to be within the caller's reach. Error invalid: an unknown level or
// parameter.
Result<interaction::OperationAnswer> recipients(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
