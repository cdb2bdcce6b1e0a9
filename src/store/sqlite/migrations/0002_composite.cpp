#include "store/sqlite/migrations/all.h"
#include "store/sqlite/stored_rows.h"

#include <algorithm>

namespace helselos::store::sqlite::migrations {

const char* const composite = R"sql(
-- Values that belong together: the components of a composite parameter, and a code with a date or a
-- number of the same resource. The key is the parts in the order of the question, the code first.
CREATE TABLE composite(
  parameter INTEGER NOT NULL,
  key BLOB NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, key, resource)
) STRICT, WITHOUT ROWID;

-- Parameters of which some resource has, or once had, several ranges that differ.
CREATE TABLE differing(
  parameter INTEGER PRIMARY KEY
) STRICT;
)sql";

namespace {

// Sorted in portions, so that each portion touches a page of the table once.
constexpr std::size_t portion = 100'000;

struct Fill {
    Connection& connection;
    SharedNames shared = {};
    Names names{connection, shared};
    Pairs pairs = {};
    DifferingRanges differing = {};
    std::vector<std::pair<std::string, ResourceId>> waiting = {};
};

Result<void> insert_waiting(Fill& fill)
{
    std::ranges::sort(fill.waiting);
    auto insert = TRY(fill.connection.prepare("INSERT INTO composite VALUES(?,?,?)"));
    for (const auto& [bytes, resource] : fill.waiting) {
        const auto row = decode(bytes);
        TRY(insert.bind(row.parameter).bind_blob_in_place(row.text).bind(resource).finish());
    }
    fill.waiting.clear();
    return {};
}

bool is_range(const KeptRow& row)
{
    return row.kind == RowKind::date || row.kind == RowKind::number || row.kind == RowKind::quantity;
}

bool differ(const KeptRow& left, const KeptRow& right)
{
    return left.low != right.low || left.high != right.high || left.low_number != right.low_number
        || left.high_number != right.high_number;
}

// Kept rows are sorted: those of one parameter are neighbours.
Result<void> note_differing(Fill& fill, const EncodedRows& rows)
{
    std::optional<KeptRow> last;
    for (const auto& bytes : rows) {
        const auto row = decode(bytes);
        if (!is_range(row))
            continue;
        if (last && last->parameter == row.parameter && differ(*last, row))
            TRY(fill.differing.note(fill.connection, row.parameter));
        last = row;
    }
    return {};
}

Result<void> take(Fill& fill, NameId type, ResourceId resource, std::string_view blob)
{
    EncodedRows rows;
    KeptRows kept(blob);
    while (const auto bytes = kept.next_bytes())
        rows.emplace_back(*bytes);
    TRY(note_differing(fill, rows));
    EncodedRows paired;
    add_paired_rows(*TRY(fill.pairs.of(fill.names, type)), rows, paired);
    std::ranges::sort(paired);
    paired.erase(std::ranges::unique(paired).begin(), paired.end());
    for (auto& bytes : paired)
        fill.waiting.emplace_back(std::move(bytes), resource);
    return {};
}

}  // namespace

Result<void> fill_composite(Connection& connection)
{
    Fill fill{connection};
    auto living = TRY(
        connection.prepare("SELECT l.type,l.resource,k.rows FROM living l CROSS JOIN kept k ON k.resource=l.resource"));
    while (TRY(living.step())) {
        TRY(take(fill, static_cast<NameId>(living.integer(0)), living.integer(1), living.text(2)));
        if (fill.waiting.size() >= portion)
            TRY(insert_waiting(fill));
    }
    return insert_waiting(fill);
}

}  // namespace helselos::store::sqlite::migrations
