#include "store/sqlite/search/plan.h"

#include "base/limits.h"
#include "store/sqlite/search/clause.h"
#include "store/sqlite/search/combine.h"
#include "store/sqlite/search/probe.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

Result<std::uint64_t> count_living(Connection& connection, NameId type)
{
    auto statement = TRY(connection.prepare("SELECT living FROM counter WHERE type=?"));
    statement.bind(type);
    return TRY(statement.step()) ? static_cast<std::uint64_t>(statement.integer(0)) : std::uint64_t{0};
}

bool is_covered(const Plan& plan, std::size_t condition)
{
    return std::ranges::any_of(plan.conditions,
        [&](const Condition& each) { return std::ranges::find(each.covers, condition) != each.covers.end(); });
}

// The conditions that are to be checked, and what they need.
struct Checks {
    Sql where;
    bool need_rows = false;
    bool need_resource = false;

    void add(const Condition& condition)
    {
        where.add_and(condition.check);
        need_rows = need_rows || condition.check_needs_rows;
        need_resource = need_resource || condition.check_needs_resource;
    }

    Sql apply_to(const Sql& source, const Sql& join = {}) const
    {
        Sql sql = " FROM (";
        sql.add(source).add(") d");
        if (need_rows)
            sql.add(" CROSS JOIN kept k ON k.resource=d.resource");
        if (need_resource)
            sql.add(" CROSS JOIN resource r ON r.id=d.resource");
        sql.add(join);
        return sql.add(" WHERE ").add(where.empty() ? Sql("1") : where);
    }
};

Checks checks_beside_driver(const Plan& plan)
{
    Checks checks;
    const auto& driver = plan.driving();
    if (!driver.driver_is_living)
        checks.add(plan.type);
    for (std::size_t i = 0; i < plan.conditions.size(); ++i) {
        const bool is_driver = plan.driver == i && !driver.driver_must_be_checked;
        if (!is_driver && std::ranges::find(driver.covers, i) == driver.covers.end())
            checks.add(plan.conditions[i]);
    }
    return checks;
}

// A clause of which all must hold stands for its parts: each may drive, and be paired with those beside it.
Result<void> add_conditions(Inquiry& inquiry, const std::string& type, const std::vector<fhir::search::Clause>& all_of,
    std::size_t depth, Conditions& out)
{
    for (const auto& clause : all_of) {
        const auto* parts = std::get_if<fhir::search::AllOf>(&clause.is);
        if (parts != nullptr && depth > 0)
            TRY(add_conditions(inquiry, type, parts->clauses, depth - 1, out));
        else
            out.push_back(TRY(clause_condition(inquiry, type, clause, depth)));
    }
    return {};
}

}  // namespace

Result<Plan> make_plan(
    Inquiry& inquiry, const std::string& type, const std::vector<fhir::search::Clause>& all_of, std::size_t depth)
{
    Plan plan;
    plan.type_name = type;
    plan.type_id = TRY(inquiry.moment().name(type));
    plan.type = TRY(type_condition(inquiry.moment(), type));
    plan.living = TRY(count_living(inquiry.connection(), plan.type_id));
    if (auto within = TRY(scope_condition(inquiry, type)))
        plan.conditions.push_back(*std::move(within));
    TRY(add_conditions(inquiry, type, inquiry.only(type), depth, plan.conditions));
    TRY(add_conditions(inquiry, type, all_of, depth, plan.conditions));
    const auto is_never = [](const Condition& each) { return each.is_impossible; };
    plan.is_impossible = plan.living == 0 || std::ranges::any_of(plan.conditions, is_never);
    if (plan.is_impossible)
        return plan;
    TRY(merge_ranges(inquiry, plan.conditions));
    TRY(add_pairs(inquiry, type, plan.conditions));
    plan.is_impossible = std::ranges::any_of(plan.conditions, is_never);
    return plan;
}

Result<void> choose_driver(Connection& connection, Plan& plan, std::uint64_t steps)
{
    std::vector<Condition*> drivers;
    for (std::size_t i = 0; i < plan.conditions.size(); ++i) {
        // What another covers is never shorter than it.
        if (!plan.conditions[i].driver.empty() && !is_covered(plan, i))
            drivers.push_back(&plan.conditions[i]);
    }
    plan.driver.reset();
    if (plan.is_impossible || drivers.empty())
        return {};
    const auto* chosen
        = drivers.size() == 1 && steps == 0 ? drivers.front() : TRY(find_shortest_driver(connection, drivers, steps));
    plan.driver = static_cast<std::size_t>(chosen - plan.conditions.data());
    return {};
}

std::optional<std::size_t> find_ordered(const Plan& plan)
{
    for (std::size_t i = 0; i < plan.conditions.size(); ++i) {
        const auto& condition = plan.conditions[i];
        if (!condition.driver.empty() && (condition.driver_is_ordered || !condition.in_order.empty()))
            return i;
    }
    return std::nullopt;
}

// Of several that are in order SQLite merges what they give, as far as it is asked for.
Sql ordered_driver(const Condition& condition, ResourceId after)
{
    if (condition.driver_is_ordered)
        return Sql("SELECT resource FROM (").add(condition.driver).add(") WHERE resource>?", after);
    Sql merged;
    for (const auto& part : condition.in_order)
        merged.add(merged.empty() ? "" : " UNION ").add(part).add(" AND resource>?", after);
    // With a limit SQLite keeps to the order, whatever stands around it.
    return merged.add(" ORDER BY resource LIMIT -1");
}

Sql passing(const Plan& plan, const Sql& source, Living living, bool with_rows, bool with_resource)
{
    Checks checks;
    if (living == Living::unknown)
        checks.add(plan.type);
    for (const auto& condition : plan.conditions)
        checks.add(condition);
    checks.need_rows = checks.need_rows || with_rows;
    checks.need_resource = checks.need_resource || with_resource;
    return checks.apply_to(source);
}

Sql candidates_of(const Plan& plan, const Sql& source, bool with_rows, bool with_resource)
{
    auto checks = checks_beside_driver(plan);
    checks.need_rows = checks.need_rows || with_rows;
    checks.need_resource = checks.need_resource || with_resource;
    return checks.apply_to(source);
}

Sql candidates_with(const Plan& plan, const Sql& join, bool with_rows)
{
    auto checks = checks_beside_driver(plan);
    checks.need_rows = checks.need_rows || with_rows;
    return checks.apply_to(plan.driving().driver, join);
}

Sql candidates(const Plan& plan, bool with_rows, bool with_resource)
{
    return candidates_of(plan, plan.driving().driver, with_rows, with_resource);
}

Result<bool> is_in_scope(Inquiry& inquiry, const std::string& type, ResourceId resource)
{
    const auto plan = TRY(make_plan(inquiry, type, {}, limits::search_depth_max));
    if (plan.is_impossible)
        return false;
    const auto source = Sql("SELECT ? AS resource").add("", resource);
    auto statement = TRY(Sql("SELECT 1").add(passing(plan, source, Living::unknown)).prepare(inquiry.connection()));
    return statement.step();
}

bool is_answered_by_driver(const Plan& plan)
{
    return checks_beside_driver(plan).where.empty();
}

std::uint64_t length_of_walk(const Plan& plan, std::size_t page, std::uint64_t matching)
{
    return (page + 1) * plan.living / std::max<std::uint64_t>(matching, 1);
}

}  // namespace helselos::store::sqlite
