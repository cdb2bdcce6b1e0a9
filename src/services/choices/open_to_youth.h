// A parent opens the record of a youth of 13 to 15 to themself.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// POST /fhir/Consent/$open-to-youth, by a parent with parental responsibility who may stand in for the child; of any
// other child: not found. Takes nothing from the parents. Given twice, it is given once; error conflict when it is open
// until another day.
Result<interaction::OperationAnswer> open_to_youth(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
