#include "store/sqlite/search/probe.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

// A driver that reads much and gives little is as good as long.
constexpr std::uint64_t steps_per_candidate = 40;
constexpr std::uint64_t steps_to_begin = 4'000;

// One that looks at resources is so many times dearer, and so much shorter must it be to be worth following.
constexpr std::uint64_t rows_read_factor = 16;

Result<void> probe(Connection& connection, Condition& condition, std::uint64_t longest)
{
    const auto length = condition.driver_reads_rows ? std::max(longest / rows_read_factor, probe_short) : longest;
    const StepLimit limit(connection, static_cast<std::int64_t>(steps_to_begin + steps_per_candidate * length));
    Sql sql = "SELECT count(*) FROM (SELECT 1 FROM (";
    sql.add(condition.driver).add(") LIMIT ?)", length);
    auto statement = TRY(sql.prepare(connection));
    const auto stepped = statement.step();
    if (!stepped && !(limit.is_reached() && limit.is_own()))
        return stepped.error();
    const auto found = stepped ? static_cast<std::uint64_t>(statement.integer(0)) : length;
    condition.is_counted = found < length;
    condition.estimate = condition.is_counted ? found : longest;
    return {};
}

}  // namespace

Result<Condition*> find_shortest_driver(
    Connection& connection, const std::vector<Condition*>& conditions, std::uint64_t longest)
{
    std::vector<Condition*> drivers;
    std::ranges::copy_if(
        conditions, std::back_inserter(drivers), [](const Condition* each) { return !each->driver.empty(); });
    if (drivers.empty())
        return nullptr;
    // Of one alone there is nothing to compare.
    if (drivers.size() == 1) {
        TRY(probe(connection, *drivers.front(), longest));
        return drivers.front();
    }
    // What is known to be longer is not walked for less once more.
    const auto is_longer = [](std::uint64_t length) {
        return [length](const Condition* each) { return !each->is_counted && each->estimate >= length; };
    };
    for (auto length = probe_short; length <= longest; length *= 4) {
        if (std::ranges::all_of(drivers, is_longer(length)))
            continue;
        for (auto* driver : drivers)
            TRY(probe(connection, *driver, length));
        auto* shortest = *std::ranges::min_element(drivers, {}, &Condition::estimate);
        if (shortest->is_counted)
            return shortest;
    }
    // All are long: one that holds for more conditions than its own is shorter than those, one that is read in
    // order needs no sorting.
    const auto covering = std::ranges::find_if(drivers, [](const Condition* each) { return !each->covers.empty(); });
    if (covering != drivers.end())
        return *covering;
    const auto ordered = std::ranges::find_if(drivers, &Condition::driver_is_ordered);
    return ordered == drivers.end() ? drivers.front() : *ordered;
}

Result<const Condition*> find_short_driver(Connection& connection, std::vector<Condition>& conditions)
{
    std::vector<Condition*> all;
    for (auto& each : conditions)
        all.push_back(&each);
    return static_cast<const Condition*>(TRY(find_shortest_driver(connection, all, probe_middle)));
}

}  // namespace helselos::store::sqlite
