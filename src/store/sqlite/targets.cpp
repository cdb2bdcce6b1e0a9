#include "store/sqlite/targets.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/kept.h"

#include <memory>
#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

// A table-valued function of SQLite: http://www.sqlite.org/vtab.html#tabfunc2
constexpr int column_target = 0;
constexpr int column_rows = 1;
constexpr int column_parameter = 2;
constexpr std::int64_t steps_of_kept_rows = 10;

struct Table : sqlite3_vtab {
    StepsLeft* steps = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
    std::vector<ResourceId> targets;
    std::size_t at = 0;
};

Cursor& cursor_of(sqlite3_vtab_cursor* cursor)
{
    return *static_cast<Cursor*>(cursor);
}

int connect(sqlite3* connection, void* steps, int, const char* const*, sqlite3_vtab** out, char**)
{
    const int code = sqlite3_declare_vtab(connection, "CREATE TABLE x(target INTEGER, rows HIDDEN, parameter HIDDEN)");
    if (code != SQLITE_OK)
        return code;
    auto table = std::make_unique<Table>();
    table->steps = static_cast<StepsLeft*>(steps);
    *out = table.release();
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table)
{
    const std::unique_ptr<Table> end(static_cast<Table*>(table));
    return SQLITE_OK;
}

// Both arguments must be there, in their order.
int plan(sqlite3_vtab*, sqlite3_index_info* info)
{
    int found = 0;
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.iColumn == column_target || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (constraint.usable == 0)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = constraint.iColumn == column_rows ? 1 : 2;
        info->aConstraintUsage[i].omit = 1;
        ++found;
    }
    if (found != 2)
        return SQLITE_CONSTRAINT;
    info->estimatedCost = 1;
    info->estimatedRows = 1;
    return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** out)
{
    *out = std::make_unique<Cursor>().release();
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor)
{
    const std::unique_ptr<Cursor> end(&cursor_of(cursor));
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int count, sqlite3_value** values)
{
    if (count != 2)
        return SQLITE_ERROR;
    auto& cursor = cursor_of(base);
    cursor.targets.clear();
    cursor.at = 0;
    static_cast<Table*>(base->pVtab)->steps->count -= steps_of_kept_rows;
    const auto* start = static_cast<const char*>(sqlite3_value_blob(values[0]));
    if (start == nullptr)
        return SQLITE_OK;
    const auto parameter = static_cast<NameId>(sqlite3_value_int64(values[1]));
    KeptRows rows({start, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
    while (const auto row = rows.next(RowKind::reference, parameter))
        cursor.targets.push_back(row->target);
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor)
{
    ++cursor_of(cursor).at;
    return SQLITE_OK;
}

int is_at_end(sqlite3_vtab_cursor* cursor)
{
    return cursor_of(cursor).at >= cursor_of(cursor).targets.size() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number)
{
    const auto& cursor = cursor_of(base);
    if (number == column_target)
        sqlite3_result_int64(context, cursor.targets[cursor.at]);
    return SQLITE_OK;
}

int row_number(sqlite3_vtab_cursor* cursor, sqlite3_int64* out)
{
    *out = static_cast<sqlite3_int64>(cursor_of(cursor).at);
    return SQLITE_OK;
}

sqlite3_module make_module()
{
    sqlite3_module module{};
    // Without xCreate it is there by its name, and cannot be made by SQL.
    module.xConnect = connect;
    module.xBestIndex = plan;
    module.xDisconnect = disconnect;
    module.xOpen = open;
    module.xClose = close;
    module.xFilter = filter;
    module.xNext = next;
    module.xEof = is_at_end;
    module.xColumn = column;
    module.xRowid = row_number;
    return module;
}

}  // namespace

Result<void> add_targets(sqlite3* connection, StepsLeft& steps)
{
    static_assert(column_parameter == 2);
    static const auto module = make_module();
    const int code = sqlite3_create_module_v2(connection, "targets", &module, &steps, nullptr);
    if (code != SQLITE_OK)
        return to_error(code);
    return {};
}

}  // namespace helselos::store::sqlite
