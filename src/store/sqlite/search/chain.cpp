#include "store/sqlite/search/chain.h"

#include "store/sqlite/search/plan.h"
#include "store/sqlite/search/probe.h"

namespace helselos::store::sqlite {

namespace {

// A driver at the far end that is no shorter is as good as none: then the candidates are followed.
constexpr std::uint64_t far_steps = 4'096;

}  // namespace

Result<Condition> chain_condition(
    Inquiry& inquiry, const std::string& type, const fhir::search::Chain& chain, std::size_t depth)
{
    const auto parameter = TRY(inquiry.moment().parameter(type, chain.parameter));
    auto far = TRY(make_plan(inquiry, chain.target_type, chain.where, depth));
    if (parameter == unheard_of || far.is_impossible)
        return impossible();
    TRY(choose_driver(inquiry.connection(), far, far_steps));
    Condition condition;
    Sql join = " CROSS JOIN reference f ON f.parameter=?";
    join.add("", parameter).add(" AND f.target=d.resource");
    condition.driver.add("SELECT f.resource AS resource").add(candidates_with(far, join, false));
    if (far.driver && far.driving().is_counted)
        condition.lists = Lists{parameter, candidates(far, false, false)};
    condition.check.add("EXISTS(SELECT 1")
        .add(passing(far, Sql("SELECT target AS resource FROM targets(k.rows,?)").add("", parameter), Living::unknown))
        .add(")");
    condition.check_needs_rows = true;
    // The references stand in an index; only the far end may look at resources.
    condition.driver_reads_rows = far.driving().driver_reads_rows;
    return condition;
}

Result<Condition> chain_condition(
    Inquiry& inquiry, const std::string&, const fhir::search::ReverseChain& chain, std::size_t depth)
{
    const auto parameter = TRY(inquiry.moment().parameter(chain.source_type, chain.parameter));
    auto far = TRY(make_plan(inquiry, chain.source_type, chain.where, depth));
    if (parameter == unheard_of || far.is_impossible)
        return impossible();
    TRY(choose_driver(inquiry.connection(), far, far_steps));
    Condition condition;
    const auto join = Sql(" CROSS JOIN targets(k.rows,?) t").add("", parameter);
    condition.driver.add("SELECT t.target AS resource").add(candidates_with(far, join, true));
    // The parameter may refer to other types too, and to what is not there.
    condition.driver_is_living = false;
    condition.driver_reads_rows = true;
    const auto referring
        = Sql("SELECT resource FROM reference WHERE parameter=?").add("", parameter).add(" AND target=d.resource");
    condition.check.add("EXISTS(SELECT 1").add(passing(far, referring, Living::yes)).add(")");
    return condition;
}

}  // namespace helselos::store::sqlite
