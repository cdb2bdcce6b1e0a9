// Conditional acts: the resource that matches a search, decided where nobody comes between.
#pragma once

#include "access/session.h"
#include "fhir/search/grounds.h"
#include "interaction/hall.h"

#include <functional>
#include <optional>
#include <string_view>

namespace helselos::interaction {

using Search = std::function<Result<access::Found>(const fhir::search::Query&)>;

Search search_in(access::Writing& writing);
Search search_in(access::Session& session);

// What every query to this house is understood by, as resources are read by now.
fhir::search::Grounds grounds_of(const Hall& hall);

// "identifier=http://x|1" for one type. Strict: an unknown parameter is refused, for a criterion
// that is ignored would match everything. A query without a criterion is refused too.
Result<fhir::search::Query> parse_criteria(const Hall& hall, std::string_view type, std::string_view query);

// The one that matches, or none. Error precondition when several do.
Result<std::optional<access::Key>> find_one(const Search& search, const fhir::search::Query& query);

}  // namespace helselos::interaction
