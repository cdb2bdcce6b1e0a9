// Conditions that are better asked together: two ends of one range, and a code with a range.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

using Conditions = std::vector<Condition>;

// Makes one condition of several on a range, where each resource has one only: date=ge2020 and date=lt2021.
Result<void> merge_ranges(Inquiry& inquiry, Conditions& all_of);

// Adds a driver for each code and range that stand in the composite table together (paired.h).
Result<void> add_pairs(Inquiry& inquiry, const std::string& type, Conditions& all_of);

// A criterion on the rows of the parameter that any one row can fulfil; null when there is none.
const Wanted* find_plain(const Conditions& all_of, RowKind kind, NameId parameter);

}  // namespace helselos::store::sqlite
