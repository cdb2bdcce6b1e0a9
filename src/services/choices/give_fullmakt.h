// A resident gives somebody a fullmakt, and changes it.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// POST /fhir/Consent/$give-fullmakt. Of one's own record only: who holds a fullmakt cannot give it on. The same given
// twice is given once. Whoever cannot hold it - unknown, another name, under 18, protected - is one and the same
// refusal, and every try counts. Error conflict when they hold another of the caller: that is changed.
Result<interaction::OperationAnswer> give_fullmakt(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Consent/<id>/$change-fullmakt, by the giver. The old one ends and a new one begins, in one act; the new
// one names the old. Error conflict when it has ended.
Result<interaction::OperationAnswer> change_fullmakt(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
