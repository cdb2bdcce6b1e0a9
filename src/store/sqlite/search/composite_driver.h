// How the rows that a composite asks for are found: as stretches of the composite table.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

// Fills the driver of the condition.
Result<void> drive_by_composites(const Moment& moment, Condition& condition);

}  // namespace helselos::store::sqlite
