// Personnel open a record in an emergency, and it is looked at afterwards.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// POST /fhir/Patient/$emergency-access, by personnel in a health role. Ends by itself after
// limits::emergency_access_life_max. The patient reads of it in their log and among their Tasks. Of a patient who keeps
// the caller or all personnel out: not found, as of one who is not there. Every try counts. Asked again while it lasts,
// it is the same access.
Result<interaction::OperationAnswer> emergency_access(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
