// The table targets(rows, parameter): for each reference with that parameter among the kept rows of a resource
// (the first argument, a blob) one row with the number of the resource it refers to. It is what lets a chain
// follow references forward without a second index of them.
#pragma once

#include "base/result.h"

struct sqlite3;

namespace helselos::store::sqlite {

struct StepsLeft;

Result<void> add_targets(sqlite3* connection, StepsLeft& steps);

}  // namespace helselos::store::sqlite
