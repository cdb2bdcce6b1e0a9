// The first page of a sorted search, read in the order of an index instead of
// gathering all that matches.
#pragma once

#include "store/sqlite/search/plan.h"
#include "store/sqlite/search/sort.h"

#include <optional>
#include <vector>

namespace helselos::store::sqlite {

// The first `count` in the order, which must have a walk (SortOrder::has_walk), after the given place.
Result<std::vector<Placed>> walk(const Moment& moment, const Plan& plan, const SortOrder& order,
    const std::optional<Placed>& after, std::size_t count);

}  // namespace helselos::store::sqlite
