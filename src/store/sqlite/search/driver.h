// How the rows that a Wanted asks for are found in their clustered table.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

// Fills the driver of the condition and, where a point look-up does, its check.
Result<void> drive_by_rows(Inquiry& inquiry, Condition& condition);

}  // namespace helselos::store::sqlite
