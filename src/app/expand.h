// http://hl7.org/fhir/R4/valueset-operation-expand.html
#pragma once

#include "app/operations.h"

namespace helselos::app {

// GET or POST /fhir/ValueSet/$expand with url, filter, count, offset, displayLanguage. Complaints and diagnoses are
// found by a person's own words; every other set by the beginnings of words.
Result<interaction::OperationAnswer> expand(const Desks& desks, const interaction::OperationRequest& request);

}  // namespace helselos::app
