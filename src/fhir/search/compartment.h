// http://hl7.org/fhir/R4/compartmentdefinition.html: GET /Patient/1/Observation
#pragma once

#include "base/result.h"
#include "fhir/search/parameters.h"
#include "fhir/search/query.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

struct Owner {
    std::string type;  // "Patient".
    std::string id;
};

// What puts a resource of these types (none named: all) into the owner's compartment. Errors: not_found (no such
// compartment, or the type is in none), unsupported (several types in another compartment than a patient's).
Result<Clause> in_compartment(const Owner& owner, const std::vector<std::string>& types, const Parameters& parameters);

}  // namespace helselos::fhir::search
