// Who can see a person's record now, and by what.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// GET /fhir/Patient/<id>/$who-can-see, for the person, who acts for them, and personnel who may see them; of anybody
// else: not found. It is told by the rules that let them see, not by a list kept beside them (access/grants.h,
// session.h). Error too_costly when there is more than can be looked through: never a part of the answer.
Result<interaction::OperationAnswer> who_can_see(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
