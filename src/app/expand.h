// http://hl7.org/fhir/R4/valueset-operation-expand.html
#pragma once

#include "app/operations.h"

namespace helselos::app {

// Complaints and diagnoses are found by a person's own words, best first (url, filter, count, displayLanguage); every
// other set by the beginnings of words, with all parameters of R4 (interaction/terminology/expand.h).
Result<interaction::OperationAnswer> expand(const Desks& desks, const interaction::OperationRequest& request);

}  // namespace helselos::app
