// http://hl7.org/fhir/R4/search.html#composite: code-value-quantity=http://loinc.org|8480-6$gt140
#pragma once

#include "fhir/search/parse_criterion.h"

#include <span>

namespace helselos::fhir::search {

// One value for each component, with $ between. Errors: invalid (another number of components, a bad value),
// unsupported (a composite of a form that cannot be answered).
Result<Clause> parse_composite(const Asking& asking, const Subject& subject, std::span<const std::string_view> values);

Result<Clause> presence_of_composite(const Asking& asking, const Subject& subject, bool is_missing);

}  // namespace helselos::fhir::search
