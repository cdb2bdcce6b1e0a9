// How a person wants to be spoken to and told: language, notices, telephone, e-mail.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// GET /fhir/Patient/<id>/$settings and POST /fhir/Patient/<id>/$change-settings, of oneself or of one whom the caller
// may act for; of anybody else: not found. What is not sent stays; `remove` takes a telephone or e-mail away. What
// nobody chose yet: bokmål, and notices both ways. Telephone and e-mail of those whose address is protected are never
// shown.
Result<interaction::OperationAnswer> settings(const Desk& desk, const interaction::OperationRequest& request);
Result<interaction::OperationAnswer> change_settings(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
