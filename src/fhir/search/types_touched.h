// Which resource types a search learns from.
#pragma once

#include "fhir/search/query.h"

#include <string>
#include <vector>

namespace helselos::fhir::search {

// The types searched, the targets of chains and the sources of reverse chains, at any depth; sorted, no doubles,
// never none. An empty name stands for all types at once. What is included is not told here: it is shown only
// where it is within the caller's own scope.
std::vector<std::string> types_touched(const Query& query);

}  // namespace helselos::fhir::search
