// Questions to the log.
#pragma once

#include "store/sqlite/cursor.h"
#include "store/sqlite/search/moment.h"
#include "store/store.h"

namespace helselos::store::sqlite {

Result<Log> search_log(const Moment& moment, const CursorSeal& seal, const LogQuery& query);
Result<std::optional<LoggedRow>> find_logged(const Moment& moment, const CursorSeal& seal, std::string_view id);

}  // namespace helselos::store::sqlite
