// word_hits(?): the resources of a WordHits as a table for SQL, in rising order.
//
//     SELECT resource FROM word_hits(?) WHERE resource > 17
//
// The parameter is a pointer to a WordHits, bound with this type so that SQL text cannot forge one.
#pragma once

#include "base/result.h"

struct sqlite3;

namespace helselos::store::sqlite {

inline constexpr const char* word_hits_pointer = "helselos-word-hits";

Result<void> add_word_hits_table(sqlite3* connection);

}  // namespace helselos::store::sqlite
