#include "store/sqlite/search/page.h"

#include "base/limits.h"
#include "store/sqlite/search/probe.h"
#include "store/sqlite/search/resource_set.h"
#include "store/sqlite/search/walk.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace helselos::store::sqlite {

namespace {

using Placeds = std::vector<Placed>;

// Taking a number from an index is so many times cheaper than checking a candidate.
constexpr std::uint64_t gathered_per_check = 16;

// Where a fair part of all matches, the first page is found with less effort than it takes to know how large that part
// is.
constexpr std::int64_t steps_of_glance = 8'000;

// What is not longer is gathered for less than a glance over the whole type.
constexpr std::uint64_t probe_before_glance = 512;

struct Asked {
    Inquiry& inquiry;
    Plan& plan;
    const SortOrder& order;
    const std::optional<Placed>& after;
    std::size_t count;

    Connection& connection() const { return inquiry.connection(); }
    ResourceId place() const { return after ? after->resource : 0; }
};

// A way to the answer that is short when what matches is spread evenly; none when it turned out not to be.
template <typename Way>
Result<std::optional<Placeds>> attempt(Connection& connection, std::int64_t steps, Way way)
{
    const StepLimit limit(connection, steps);
    auto outcome = way();
    if (outcome)
        return std::optional(*std::move(outcome));
    if (limit.is_reached() && limit.is_own())
        return std::optional<Placeds>();
    return std::move(outcome).error();
}

// Reads candidates from a driver that gives them in order; none: from the type.
Result<Placeds> read_in_order(const Asked& asked, std::optional<std::size_t> driver)
{
    asked.plan.driver = driver;
    Sql sql = "SELECT d.resource";
    const auto& chosen = asked.plan.driving();
    sql.add(candidates_of(asked.plan, ordered_driver(chosen, asked.place()), false, false));
    if (chosen.driver_is_ordered)
        sql.add(" ORDER BY d.resource");
    sql.add(" LIMIT ?", asked.count);
    auto statement = TRY(sql.prepare(asked.connection()));
    Placeds placed;
    while (TRY(statement.step()))
        placed.push_back({{}, statement.integer(0)});
    return placed;
}

Result<ResourceSet> gather_from_driver(const Asked& asked)
{
    ResourceSet gathered;
    Sql sql = "SELECT d.resource FROM (";
    auto statement = TRY(sql.add(asked.plan.driving().driver).add(") d").prepare(asked.connection()));
    while (TRY(statement.step())) {
        if (statement.integer(0) > asked.place())
            gathered.add(statement.integer(0));
    }
    return gathered;
}

// What is left to be checked of what the driver gives, one by one.
class Check {
public:
    static Result<Check> of(const Asked& asked)
    {
        Sql sql = "SELECT 1";
        sql.add(candidates_of(asked.plan, Sql("SELECT ? AS resource").add("", asked.place()), false, false));
        return Check(TRY(sql.prepare(asked.connection())), is_answered_by_driver(asked.plan));
    }

    Result<bool> passes(ResourceId candidate)
    {
        if (m_is_answer)
            return true;
        m_statement.reset();
        m_statement.bind(candidate);
        return m_statement.step();
    }

private:
    Check(Statement statement, bool is_answer) : m_statement(std::move(statement)), m_is_answer(is_answer) {}

