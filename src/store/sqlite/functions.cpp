#include "store/sqlite/functions.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/search/wanted.h"

#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

void keeps(sqlite3_context* context, int, sqlite3_value** values)
{
    const auto* start = static_cast<const char*>(sqlite3_value_blob(values[0]));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
    const auto* wanted = static_cast<const Wanted*>(sqlite3_value_pointer(values[1], pointer_type));
    if (wanted == nullptr) {
        sqlite3_result_error(context, "keeps() needs a criterion", -1);
        return;
    }
    sqlite3_result_int(context, wanted->is_fulfilled_by(KeptRows({start, size})) ? 1 : 0);
}

}  // namespace

Result<void> add_functions(sqlite3* connection)
{
    const int code = sqlite3_create_function_v2(
        connection, "keeps", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, nullptr, keeps, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return to_error(code);
    return {};
}

}  // namespace helselos::store::sqlite
