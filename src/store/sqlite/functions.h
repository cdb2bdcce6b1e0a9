// What SQL asks of us while it runs.
//
//   keeps(kept.rows, ?)  whether the kept rows of a resource fulfil a criterion; the
//                        parameter is a pointer to a Wanted (wanted.h).
#pragma once

#include "base/result.h"

struct sqlite3;

namespace helselos::store::sqlite {

// The type that SQLite demands of a bound pointer, so that SQL text cannot forge one.
inline constexpr const char* pointer_type = "helselos-wanted";

Result<void> add_functions(sqlite3* connection);

}  // namespace helselos::store::sqlite
