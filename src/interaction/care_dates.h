// Records of care given in a range of dates (http://hl7.org/fhir/R4/patient-operation-everything.html).
#pragma once

#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::interaction {

// A type that tells of something that was done, and the search parameter that says when.
struct CareDate {
    std::string_view type;
    std::string_view parameter;
};

// The types whose records are left out by date. Of no other type is anything left out: an allergy, a diagnosis, a
// prescription or a plan may hold whenever it was written down.
std::span<const CareDate> care_dates();

// What is asked of a search over all types: not wholly before `start`, nor wholly after `end`, each a date as it was
// sent or empty. A record that says no date passes. Errors: invalid (no date), busy.
Result<std::vector<fhir::search::Clause>> care_within(
    const std::string& start, const std::string& end, const fhir::search::Grounds& grounds);

}  // namespace helselos::interaction
