// The decision on an act, with all it hangs on: what was read of ties, and what an app was allowed.
#pragma once

#include "access/decide.h"
#include "base/result.h"
#include "fhir/search/extract.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace helselos::access {

// Asked only when something hangs on them.
using AskRelations = std::function<Result<std::shared_ptr<const Relations>>(const Now&)>;

// What is told of a type, if only by finding or not finding: each of the types asked for must be open to the caller.
// The verdict need not be to permit. Errors: those of the relations.
Result<Decision> decision_for(const Caller& caller, Deed deed, std::span<const std::string> types,
    const fhir::search::Extractor& extractor, Instant instant, const AskRelations& relations);

// The decision when it permits. Errors: unauthenticated, forbidden.
Result<Decision> permitted(Decision decision);

bool may_search_at_all(const Caller& caller, std::string_view type);
// Without a scope.
Decision may_write_at_all(const Caller& caller, std::string_view type);

}  // namespace helselos::access
