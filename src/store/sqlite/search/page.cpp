#include "store/sqlite/search/page.h"

#include "base/limits.h"
#include "store/sqlite/search/probe.h"
#include "store/sqlite/search/resource_set.h"
#include "store/sqlite/search/walk.h"

namespace helselos::store::sqlite {

namespace {

using Placeds = std::vector<Placed>;

// Taking a number from an index is so many times cheaper than checking a candidate.
constexpr std::uint64_t gathered_per_check = 16;

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
Result<std::optional<Placeds>> attempt(Connection& connection, Way way)
{
    const StepLimit limit(connection, limits::search_steps_of_trial_max);
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

// Gathers the numbers first and then checks in order, only as many as the page needs.
Result<Placeds> gather_in_order(const Asked& asked)
{
    const auto gathered = TRY(gather_from_driver(asked));
    Sql sql = "SELECT 1";
    sql.add(candidates_of(asked.plan, Sql("SELECT ? AS resource").add("", asked.place()), false, false));
    auto check = TRY(sql.prepare(asked.connection()));
    const bool is_answer = is_answered_by_driver(asked.plan);
    Placeds placed;
    for (auto next = gathered.after(asked.place()); next && placed.size() < asked.count; next = gathered.after(*next)) {
        if (!is_answer) {
            check.reset();
            check.bind(*next);
        }
        if (is_answer || TRY(check.step()))
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

// From little effort to more: a short driver; what is in order already, as a trial; the shortest driver there is.
Result<Placeds> find_in_own_order(const Asked& asked)
{
    TRY(choose_driver(asked.connection(), asked.plan, probe_short));
    if (!asked.plan.driver)
        return read_in_order(asked, std::nullopt);
    const auto ordered = find_ordered(asked.plan);
    if (asked.plan.driving().is_counted)
        return take_from_driver(asked);
    if (ordered && asked.plan.conditions.size() == 1)
        return read_in_order(asked, ordered);
    TRY(choose_driver(asked.connection(), asked.plan, probe_middle));
    if (is_shorter_than_walk(asked))
        return take_from_driver(asked);
    if (auto placed = TRY(attempt(asked.connection(), [&] { return read_in_order(asked, ordered); })))
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
    if (auto placed = TRY(attempt(asked.connection(), walk_them)))
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
