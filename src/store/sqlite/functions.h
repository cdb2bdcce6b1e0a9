// What our statements call from SQL.
//
//   keeps(rows, wanted)   whether the kept rows of a resource fulfil a Wanted, which is bound as a pointer;
//   fits(key, wanted)     whether one row of the composite table passes it;
//   targets(rows, p)      a table: what the kept rows refer to by the reference parameter p (targets.h).
#pragma once

#include "base/result.h"

struct sqlite3;

namespace helselos::store::sqlite {

struct StepsLeft;

// The type that SQLite demands of a bound pointer, so that SQL text cannot forge one.
inline constexpr const char* pointer_type = "helselos-wanted";

// The steps that they take are taken from `steps`, which must outlive the connection.
Result<void> add_functions(sqlite3* connection, StepsLeft& steps);

}  // namespace helselos::store::sqlite