    Statement m_statement;
    bool m_is_answer;
};

// Gathers the numbers first and then checks in order, only as many as the page needs.
Result<Placeds> gather_in_order(const Asked& asked)
{
    const auto gathered = TRY(gather_from_driver(asked));
    auto check = TRY(Check::of(asked));
    Placeds placed;
    for (auto next = gathered.after(asked.place()); next && placed.size() < asked.count; next = gathered.after(*next)) {
        if (TRY(check.passes(*next)))
            placed.push_back({{}, *next});
    }
    return placed;
}

Result<Placeds> take_from_driver(const Asked& asked)
{
    const auto& driver = asked.plan.driving();
    return driver.driver_is_ordered ? read_in_order(asked, asked.plan.driver) : gather_in_order(asked);
}

// Whether following the driver whole is less than checking in order until the page is full.
bool is_shorter_than_walk(const Asked& asked)
{
    const auto& driver = asked.plan.driving();
    const auto walk = length_of_walk(asked.plan, asked.count, driver.estimate);
    return driver.is_counted && driver.estimate <= walk * (driver.driver_reads_rows ? 1 : gathered_per_check);
}

// Candidates that stand in many lists, one for each target of a chain: the first of all lists is the next.
class Heads {
public:
    static Result<Heads> of(const Asked& asked, const Lists& lists)
    {
        Heads heads(TRY(asked.connection().prepare("SELECT resource FROM reference WHERE parameter=? AND target=? AND "
                                                   "resource>? ORDER BY resource LIMIT 1")),
            lists.parameter);
        Sql sql = "SELECT d.resource,(SELECT f.resource FROM reference f WHERE f.parameter=? AND f.target=d.resource"
                  " AND f.resource>? ORDER BY f.resource LIMIT 1)";
        auto first = TRY(sql.add("", lists.parameter, asked.place()).add(lists.targets).prepare(asked.connection()));
        while (TRY(first.step())) {
            if (!first.is_null(1))
                heads.m_heads.emplace(first.integer(1), first.integer(0));
        }
        return heads;
    }

    // Each once, rising; none at the end.
    Result<std::optional<ResourceId>> next()
    {
        if (m_heads.empty())
            return std::optional<ResourceId>();
        const auto found = m_heads.top().first;
        while (!m_heads.empty() && m_heads.top().first == found) {
            const auto target = m_heads.top().second;
            m_heads.pop();
            m_following.reset();
            m_following.bind(m_parameter, target, found);
            if (TRY(m_following.step()))
                m_heads.emplace(m_following.integer(0), target);
        }
        return std::optional(found);
    }

private:
    using Head = std::pair<ResourceId, ResourceId>;  // The candidate, and the target in whose list it stands.

    Heads(Statement following, NameId parameter) : m_following(std::move(following)), m_parameter(parameter) {}

