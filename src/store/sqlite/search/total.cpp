#include "store/sqlite/search/total.h"

#include "store/sqlite/search/probe.h"
#include "store/sqlite/search/resource_set.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

// So many are checked: the error is about an eighth where a tenth of all match.
constexpr std::uint64_t sample_size = 500;

// What is not longer is counted.
constexpr std::uint64_t probe_estimate = 4'096;

bool drives(const Condition& condition)
{
    return !condition.driver.empty();
}

Result<std::uint64_t> count_candidates(Connection& connection, const Plan& plan)
{
    if (plan.driving().driver_is_single) {
        Sql sql = "SELECT count(*)";
        auto statement = TRY(sql.add(candidates(plan, false, false)).prepare(connection));
        TRY(statement.step());
        return static_cast<std::uint64_t>(statement.integer(0));
    }
    Sql sql = "SELECT d.resource";
    auto statement = TRY(sql.add(candidates(plan, false, false)).prepare(connection));
    ResourceSet found;
    while (TRY(statement.step()))
        found.add(statement.integer(0));
    return found.size();
}

Result<std::uint64_t> end_of_type(Connection& connection, const Plan& plan, const char* sql)
{
    auto statement = TRY(connection.prepare(sql));
    statement.bind(plan.type_id);
    return TRY(statement.step()) ? static_cast<std::uint64_t>(statement.integer(0)) : 0;
}

// A place within each of the equal parts of a stretch, but not the same place in each: what is written in turns
// would else be met always or never.
std::uint64_t place_of_sample(std::uint64_t first, std::uint64_t last, std::uint64_t number)
{
    constexpr std::uint64_t scatter = 0x9e3779b97f4a7c15;
    const auto length = last - first + 1;
    const auto begin = length * number / sample_size;
    const auto width = length * (number + 1) / sample_size - begin;
    return first + begin + (width == 0 ? 0 : (number * scatter >> 32) % width);
}

// Resources from all over the type, and how many of them match.
Result<std::uint64_t> estimate_by_sample(Connection& connection, const Plan& plan)
{
    const auto first = TRY(end_of_type(connection, plan, "SELECT min(resource) FROM living WHERE type=?"));
    const auto last = TRY(end_of_type(connection, plan, "SELECT max(resource) FROM living WHERE type=?"));
    auto pick = TRY(connection.prepare("SELECT resource FROM living WHERE type=? AND resource>=? LIMIT 1"));
    Sql sql = "SELECT 1";
    sql.add(passing(plan, Sql("SELECT ? AS resource").add("", std::int64_t{0}), Living::yes));
    auto check = TRY(sql.prepare(connection));
    std::uint64_t matching = 0;
    for (std::uint64_t i = 0; i < sample_size; ++i) {
        pick.reset();
        pick.bind(plan.type_id, place_of_sample(first, last, i));
        if (!TRY(pick.step()))
            break;
        check.reset();
        check.bind(pick.integer(0));
        matching += TRY(check.step()) ? 1 : 0;
    }
    return matching * plan.living / sample_size;
}

}  // namespace

Result<std::uint64_t> count_all_of(Connection& connection, Plan& plan)
{
    if (plan.is_impossible)
        return std::uint64_t{0};
    if (plan.conditions.empty())
        return plan.living;
    const bool has_choice = std::ranges::count_if(plan.conditions, drives) > 1;
    TRY(choose_driver(connection, plan, has_choice ? probe_long : 0));
    return count_candidates(connection, plan);
}

Result<std::uint64_t> estimate_all_of(Connection& connection, Plan& plan)
{
    if (plan.is_impossible)
        return std::uint64_t{0};
    if (plan.conditions.empty())
        return plan.living;
    TRY(choose_driver(connection, plan, probe_estimate));
    if (plan.living <= sample_size || (plan.driver && plan.driving().is_counted))
        return count_candidates(connection, plan);
    return estimate_by_sample(connection, plan);
}

}  // namespace helselos::store::sqlite
