// A resident keeps their record, or parts of it, from personnel: sperring, and reservation against all.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// POST /fhir/Consent/$block: an organisation, one of the personnel, or all personnel; all of the record or named
// records. By the person from 16 on, or for one whom they stand in for as parent or guardian: then neither all
// personnel nor the services a child may seek by themself (school nurse, youth health station, child health station).
// The same chosen twice is chosen once.
Result<interaction::OperationAnswer> block(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::choices
