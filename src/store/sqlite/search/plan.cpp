#include "store/sqlite/search/plan.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

// How far a driver is walked to learn its length: a little, then more when all are longer.
constexpr std::uint64_t probe_length_min = 64;
constexpr std::uint64_t probe_length_max = 16'384;

// A driver longer than about the root of page * living is never followed for a page: walking
// the type is shorter. So it need not be counted further than that.
std::uint64_t longest_probe(const Plan& plan, Aim aim, std::size_t page)
{
    if (aim == Aim::count)
        return probe_length_max;
    std::uint64_t length = 1'024;
    while (length < probe_length_max && length * length / 4 < (page + 1) * plan.living)
        length *= 2;
    return length;
}

Result<std::uint64_t> count_living(const Moment& moment, const std::string& type)
{
    const auto id = TRY(moment.names.find(type));
    if (!id)
        return std::uint64_t{0};
    auto statement = TRY(moment.connection.prepare("SELECT living FROM counter WHERE type=?"));
    statement.bind(*id);
    return TRY(statement.step()) ? static_cast<std::uint64_t>(statement.integer(0)) : std::uint64_t{0};
}

Result<void> probe(const Moment& moment, Condition& condition, std::uint64_t length)
{
    Sql sql = "SELECT count(*) FROM (SELECT 1 FROM (";
    sql.add(condition.driver).add(") LIMIT ?)", length);
    auto statement = TRY(sql.prepare(moment.connection));
    TRY(statement.step());
    condition.estimate = static_cast<std::uint64_t>(statement.integer(0));
    return {};
}

std::vector<Condition*> find_drivers(Plan& plan)
{
    std::vector<Condition*> drivers;
    for (auto& condition : plan.conditions) {
        if (!condition.driver.empty())
            drivers.push_back(&condition);
    }
    return drivers;
}

Result<const Condition*> find_shortest(
    const Moment& moment, const std::vector<Condition*>& drivers, std::uint64_t longest)
{
    for (auto length = probe_length_min; length <= longest; length *= 4) {
        for (auto* driver : drivers)
            TRY(probe(moment, *driver, length));
        const auto* shortest = *std::ranges::min_element(drivers, {}, &Condition::estimate);
        if (shortest->estimate < length)
            return shortest;
    }
    // All are long: one that is read in order needs no sorting.
    const auto ordered = std::ranges::find_if(drivers, &Condition::driver_is_ordered);
    return ordered == drivers.end() ? drivers.front() : *ordered;
}

}  // namespace

Result<Plan> make_plan(const Moment& moment, const fhir::search::Query& query, const Scope& scope)
{
    Plan plan;
    plan.type_name = query.type;
    plan.type = TRY(type_condition(moment, query.type));
    plan.living = TRY(count_living(moment, query.type));
    plan.is_impossible = plan.living == 0;
    if (auto within = TRY(scope_condition(moment, query.type, scope)))
        plan.conditions.push_back(std::move(*within));
    for (const auto& criterion : query.all_of)
        plan.conditions.push_back(TRY(to_condition(moment, query.type, criterion)));
    plan.is_impossible = plan.is_impossible || std::ranges::any_of(plan.conditions, &Condition::is_impossible);
    return plan;
}

Result<void> choose_driver(const Moment& moment, Plan& plan, Aim aim, std::size_t page)
{
    plan.driver = &plan.type;
    const auto drivers = find_drivers(plan);
    if (plan.is_impossible || drivers.empty())
        return {};
    // How long the only driver is matters where there is another way than to follow it.
    const bool has_choice
        = aim == Aim::page_sorted || (aim == Aim::page_in_own_order && !drivers.front()->driver_is_ordered);
    const bool is_obvious = drivers.size() == 1 && !has_choice;
    plan.driver = is_obvious ? drivers.front() : TRY(find_shortest(moment, drivers, longest_probe(plan, aim, page)));
    if (aim == Aim::page_in_own_order && !plan.driver->driver_is_ordered && is_walk_shorter(plan, page))
        plan.driver = &plan.type;
    return {};
}

bool is_walk_shorter(const Plan& plan, std::size_t page)
{
    if (plan.driver == &plan.type)
        return true;
    const auto matching = plan.driver->estimate;
    return (page + 1) * plan.living / std::max<std::uint64_t>(matching, 1) < matching;
}

Sql candidates(const Plan& plan, bool with_rows, bool with_resource)
{
    Sql where;
    const auto& driver = *plan.driver;
    if (!driver.driver_is_living)
        where.add_and(plan.type.check);
    for (const auto& condition : plan.conditions) {
        if (&condition == &driver && !driver.driver_must_be_checked)
            continue;
        where.add_and(condition.check);
        with_rows = with_rows || condition.check_needs_rows;
        with_resource = with_resource || condition.check_needs_resource;
    }
    Sql sql = " FROM (";
    if (driver.driver_is_ordered)
        sql.add(driver.driver).add(") d");
    else
        sql.add("SELECT DISTINCT resource FROM (").add(driver.driver).add(")) d");
    if (with_rows)
        sql.add(" CROSS JOIN kept k ON k.resource=d.resource");
    if (with_resource)
        sql.add(" CROSS JOIN resource r ON r.id=d.resource");
    sql.add(" WHERE ").add(where.empty() ? Sql("1") : where);
    return sql;
}

Sql candidates_from(const Plan& plan, const Sql& source)
{
    Sql sql = source;
    sql.add(" CROSS JOIN kept k ON k.resource=d.resource CROSS JOIN resource r ON r.id=d.resource WHERE r.is_living");
    for (const auto& condition : plan.conditions)
        sql.add(" AND ").add(condition.check);
    return sql;
}

}  // namespace helselos::store::sqlite
