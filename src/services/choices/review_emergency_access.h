// A controller looks at emergency accesses afterwards.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// GET /fhir/Task/$emergency-accesses[?reviewed=true|false], oldest first.
Result<interaction::OperationAnswer> emergency_accesses(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$review-emergency-access: finding and note. Never by who took the access (forbidden). One that
// was not justified ends at once; any other ends by itself. Error conflict when it was reviewed otherwise.
Result<interaction::OperationAnswer> review_emergency_access(
    const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
