// http://hl7.org/fhir/R4/search_filter.html: what a _filter means for one resource type.
//
// Where an operator cannot be answered exactly it is refused: ne and po of a parameter that may have several values
// (the operator speaks of one value, not (x eq y) of all), co, sw and ew of anything but strings, a condition in
// brackets on anything but a reference.
#pragma once

#include "fhir/search/filter_syntax.h"
#include "fhir/search/grounds.h"
#include "fhir/search/parse_clause.h"

namespace helselos::fhir::search {

// None when the type knows no such parameter.
Known parse_filter(const Asking& asking, std::string_view type, const FilterNode& filter,
    std::size_t links_left = limits::search_chain_max);

}  // namespace helselos::fhir::search
