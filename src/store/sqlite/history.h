// The versions of a resource, a type or everything, newest first.
#pragma once

#include "store/sqlite/cursor.h"
#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

Result<History> find_history(
    const Moment& moment, const CursorSeal& seal, const HistoryQuery& query, const Scope& scope);

}  // namespace helselos::store::sqlite
