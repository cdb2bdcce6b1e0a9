// What was chosen ends.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// POST /fhir/Consent/<id>/$end: a fullmakt, by who gave or holds it; a block or reservation, by the person when they
// are 16, else by a parent or guardian; a youth's access, by any parent. What has ended stays so, and is the answer.
// Error unprocessable for what is ended in another way (a sharing is withdrawn).
Result<interaction::OperationAnswer> end_choice(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
