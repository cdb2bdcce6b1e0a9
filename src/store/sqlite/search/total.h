// How many a search finds in all.
#pragma once

#include "store/sqlite/search/plan.h"

namespace helselos::store::sqlite {

Result<std::uint64_t> count_all_of(Connection& connection, Plan& plan);

// Exact where that takes little; else from a sample, spread evenly over the type.
Result<std::uint64_t> estimate_all_of(Connection& connection, Plan& plan);

}  // namespace helselos::store::sqlite
