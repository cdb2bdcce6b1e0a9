// The first candidates of a plan in an order.
#pragma once

#include "store/sqlite/search/plan.h"
#include "store/sqlite/search/sort.h"

#include <optional>
#include <vector>

namespace helselos::store::sqlite {

// The first `count` after the given place.
Result<std::vector<Placed>> find_first(
    Inquiry& inquiry, Plan& plan, const SortOrder& order, const std::optional<Placed>& after, std::size_t count);

}  // namespace helselos::store::sqlite
