#include "store/sqlite/functions.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/search/wanted.h"
#include "store/sqlite/targets.h"

#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

// About what a row costs, in steps of SQLite's machine.
constexpr std::int64_t steps_of_kept_rows = 20;
constexpr std::int64_t steps_of_parts = 5;

std::string_view blob_of(sqlite3_value* value)
{
    const auto* start = static_cast<const char*>(sqlite3_value_blob(value));
    return start == nullptr ? std::string_view()
                            : std::string_view(start, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// What the second value points to; the steps are counted.
const Wanted* wanted_of(sqlite3_context* context, sqlite3_value** values, std::int64_t steps)
{
    static_cast<StepsLeft*>(sqlite3_user_data(context))->count -= steps;
    const auto* wanted = static_cast<const Wanted*>(sqlite3_value_pointer(values[1], pointer_type));
    if (wanted == nullptr)
        sqlite3_result_error(context, "a criterion is missing", -1);
    return wanted;
}

// keeps(rows, wanted): whether kept rows fulfil it.
void keeps(sqlite3_context* context, int, sqlite3_value** values)
{
    if (const auto* wanted = wanted_of(context, values, steps_of_kept_rows))
        sqlite3_result_int(context, wanted->is_fulfilled_by(KeptRows(blob_of(values[0]))) ? 1 : 0);
}

// fits(key, wanted): whether the parts of one composite row pass.
void fits(sqlite3_context* context, int, sqlite3_value** values)
{
    if (const auto* wanted = wanted_of(context, values, steps_of_parts))
        sqlite3_result_int(
            context, wanted->is_passed_by({.kind = RowKind::composite, .text = blob_of(values[0])}) ? 1 : 0);
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

Result<void> add(sqlite3* connection, const char* name, Function function, StepsLeft& steps)
{
    const int code = sqlite3_create_function_v2(
        connection, name, 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, &steps, function, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return to_error(code);
    return {};
}

}  // namespace

Result<void> add_functions(sqlite3* connection, StepsLeft& steps)
{
    TRY(add(connection, "keeps", keeps, steps));
    TRY(add(connection, "fits", fits, steps));
    return add_targets(connection, steps);
}

}  // namespace helselos::store::sqlite
