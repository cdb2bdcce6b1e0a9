// http://hl7.org/fhir/R4/patient-operation-everything.html
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// Patient/[id]/$everything: a Bundle of type searchset with a page of the patient's compartment, and what these
// resources refer to of those who gave the care, where and with what (mode include), as far as the caller may see and
// it is not another patient's. What is included stands once on a page, and may stand again on the next. The order is
// the store's, oldest first.
// Parameters, of the query or of Parameters: start and end (care_dates.h), _since, _type (several, with commas or
// repeated), _count, _cursor (from a next link). _type chooses among what is included too, and must name a type of the
// compartment.
// Errors: not_found and gone (the patient), unsupported (any other parameter; a type that is not given out here),
// invalid, and those of searching.
Result<OperationAnswer> everything(const OperationRequest& request);

// Patient/$everything: the same of all patients the caller may see, one after the other; _count is of all on a page,
// and a page has at most limits::everything_patients_max of them, so it may be short of it where a next one follows.
Result<OperationAnswer> everything_of_all(const OperationRequest& request);

void add_everything(Operations& operations);

}  // namespace helselos::interaction
