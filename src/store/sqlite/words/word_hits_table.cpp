#include "store/sqlite/words/word_hits_table.h"

#include "store/sqlite/words/word_cursor.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <memory>

#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

enum Column : int { resource_column, hits_column };

// Which bounds of the resource follow the hits among the arguments.
enum Bound : int { has_equal = 1, has_above = 2, has_from = 4, has_below = 8, has_to = 16 };

// SQLite makes, owns and frees these; it sees their first member only.
struct Table {
    sqlite3_vtab base{};
};
struct Cursor {
    sqlite3_vtab_cursor base{};
    std::optional<WordCursor> walk;
    std::optional<ResourceId> only;  // When one was looked up.

    std::optional<ResourceId> current() const { return walk ? walk->current() : only; }
};

Cursor& cursor_of(sqlite3_vtab_cursor* base)
{
    return *reinterpret_cast<Cursor*>(base);
}

int code_of(const Error& error)
{
    return error.kind == Kind::busy ? SQLITE_BUSY : SQLITE_ERROR;
}

int connect(sqlite3* connection, void*, int, const char* const*, sqlite3_vtab** table, char**)
{
    const int code = sqlite3_declare_vtab(connection, "CREATE TABLE x(resource INTEGER, hits HIDDEN)");
    if (code == SQLITE_OK)
        *table = &std::make_unique<Table>().release()->base;
    return code;
}

int disconnect(sqlite3_vtab* table)
{
    const std::unique_ptr<Table> owned(reinterpret_cast<Table*>(table));
    return SQLITE_OK;
}

int bound_of(int operation)
{
    switch (operation) {
    case SQLITE_INDEX_CONSTRAINT_EQ: return has_equal;
    case SQLITE_INDEX_CONSTRAINT_GT: return has_above;
    case SQLITE_INDEX_CONSTRAINT_GE: return has_from;
    case SQLITE_INDEX_CONSTRAINT_LT: return has_below;
    case SQLITE_INDEX_CONSTRAINT_LE: return has_to;
    default: return 0;
    }
}

// The hits are the first argument, the bounds follow in the order of their bits, one of each at most.
int choose(sqlite3_vtab*, sqlite3_index_info* info)
{
    int hits = -1;
    int bounds = 0;
    int place_of[5] = {};
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.usable == 0)
            continue;
        if (constraint.iColumn == hits_column && constraint.op == SQLITE_INDEX_CONSTRAINT_EQ)
            hits = i;
        const int bound = constraint.iColumn == resource_column ? bound_of(constraint.op) : 0;
        if (bound == 0 || (bounds & bound) != 0)
            continue;
        bounds |= bound;
        place_of[std::countr_zero(static_cast<unsigned>(bound))] = i;
    }
    if (hits < 0)
        return SQLITE_CONSTRAINT;
    int arguments = 0;
    info->aConstraintUsage[hits].argvIndex = ++arguments;
    info->aConstraintUsage[hits].omit = 1;
    for (int bit = 0; bit < 5; ++bit)
        if ((bounds & (1 << bit)) != 0)
            info->aConstraintUsage[place_of[bit]].argvIndex = ++arguments;
    info->idxNum = bounds;
    info->estimatedCost = (bounds & has_equal) != 0 ? 10 : 1'000;
    info->estimatedRows = (bounds & has_equal) != 0 ? 1 : 1'000;
    if (info->nOrderBy == 1 && info->aOrderBy[0].iColumn == resource_column && info->aOrderBy[0].desc == 0)
        info->orderByConsumed = 1;
    return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor)
{
    *cursor = &std::make_unique<Cursor>().release()->base;
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor)
{
    const std::unique_ptr<Cursor> owned(&cursor_of(cursor));
    return SQLITE_OK;
}

struct Span {
    ResourceId first = std::numeric_limits<ResourceId>::min();
    ResourceId last = std::numeric_limits<ResourceId>::max();
};

// SQLite checks the bounds again: here they only shorten the walk.
Span span_of(int bounds, sqlite3_value** values)
{
    Span span;
    int next = 0;
    for (int bound = has_equal; bound <= has_to; bound <<= 1) {
        if ((bounds & bound) == 0)
            continue;
        const ResourceId value = sqlite3_value_int64(values[next++]);
        if (bound == has_equal || bound == has_above || bound == has_from)
            span.first = std::max(span.first, value);
        if (bound == has_equal || bound == has_below || bound == has_to)
            span.last = std::min(span.last, value);
    }
    return span;
}

int look_up(const WordHits& hits, ResourceId resource, Cursor& cursor)
{
    if (!hits.seeker)
        hits.seeker = std::make_shared<WordSeeker>(hits);
    const auto is_there = hits.seeker->holds(resource);
    if (!is_there)
        return code_of(is_there.error());
    if (*is_there)
        cursor.only = resource;
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int bounds, const char*, int, sqlite3_value** values)
{
    auto& cursor = cursor_of(base);
    cursor.walk.reset();
    cursor.only.reset();
    const auto* hits = static_cast<const WordHits*>(sqlite3_value_pointer(values[0], word_hits_pointer));
    if (hits == nullptr)
        return SQLITE_ERROR;
    const auto span = span_of(bounds, values + 1);
    if (span.first == span.last)
        return look_up(*hits, span.first, cursor);
    auto walk = WordCursor::begin(*hits, span.first, span.last);
    if (!walk)
        return code_of(walk.error());
    cursor.walk.emplace(*std::move(walk));
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base)
{
    auto& cursor = cursor_of(base);
    cursor.only.reset();
    const auto outcome = cursor.walk ? cursor.walk->advance() : Result<void>();
    return outcome ? SQLITE_OK : code_of(outcome.error());
}

int is_at_end(sqlite3_vtab_cursor* base)
{
    return cursor_of(base).current() ? 0 : 1;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number)
{
    if (number == resource_column)
        sqlite3_result_int64(context, *cursor_of(base).current());
    return SQLITE_OK;
}

int row_number(sqlite3_vtab_cursor* base, sqlite3_int64* number)
{
    *number = *cursor_of(base).current();
    return SQLITE_OK;
}

sqlite3_module make_module()
{
    sqlite3_module module{};
    module.xConnect = connect;
    module.xDisconnect = disconnect;
    module.xBestIndex = choose;
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

Result<void> add_word_hits_table(sqlite3* connection)
{
    static const sqlite3_module module = make_module();
    if (sqlite3_create_module_v2(connection, "word_hits", &module, nullptr, nullptr) != SQLITE_OK)
        return Error{Kind::fault, "a table of the store could not be made"};
    return {};
}

}  // namespace helselos::store::sqlite
