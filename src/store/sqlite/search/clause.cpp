#include "store/sqlite/search/clause.h"

#include "base/limits.h"
#include "store/sqlite/search/chain.h"
#include "store/sqlite/search/combine.h"
#include "store/sqlite/search/probe.h"
#include "store/sqlite/words/word_condition.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

using namespace fhir::search;

void take_needs(Condition& whole, const Condition& part)
{
    whole.check_needs_rows = whole.check_needs_rows || part.check_needs_rows;
    whole.check_needs_resource = whole.check_needs_resource || part.check_needs_resource;
}

Condition with_joined_checks(const std::vector<Condition>& parts, std::string_view by)
{
    Condition whole;
    whole.check = "(";
    for (const auto& part : parts) {
        whole.check.add(&part == &parts.front() ? "" : by).add(part.check);
        take_needs(whole, part);
    }
    whole.check.add(")");
    return whole;
}

class Builder {
public:
    Builder(Inquiry& inquiry, const std::string& type, std::size_t depth)
        : m_inquiry(inquiry), m_type(type), m_depth(depth)
    {}

    Result<Condition> build(const Criterion& criterion) { return criterion_condition(m_inquiry, m_type, criterion); }
    Result<Condition> build(const Chain& chain) { return chain_condition(m_inquiry, m_type, chain, m_depth); }
    Result<Condition> build(const ReverseChain& chain) { return chain_condition(m_inquiry, m_type, chain, m_depth); }
    Result<Condition> build(const Words& words) { return words_condition(m_inquiry, m_type, words); }
    Result<Condition> build(const InCompartment& in)
    {
        return compartment_condition(m_inquiry.moment(), m_type, in.owner);
    }

    Result<Condition> build(const AllOf& all)
    {
        auto parts = TRY(build_parts(all.clauses));
        if (parts.empty())
            return always();
        if (std::ranges::any_of(parts, &Condition::is_impossible))
            return impossible();
        if (parts.size() == 1)
            return std::move(parts.front());
        TRY(merge_ranges(m_inquiry, parts));
        TRY(add_pairs(m_inquiry, m_type, parts));
        if (std::ranges::any_of(parts, &Condition::is_impossible))
            return impossible();
        auto whole = with_joined_checks(parts, " AND ");
        const auto* shortest = TRY(find_short_driver(m_inquiry.connection(), parts));
        if (shortest == nullptr)
            return whole;
        whole.driver = shortest->driver;
        whole.driver_is_ordered = shortest->driver_is_ordered;
        whole.driver_is_single = shortest->driver_is_single;
        whole.driver_is_living = shortest->driver_is_living;
        whole.driver_reads_rows = shortest->driver_reads_rows;
        whole.driver_must_be_checked = true;
        return whole;
    }

    Result<Condition> build(const AnyOf& any)
    {
        auto parts = TRY(build_parts(any.clauses));
        std::erase_if(parts, [](const Condition& part) { return part.is_impossible; });
        if (parts.empty())
            return impossible();
        if (parts.size() == 1)
            return std::move(parts.front());
        auto whole = with_joined_checks(parts, " OR ");
        const auto drives = [](const Condition& part) { return !part.driver.empty(); };
        if (parts.size() > limits::search_postings_max || !std::ranges::all_of(parts, drives))
            return whole;
        for (const auto& part : parts) {
            // Without parentheses: SQLite reads them to a small depth only.
            whole.driver.add(&part == &parts.front() ? "" : " UNION ALL ").add(part.driver);
            whole.driver_is_living = whole.driver_is_living && part.driver_is_living;
            whole.driver_must_be_checked = whole.driver_must_be_checked || part.driver_must_be_checked;
            whole.driver_reads_rows = whole.driver_reads_rows || part.driver_reads_rows;
        }
        return whole;
    }

    Result<Condition> build(const NoneOf& none)
    {
        const auto parts = TRY(build_parts(none.clauses));
        if (parts.empty())
            return always();
        auto whole = with_joined_checks(parts, " OR ");
        whole.check = Sql("NOT ").add(whole.check);
        return whole;
    }

private:
    Result<std::vector<Condition>> build_parts(const std::vector<Clause>& clauses)
    {
        std::vector<Condition> parts;
        for (const auto& clause : clauses)
            parts.push_back(TRY(clause_condition(m_inquiry, m_type, clause, m_depth)));
        return parts;
    }

    Inquiry& m_inquiry;
    const std::string& m_type;
    const std::size_t m_depth;
};

}  // namespace

Result<Condition> clause_condition(Inquiry& inquiry, const std::string& type, const Clause& clause, std::size_t depth)
{
    if (depth == 0)
        return Error{Kind::too_large, "the clauses of the search are nested too deeply"};
    Builder builder(inquiry, type, depth - 1);
    return std::visit([&](const auto& each) { return builder.build(each); }, clause.is);
}

}  // namespace helselos::store::sqlite
