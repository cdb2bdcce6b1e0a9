#include "store/sqlite/search/walk.h"

#include "store/sqlite/search/combine.h"
#include "store/sqlite/search/page.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

struct Walk {
    Inquiry& inquiry;
    const Plan& plan;
    const SortOrder& order;
    const std::optional<Placed>& after;

    bool is_descending() const { return order.first().is_descending; }
    // What the first key was where the page before ended.
    const SortValue* begins_at() const { return after ? &after->values.front() : nullptr; }
};

// The low end behind the start of a composite key.
SortValue value_in(std::string_view key)
{
    static_cast<void>(next_part(key));
    const auto range = next_part(key);
    HL_ASSERT(range.has_value());
    return range->kind == RowKind::date ? SortValue(range->low) : SortValue(range->low_number);
}

void add_low(std::string& start, const SortValue& value)
{
    // The start ends with the kind and the class of width.
    const auto kind = static_cast<RowKind>(start[start.size() - 2]);
    const int width = start.back();
    start.resize(start.size() - 2);
    if (const auto* real = std::get_if<double>(&value))  // floating point: an index bound.
        start += part_start(kind, width, *real);
    else
        start += part_start(kind, width, std::get<std::int64_t>(value));
}

// The keys between which a track is walked, both included.
struct Bounds {
    std::optional<SortValue> least;
    std::optional<SortValue> greatest;
};

Bounds bounds_of(const Walk& walk, const Track& track)
{
    Bounds bounds{track.least, track.greatest};
    const auto* begin = walk.begins_at();
    if (begin == nullptr)
        return bounds;
    if (walk.is_descending() && (!bounds.greatest || *begin < *bounds.greatest))
        bounds.greatest = *begin;
    if (!walk.is_descending() && (!bounds.least || *bounds.least < *begin))
        bounds.least = *begin;
    return bounds;
}

// A track being walked, from where the page before ended.
class Strand {
public:
    static Result<Strand> of(const Walk& walk, const Track& track)
    {
        Sql source = track.source.c_str();
        for (const auto value : track.values)
            source.add("", value);
        const auto bounds = bounds_of(walk, track);
        if (track.start)
            add_stretch(bounds, *track.start, source);
        else
            add_bounds(bounds, track.column, source);
        Sql sql = SortOrder::columns;
        sql.add(",d.key").add(passing(walk.plan, source, track.living, true, true)).add(track.also);
        sql.add(walk.is_descending() ? " ORDER BY d.key DESC" : " ORDER BY d.key");
        return Strand(TRY(sql.prepare(walk.inquiry.connection())), track.start.has_value());
    }

    // To the next whose key is what its resource sorts by, and which comes after the place.
    Result<void> advance(const Walk& walk)
    {
        m_next.reset();
        while (TRY(m_statement.step())) {
            auto placed = TRY(walk.order.place(walk.inquiry.moment(), m_statement));
            if (!is_key(placed.values.front()))
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
    Strand(Statement statement, bool is_composite) : m_statement(std::move(statement)), m_is_composite(is_composite) {}

    static void add_value(const SortValue& value, Sql& sql)
    {
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            sql.add("?", *integer);
        else if (const auto* real = std::get_if<double>(&value))  // floating point: an index bound.
            sql.add("?", *real);
        else
            sql.add("?", std::get<std::string>(value));
    }

    static void add_bounds(const Bounds& bounds, const std::string& column, Sql& source)
    {
        if (bounds.least)
            add_value(*bounds.least, source.add(" AND ").add(column).add(">="));
        if (bounds.greatest)
            add_value(*bounds.greatest, source.add(" AND ").add(column).add("<="));
    }

    static void add_stretch(const Bounds& bounds, const std::string& start, Sql& source)
    {
        auto from = start;
        auto last = start;
        if (bounds.least)
            add_low(from, *bounds.least);
        if (bounds.greatest)
            add_low(last, *bounds.greatest);
        source.add(" AND key>=?", Blob{from}).add(" AND key<?", Blob{after_prefix(last).value_or("\xff")});
    }

    bool is_key(const SortValue& value) const
    {
        if (m_is_composite)
            return value == value_in(m_statement.text(column_of_key));
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            return *integer == m_statement.integer(column_of_key);
        if (const auto* real = std::get_if<double>(&value))  // floating point: an index bound.
            return *real == m_statement.real(column_of_key);
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr && *text == m_statement.text(column_of_key);
    }

    static constexpr int column_of_key = 4;

    Statement m_statement;
    bool m_is_composite;
    std::optional<Placed> m_next;
};

Result<std::vector<Strand>> begin_strands(const Walk& walk, const Tracks& tracks)
{
    std::vector<Strand> strands;
    for (const auto& track : tracks) {
        strands.push_back(TRY(Strand::of(walk, track)));
        TRY(strands.back().advance(walk));
    }
    return strands;
}

// The strand that goes on with the first in the order; none when all have ended.
Strand* find_first_strand(const Walk& walk, std::vector<Strand>& strands)
{
    Strand* first = nullptr;
    for (auto& strand : strands) {
        if (strand.next() && (first == nullptr || walk.order.comes_before(*strand.next(), *first->next())))
            first = &strand;
    }
    return first;
}

// Those with one value of the first key are gathered and put in order by the rest.
Result<std::vector<Placed>> walk_strands(const Walk& walk, std::vector<Strand> strands, std::size_t count)
{
    std::vector<Placed> placed;
    while (placed.size() < count) {
        auto* strand = find_first_strand(walk, strands);
        if (strand == nullptr)
            return placed;
        const auto value = strand->next()->values.front();
        Best alike(walk.order, count - placed.size());
        for (; strand != nullptr && strand->next()->values.front() == value;
             strand = find_first_strand(walk, strands)) {
            alike.offer(*strand->next());
            TRY(strand->advance(walk));
        }
        std::ranges::move(alike.take(), std::back_inserter(placed));
    }
    return placed;
}

// Those without a value of the first key come last, in the order of the rest.
Result<std::vector<Placed>> find_missing(const Walk& walk, std::size_t count)
{
    Plan plan = walk.plan;
    Wanted missing{.parameter = walk.order.first().parameter};
    missing.is_presence = true;
    missing.is_negated = true;
    plan.conditions.push_back(TRY(row_condition(walk.inquiry, std::move(missing))));
    std::optional<Placed> after;
    if (walk.after && is_missing(walk.after->values.front())) {
        after = *walk.after;
        after->values.erase(after->values.begin());
    }
    auto found = TRY(find_first(walk.inquiry, plan, walk.order.rest(), after, count));
    for (auto& each : found)
        each.values.insert(each.values.begin(), SortValue());
    return found;
}

}  // namespace

Result<std::vector<Placed>> walk(Inquiry& inquiry, const Plan& plan, const Tracks& tracks, const SortOrder& order,
    const std::optional<Placed>& after, std::size_t count)
{
    const Walk walk{inquiry, plan, order, after};
    std::vector<Placed> placed;
    if (!after || !is_missing(after->values.front()))
        placed = TRY(walk_strands(walk, TRY(begin_strands(walk, tracks)), count));
    // Where a value is asked for, none is without.
    const auto& key = order.first();
    const bool may_be_missing
        = key.by == SortOrder::By::rows && find_plain(plan.conditions, key.kind, key.parameter) == nullptr;
    if (placed.size() < count && may_be_missing)
        std::ranges::move(TRY(find_missing(walk, count - placed.size())), std::back_inserter(placed));
    return placed;
}

}  // namespace helselos::store::sqlite
