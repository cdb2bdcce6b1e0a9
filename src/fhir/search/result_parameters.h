// The parameters that govern the answer, not what is found
// (http://hl7.org/fhir/R4/search.html#return).
#pragma once

#include "base/result.h"
#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <string_view>
#include <vector>

namespace helselos::fhir::search {

// _count, _sort, _total, _summary, _elements, _include, _revinclude and _cursor.
bool is_result_parameter(std::string_view name);

// Sets in `query` what the parameter says; `query.types` is set. Nothing is changed on an error: invalid
// (a bad value), unsupported (an unknown parameter or element in it, a modifier), busy (a parameter that is being
// indexed).
Result<void> take_result_parameter(
    std::string_view name, std::string_view modifier, std::string_view value, const Grounds& grounds, Query& query);

// The types searched, by name: all, when the query names none.
std::vector<std::string_view> types_searched(const Query& query, const Definitions& definitions);

}  // namespace helselos::fhir::search
