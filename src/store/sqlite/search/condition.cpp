#include "store/sqlite/search/condition.h"

#include "store/sqlite/search/driver.h"
#include "store/sqlite/search/own_condition.h"
#include "store/sqlite/search/to_wanted.h"

namespace helselos::store::sqlite {

namespace {

bool is_heard_of(const Wanted& wanted)
{
    return wanted.parameter != unheard_of || (wanted.is_presence && wanted.also_present_by != unheard_of);
}

void add_list(Sql& sql, const std::vector<ResourceId>& ids)
{
    for (std::size_t i = 0; i < ids.size(); ++i)
        sql.add(i == 0 ? "(?" : ",?", ids[i]);
    sql.add(")");
}

// Those that something makes members of one of the owners.
Condition membership(const std::vector<ResourceId>& owners, NameId type, std::string_view more)
{
    Sql members = "FROM compartment c WHERE c.owner IN ";
    add_list(members, owners);
    members.add(" AND c.type=?", type).add(more);
    Condition condition;
    condition.driver.add("SELECT c.resource AS resource ").add(members);
    condition.driver_is_living = false;
    condition.check.add("EXISTS(SELECT 1 ").add(members).add(" AND c.resource=d.resource)");
    return condition;
}

}  // namespace

Condition impossible()
{
    Condition condition;
    condition.is_impossible = true;
    condition.check = "0";
    return condition;
}

Condition always()
{
    Condition condition;
    condition.check = "1";
    return condition;
}

Result<Condition> row_condition(Inquiry& inquiry, Wanted asked)
{
    Condition condition;
    const auto* wanted = inquiry.keep(std::move(asked));
    if (!is_heard_of(*wanted))
        return wanted->is_negated ? always() : impossible();
    condition.wanted = wanted;
    if (!wanted->is_presence)
        TRY(drive_by_rows(inquiry, condition));
    if (condition.is_impossible)
        return wanted->is_negated ? always() : impossible();
    if (wanted->is_negated) {
        condition.driver = {};
        condition.in_order.clear();
        if (!condition.check.empty())
            condition.check = Sql("NOT ").add(condition.check);
    }
    if (condition.check.empty()) {
        condition.check.add("keeps(k.rows,?)", wanted);
        condition.check_needs_rows = true;
    }
    return condition;
}

Result<Condition> criterion_condition(
    Inquiry& inquiry, const std::string& type, const fhir::search::Criterion& criterion)
{
    if (criterion.parameter == "_id" || criterion.parameter == "_lastUpdated")
        return own_condition(inquiry.moment(), type, criterion);
    return row_condition(inquiry, TRY(to_wanted(inquiry.moment(), type, criterion)));
}

Result<std::optional<Condition>> scope_condition(const Inquiry& inquiry, const std::string& type)
{
    const auto type_id = TRY(inquiry.moment().name(type));
    if (inquiry.sight().is_open(type_id))
        return std::optional<Condition>();
    const auto& owners = inquiry.sight().owners();
    return std::optional(owners.empty() ? impossible() : membership(owners, type_id, ""));
}

Result<Condition> type_condition(const Moment& moment, const std::string& type)
{
    Condition condition;
    const auto type_id = TRY(moment.name(type));
    condition.driver.add("SELECT resource FROM living WHERE type=?", type_id);
    condition.driver_is_ordered = true;
    condition.driver_is_single = true;
    condition.check.add("EXISTS(SELECT 1 FROM living WHERE type=? AND resource=d.resource)", type_id);
    return condition;
}

Result<Condition> compartment_condition(const Moment& moment, const std::string& type, const std::string& owner)
{
    const auto found = TRY(find_resource(moment, owner));
    if (!found)
        return impossible();
    // What others make it a member of is no compartment, but a grant.
    auto condition = membership({*found}, TRY(moment.name(type)), " AND c.source=c.resource");
    condition.driver_is_ordered = true;
    condition.driver_is_single = true;
    return condition;
}

}  // namespace helselos::store::sqlite
