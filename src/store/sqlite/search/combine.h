// Conditions that are better asked together: two ends of one range, and a code with a range.
#pragma once

#include "store/sqlite/search/plan.h"

namespace helselos::store::sqlite {

// Makes one condition of several on a range, where each resource has one only: date=ge2020 and date=lt2021.
Result<void> merge_ranges(Inquiry& inquiry, Plan& plan);

// Adds a driver for each code and range that stand in the composite table together (paired.h).
Result<void> add_pairs(Inquiry& inquiry, Plan& plan);

}  // namespace helselos::store::sqlite
