// The layout on disk and how an older one becomes the newest.
//
// Each step is one file in migrations/, numbered, and is never changed once it
// has been released. docs/decisions/0004-storage-layout.md says why the layout is as it is.
#pragma once

#include "base/result.h"
#include "store/sqlite/connection.h"

#include <cstdint>
#include <span>

namespace helselos::store::sqlite {

struct Migration {
    std::int64_t number;  // 1, 2, 3 ...
    const char* name;
    const char* sql;
    Result<void> (*fill)(Connection&) = nullptr;  // What cannot be said in SQL, in the same transaction.
};

std::span<const Migration> all_migrations();

// Brings the data to the newest layout, each step in a transaction of its own.
// Data written by a newer program is refused (unsupported).
Result<void> bring_up_to_date(Connection& connection);
Result<void> bring_up_to_date(Connection& connection, std::span<const Migration> steps);

Result<std::int64_t> schema_version(Connection& connection);

}  // namespace helselos::store::sqlite
