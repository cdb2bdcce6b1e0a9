#include "store/sqlite/search/walk.h"

#include <algorithm>
#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

constexpr const char* what = "SELECT d.resource,k.rows,r.sequence,r.logical_id";

bool is_missing(const Placed& placed)
{
    return std::holds_alternative<std::monostate>(placed.values.front());
}

struct Walk {
    const Moment& moment;
    const Plan& plan;
    const SortOrder& order;
    const std::optional<Placed>& after;
    std::size_t count;
};

Result<std::vector<Placed>> walk_versions(const Walk& walk)
{
    Sql source = what;
    source.add(" FROM version d INDEXED BY version_of_type");
    auto sql = candidates_from(walk.plan, source);
    sql.add(" AND r.sequence=d.sequence AND d.type=(SELECT id FROM name WHERE text=?)", walk.plan.type_name);
    if (walk.after)
        sql.add(walk.order.is_descending() ? " AND d.sequence<?" : " AND d.sequence>?",
            std::get<std::int64_t>(walk.after->values.front()));
    sql.add(walk.order.is_descending() ? " ORDER BY d.sequence DESC" : " ORDER BY d.sequence");
    auto statement = TRY(sql.add(" LIMIT ?", walk.count).prepare(walk.moment.connection));
    std::vector<Placed> placed;
    while (TRY(statement.step()))
        placed.push_back(TRY(walk.order.place(walk.moment, statement)));
    return placed;
}

// The dates of one class of width, in order.
class Strand {
public:
    static Result<Strand> of(const Walk& walk, int width)
    {
        Sql source = what;
        source.add(",d.low FROM date d");
        auto sql = candidates_from(walk.plan, source);
        // The width stands in the text, so that each strand has a statement of its own.
        sql.add(fmt::format(" AND d.width={} AND d.parameter=?", width), walk.order.parameter());
        if (walk.after)
            sql.add(walk.order.is_descending() ? " AND d.low<=?" : " AND d.low>=?",
                std::get<std::int64_t>(walk.after->values.front()));
        sql.add(walk.order.is_descending() ? " ORDER BY d.low DESC,d.resource" : " ORDER BY d.low,d.resource");
        return Strand(TRY(sql.prepare(walk.moment.connection)));
    }

    // To the next that is the date its resource is sorted by, and comes after the place.
    Result<void> advance(const Walk& walk)
    {
        m_next.reset();
        while (TRY(m_statement.step())) {
            auto placed = TRY(walk.order.place(walk.moment, m_statement));
            if (std::get<std::int64_t>(placed.values.front()) != m_statement.integer(4))
                continue;
            if (walk.after && !walk.order.comes_before(*walk.after, placed))
                continue;
            m_next = std::move(placed);
            return {};
        }
        return {};
    }

    const std::optional<Placed>& next() const { return m_next; }

private:
    explicit Strand(Statement statement) : m_statement(std::move(statement)) {}

    Statement m_statement;
    std::optional<Placed> m_next;
};

Result<std::vector<Strand>> begin_strands(const Walk& walk)
{
    std::vector<Strand> strands;
    for (const auto& width : date_width_classes()) {
        strands.push_back(TRY(Strand::of(walk, width.number)));
        TRY(strands.back().advance(walk));
    }
    return strands;
}

Result<std::vector<Placed>> walk_dates(const Walk& walk)
{
    std::vector<Placed> placed;
    if (walk.after && is_missing(*walk.after))
        return placed;
    auto strands = TRY(begin_strands(walk));
    const auto is_earlier = [&](const Strand& left, const Strand& right) {
        return left.next() && (!right.next() || walk.order.comes_before(*left.next(), *right.next()));
    };
    while (placed.size() < walk.count) {
        const auto first = std::ranges::min_element(strands, is_earlier);
        if (!first->next())
            return placed;
        // A resource may have two dates that begin alike.
        if (placed.empty() || placed.back().resource != first->next()->resource)
            placed.push_back(*first->next());
        TRY(first->advance(walk));
    }
    return placed;
}

// Those without a date come last, in their own order.
Result<void> add_dateless(const Walk& walk, std::vector<Placed>& placed)
{
    Wanted dateless;
    dateless.parameter = walk.order.parameter();
    dateless.is_presence = true;
    dateless.is_negated = true;
    Sql source = what;
    source.add(" FROM living d");
    auto sql = candidates_from(walk.plan, source);
    sql.add(" AND d.type=(SELECT id FROM name WHERE text=?) AND keeps(k.rows,?)", walk.plan.type_name, &dateless);
    if (walk.after && is_missing(*walk.after))
        sql.add(" AND d.resource>?", walk.after->resource);
    sql.add(" ORDER BY d.resource LIMIT ?", walk.count - placed.size());
    auto statement = TRY(sql.prepare(walk.moment.connection));
    while (TRY(statement.step()))
        placed.push_back(TRY(walk.order.place(walk.moment, statement)));
    return {};
}

}  // namespace

Result<std::vector<Placed>> walk(const Moment& moment, const Plan& plan, const SortOrder& order,
    const std::optional<Placed>& after, std::size_t count)
{
    const Walk walk{moment, plan, order, after, count};
    if (order.is_by_last_updated())
        return walk_versions(walk);
    auto placed = TRY(walk_dates(walk));
    if (placed.size() < count)
        TRY(add_dateless(walk, placed));
    return placed;
}

}  // namespace helselos::store::sqlite
