// From a value set, or a code and its place in a code system, to the codes they stand for
// (http://hl7.org/fhir/R4/search.html#token: :in, :not-in, :above, :below).
#pragma once

#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <string_view>
#include <vector>

namespace helselos::fhir::search {

// Never none. Errors: unsupported (the set is not known, not wholly known, empty, or there is no terminology here),
// too_large (limits::search_codes_max).
Result<std::vector<TokenValue>> codes_in(const Asking& asking, std::string_view value_set);

// The code itself and all that are broader (above) or narrower (below). Errors: invalid (no system|code),
// unsupported (the code system is not known, or not wholly), too_large.
enum class Direction : std::uint8_t { above, below };
Result<std::vector<TokenValue>> codes_from(const Asking& asking, const TokenValue& from, Direction direction);

}  // namespace helselos::fhir::search