    Statement m_following;
    NameId m_parameter;
    std::priority_queue<Head, std::vector<Head>, std::greater<>> m_heads;
};

Result<Placeds> merge_lists(const Asked& asked, std::size_t condition)
{
    asked.plan.driver = condition;
    auto heads = TRY(Heads::of(asked, *asked.plan.driving().lists));
    auto checks = TRY(Check::of(asked));
    Placeds placed;
    while (placed.size() < asked.count) {
        const auto next = TRY(heads.next());
        if (!next)
            return placed;
        if (TRY(checks.passes(*next)))
            placed.push_back({{}, *next});
    }
    return placed;
}

std::optional<std::size_t> find_in_lists(const Plan& plan)
{
    const auto found
        = std::ranges::find_if(plan.conditions, [](const Condition& each) { return each.lists.has_value(); });
    if (found == plan.conditions.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - plan.conditions.begin());
}

bool is_paired(const Plan& plan)
{
    return std::ranges::any_of(plan.conditions, [](const Condition& each) { return !each.covers.empty(); });
}

// What is asked by a range alone is often a fair part of all.
bool is_range(const Condition& condition)
{
    if (condition.wanted == nullptr)
        return false;
    const auto kind = condition.wanted->kind;
    return kind == RowKind::date || kind == RowKind::number || kind == RowKind::quantity;
}

// Ways to a page that are short when what matches is spread evenly, or stands in lists; none when they turned out long.
Result<std::optional<Placeds>> glance(const Asked& asked, std::optional<std::size_t> ordered)
{
    const auto in_lists = find_in_lists(asked.plan);
    if (is_paired(asked.plan) || (!ordered && !in_lists && !is_range(asked.plan.driving()))) {
        TRY(choose_driver(asked.connection(), asked.plan, probe_before_glance));
        if (asked.plan.driving().is_counted)
            return std::optional(TRY(take_from_driver(asked)));
    }
    // Over the whole type only with a check that is cheap.
    if (ordered || (!in_lists && !asked.plan.driving().driver_reads_rows)) {
        const auto walk = [&] { return read_in_order(asked, ordered); };
        if (auto placed = TRY(attempt(asked.connection(), steps_of_glance, walk)))
            return placed;
    }
    if (!in_lists)
        return std::optional<Placeds>();
    const auto merge = [&] { return merge_lists(asked, *in_lists); };
    return attempt(asked.connection(), limits::search_steps_of_trial_max, merge);
}

// What is in order and alone needs no choice. Else from little effort to more: a short driver; what is in order
// already, as a trial; the shortest driver there is.
Result<Placeds> find_in_own_order(const Asked& asked)
{
    const auto ordered = find_ordered(asked.plan);
    if (ordered && asked.plan.conditions.size() == 1)
        return read_in_order(asked, ordered);
    TRY(choose_driver(asked.connection(), asked.plan, probe_short));
    if (!asked.plan.driver)
        return read_in_order(asked, std::nullopt);
    if (asked.plan.driving().is_counted)
        return take_from_driver(asked);
    if (auto placed = TRY(glance(asked, ordered)))
        return *std::move(placed);
    TRY(choose_driver(asked.connection(), asked.plan, probe_middle));
    if (is_shorter_than_walk(asked))
        return take_from_driver(asked);
    const auto walk = [&] { return read_in_order(asked, ordered); };
    if (auto placed = TRY(attempt(asked.connection(), limits::search_steps_of_trial_max, walk)))
        return *std::move(placed);
    TRY(choose_driver(asked.connection(), asked.plan, probe_long));
    return take_from_driver(asked);
}

Result<Placeds> gather_sorted(const Asked& asked)
{
    Sql sql = SortOrder::columns;
    auto statement = TRY(sql.add(candidates(asked.plan, true, true)).prepare(asked.connection()));
    Best best(asked.order, asked.count);
    while (TRY(statement.step())) {
        auto placed = TRY(asked.order.place(asked.inquiry.moment(), statement));
        if (!asked.after || asked.order.comes_before(*asked.after, placed))
            best.offer(std::move(placed));
    }
    return best.take();
}

bool are_paired(const Tracks& tracks)
{
    return !tracks.empty() && tracks.front().start.has_value();
}

Result<Placeds> find_sorted(const Asked& asked)
{
    TRY(choose_driver(asked.connection(), asked.plan, probe_short));
    const auto has_driver = asked.plan.driver.has_value();
    if (has_driver && asked.plan.driving().is_counted)
        return gather_sorted(asked);
    const auto tracks = TRY(find_tracks(asked.inquiry, asked.plan, asked.order.first()));
    if (!tracks) {
        TRY(choose_driver(asked.connection(), asked.plan, probe_long));
        return gather_sorted(asked);
    }
    const auto walk_them
        = [&] { return walk(asked.inquiry, asked.plan, *tracks, asked.order, asked.after, asked.count); };
    if (!has_driver)
        return walk_them();
    if (!are_paired(*tracks)) {
        TRY(choose_driver(asked.connection(), asked.plan, probe_middle));
        if (asked.plan.driving().is_counted
            && asked.plan.driving().estimate <= length_of_walk(asked.plan, asked.count, asked.plan.driving().estimate))
            return gather_sorted(asked);
    }
    if (auto placed = TRY(attempt(asked.connection(), limits::search_steps_of_trial_max, walk_them)))
        return *std::move(placed);
    TRY(choose_driver(asked.connection(), asked.plan, probe_long));
    return gather_sorted(asked);
}

}  // namespace

Result<std::vector<Placed>> find_first(
    Inquiry& inquiry, Plan& plan, const SortOrder& order, const std::optional<Placed>& after, std::size_t count)
{
    if (plan.is_impossible || count == 0)
        return Placeds();
    const Asked asked{inquiry, plan, order, after, count};
    return order.is_default() ? find_in_own_order(asked) : find_sorted(asked);
}

}  // namespace helselos::store::sqlite
