// GET /fhir/$signed-in: who is signed in now, newest first. Personnel by name; of residents only that there is one.
#pragma once

#include "interaction/operation.h"
#include "server/auth/sessions.h"

namespace helselos::app::administrator {

// A last parameter `more` says that there are more than are told.
Result<interaction::OperationAnswer> signed_in(auth::Sessions& sessions, const interaction::OperationRequest& request);

}  // namespace helselos::app::administrator
