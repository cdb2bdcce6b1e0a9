// How long a driver is, found out by walking it for a bounded number of steps. SQL statistics have no say.
#pragma once

#include "store/sqlite/search/condition.h"

#include <cstdint>
#include <vector>

namespace helselos::store::sqlite {

// How far a driver is walked to learn its length: a little, then more when all are longer.
constexpr std::uint64_t probe_short = 64;
constexpr std::uint64_t probe_middle = 1'024;
constexpr std::uint64_t probe_long = 16'384;

// The shortest of those that can drive, when one ends within `longest`; else the one that is best read whole.
// None when there is no driver. Sets the estimates.
Result<Condition*> find_shortest_driver(
    Connection& connection, const std::vector<Condition*>& conditions, std::uint64_t longest);

// The same with little effort, for a part of a condition.
Result<const Condition*> find_short_driver(Connection& connection, std::vector<Condition>& conditions);

}  // namespace helselos::store::sqlite
