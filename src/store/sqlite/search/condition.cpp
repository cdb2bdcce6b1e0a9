#include "store/sqlite/search/condition.h"

#include "fhir/search/of_type.h"
#include "store/sqlite/search/driver.h"
#include "store/sqlite/search/own_condition.h"
#include "store/sqlite/search/to_wanted.h"

namespace helselos::store::sqlite {

namespace {

bool is_heard_of(const Wanted& wanted)
{
    return wanted.parameter != unheard_of || (wanted.is_presence && wanted.also_present_by != unheard_of);
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
    if (!wanted->is_presence && !wanted->is_other)
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
    if (const auto own = fhir::search::type_of(criterion.parameter); !own.empty() && own != type)
        return impossible();
    if (criterion.parameter == "_id" || criterion.parameter == "_lastUpdated")
        return own_condition(inquiry.moment(), type, criterion);
    return row_condition(inquiry, TRY(to_wanted(inquiry.moment(), type, criterion)));
}

Result<std::optional<Condition>> scope_condition(const Inquiry& inquiry, const std::string& type)
{
    const auto type_id = TRY(inquiry.moment().name(type));
    const auto& sight = inquiry.sight();
    if (sight.is_open(type_id))
        return std::optional<Condition>();
    if (sight.is_closed(type_id))
        return std::optional(impossible());
    Condition condition;
    condition.driver_is_living = false;
    condition.check = "(";
    for (const auto& part : sight.parts()) {
        const bool is_first = &part == &sight.parts().front();
        condition.driver.add(is_first ? "" : " UNION ALL ").add(given(part, type_id));
        condition.check.add(is_first ? "" : " OR ").add(is_given(part, Sql("?").add("", type_id), "d.resource"));
    }
    condition.check.add(")");
    return std::optional(std::move(condition));
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
    const auto members = Sql("FROM compartment c WHERE c.owner=?")
                             .add("", *found)
                             .add(" AND c.type=?", TRY(moment.name(type)))
                             .add(" AND c.source=c.resource");
    Condition condition;
    condition.driver.add("SELECT c.resource AS resource ").add(members);
    condition.driver_is_living = false;
    condition.check.add("EXISTS(SELECT 1 ").add(members).add(" AND c.resource=d.resource)");
    condition.driver_is_ordered = true;
    condition.driver_is_single = true;
    return condition;
}

}  // namespace helselos::store::sqlite
