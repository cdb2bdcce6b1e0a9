#include "fhir/search/parse_filter.h"

#include "fhir/search/all_of.h"
#include "fhir/search/parse_composite.h"
#include "fhir/search/parse_criterion.h"
#include "fhir/search/reading_plan.h"

#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

using Operator = FilterOperator;

// A value of a filter has no escapes; one of a search has.
std::string escaped(std::string_view text, std::string_view but)
{
    std::string out;
    for (const char c : text) {
        if (std::string_view(",|$\\").contains(c) && !but.contains(c))
            out += '\\';
        out += c;
    }
    return out;
}

// The prefix that says the same; empty for an operator that is none.
std::string_view prefix_of(Operator op)
{
    switch (op) {
    case Operator::eq: return "eq";
    case Operator::ne: return "ne";
    case Operator::gt: return "gt";
    case Operator::lt: return "lt";
    case Operator::ge: return "ge";
    case Operator::le: return "le";
    case Operator::ap: return "ap";
    case Operator::sa: return "sa";
    case Operator::eb: return "eb";
    default: return {};
    }
}

Result<std::optional<Clause>> known(Result<Clause> clause)
{
    return std::optional(TRY(std::move(clause)));
}

// One parameter, one operator, one value.
class Test {
public:
    Test(const Asking& asking, const Subject& subject, const FilterTest& test)
        : m_asking(asking), m_subject(subject), m_test(test)
    {}

    Result<Clause> parse() const;

private:
    Result<Clause> presence() const;
    Result<Clause> of_string() const;
    Result<Clause> of_token() const;
    Result<Clause> of_range() const;
    Result<Clause> of_address(std::string_view unescaped) const;
    Result<Clause> one(Modifier modifier, std::string_view value) const;
    Result<Clause> unlike(Result<Clause> like) const;
    Result<Clause> overlap(std::string_view value) const;
    Error no_operator() const { return not_supported(m_asking.name, "the operator is not supported here"); }
    bool is_single() const;

    const Asking& m_asking;
    const Subject& m_subject;
    const FilterTest& m_test;
};

bool Test::is_single() const
{
    const auto& definitions = m_asking.grounds.parameters->definitions();
    const auto& parameter = m_subject.parameter;
    if (parameter.type == SearchType::token)
        return token_nature(parameter.expression, m_subject.type, definitions).is_single;
    return is_single_valued(parameter.expression, m_subject.type, definitions);
}

Result<Clause> Test::one(Modifier modifier, std::string_view value) const
{
    return criterion_of(m_asking, m_subject, modifier, {&value, 1});
}

// "An item in the set has an unequal value": there is a value, and it is not this one.
Result<Clause> Test::unlike(Result<Clause> like) const
{
    if (!is_single())
        return not_supported(m_asking.name, "there can be several values: say not (... eq ...) or ask for another");
    std::vector<Clause> both;
    both.push_back(TRY(presence_of(m_asking, m_subject, false)));
    both.emplace_back(NoneOf{{TRY(std::move(like))}});
    return all_of(std::move(both));
}

Result<Clause> Test::presence() const
{
    if (m_test.value != "true" && m_test.value != "false")
        return Error{Kind::invalid, fmt::format("_filter: the value of pr for {} is not true or false", m_asking.name)};
    return presence_of(m_asking, m_subject, m_test.value == "false");
}

Result<Clause> Test::of_string() const
{
    const auto value = escaped(m_test.value, "");
    switch (m_test.op) {
    case Operator::eq: return one(Modifier::whole, value);
    case Operator::ne: return unlike(one(Modifier::whole, value));
    case Operator::co: return one(Modifier::contains, value);
    case Operator::sw: return one(Modifier::none, value);
    case Operator::ew: return one(Modifier::ends, value);
    default: return no_operator();
    }
}

Result<Clause> Test::of_token() const
{
    const auto value = escaped(m_test.value, "|");
    switch (m_test.op) {
    case Operator::eq: return one(Modifier::none, value);
    case Operator::ne: return unlike(one(Modifier::none, value));
    case Operator::in: return parse_criterion(m_asking, m_subject, "in", escaped(m_test.value, "|"));
    case Operator::ni: return parse_criterion(m_asking, m_subject, "not-in", escaped(m_test.value, "|"));
    // The value subsumes a concept in the set: the concept is the value or below it.
    case Operator::ss: return parse_criterion(m_asking, m_subject, "below", value);
    case Operator::sb: return parse_criterion(m_asking, m_subject, "above", value);
    default: return no_operator();
    }
}

Result<Clause> Test::overlap(std::string_view value) const
{
    if (m_subject.parameter.type != SearchType::date)
        return no_operator();
    if (!is_single())
        return not_supported(m_asking.name, "there can be several periods: po cannot be decided");
    const auto after = "sa" + std::string(value);
    const auto before = "eb" + std::string(value);
    std::vector<Clause> outside;
    outside.push_back(TRY(one(Modifier::none, after)));
    outside.push_back(TRY(one(Modifier::none, before)));
    std::vector<Clause> both;
    both.push_back(TRY(presence_of(m_asking, m_subject, false)));
    both.emplace_back(NoneOf{std::move(outside)});
    return all_of(std::move(both));
}

// Dates, numbers and quantities: an operator is a prefix.
Result<Clause> Test::of_range() const
{
    const auto value = escaped(m_test.value, "|");
    if (m_test.op == Operator::po)
        return overlap(value);
    const auto prefix = prefix_of(m_test.op);
    if (prefix.empty())
        return no_operator();
    return one(Modifier::none, std::string(prefix) + value);
}

Result<Clause> Test::of_address(std::string_view unescaped) const
{
    const auto value = escaped(m_test.value, unescaped);
    const bool is_reference = m_subject.parameter.type == SearchType::reference;
    if (m_test.op == Operator::eq || (m_test.op == Operator::re && is_reference))
        return one(Modifier::none, value);
    if (m_test.op == Operator::ne)
        return unlike(one(Modifier::none, value));
    return no_operator();
}

Result<Clause> Test::parse() const
{
    if (m_test.op == Operator::pr)
        return presence();
    switch (m_subject.parameter.type) {
    case SearchType::string: return of_string();
    case SearchType::token: return of_token();
    case SearchType::date:
    case SearchType::number:
    case SearchType::quantity: return of_range();
    case SearchType::reference:
    case SearchType::uri: return of_address("");
    case SearchType::composite: {
        const std::string_view value = m_test.value;
        return m_test.op == Operator::eq ? parse_composite(m_asking, m_subject, {&value, 1}) : no_operator();
    }
    case SearchType::special: break;
    }
    return no_operator();
}

// _id and _lastUpdated, which every resource has one of.
Result<Clause> of_version(const Asking& asking, std::string_view name, const FilterTest& test)
{
    const bool is_id = name == "_id";
    const auto prefix = prefix_of(test.op);
    if (prefix.empty() || (is_id && test.op != Operator::eq && test.op != Operator::ne))
        return not_supported(asking.name, "the operator is not supported here");
    const auto text = escaped(test.value, "");
    const auto value = is_id ? text : std::string(prefix) + text;
    const std::string_view view = value;
    auto clause = TRY(criterion_of_version(asking, is_id ? SearchType::token : SearchType::date, name, {&view, 1}));
    return is_id && test.op == Operator::ne ? Clause(NoneOf{{std::move(clause)}}) : std::move(clause);
}

using Steps = std::span<const FilterStep>;

Known parse_test(
    const Asking& asking, std::string_view type, const FilterTest& test, Steps path, std::size_t links_left);

// name[condition].rest
Known parse_link(
    const Asking& asking, std::string_view type, const FilterTest& test, Steps path, std::size_t links_left)
{
    const auto& step = path.front();
    const auto link = TRY(link_of(asking, type, step.name, {}, links_left));
    if (link.parameter == nullptr)
        return std::optional<Clause>();
    std::vector<Clause> any;
    for (const auto target : link.targets) {
        std::vector<Clause> where;
        for (const auto& condition : step.condition)
            if (auto clause = TRY(parse_filter(asking, target, condition, links_left - 1)))
                where.push_back(*std::move(clause));
        auto rest = TRY(parse_test(asking, target, test, path.subspan(1), links_left - 1));
        if (!rest || where.size() != step.condition.size())
            continue;
        where.push_back(*std::move(rest));
        TRY(asking.spending.take_clauses(1));
        any.emplace_back(Chain{step.name, std::string(target), std::move(where)});
    }
    if (any.empty())
        return std::optional<Clause>();
    return std::optional(any_of(std::move(any)));
}

Known parse_test(
    const Asking& asking, std::string_view type, const FilterTest& test, Steps path, std::size_t links_left)
{
    if (path.size() > 1)
        return parse_link(asking, type, test, path, links_left);
    const auto& name = path.front().name;
    if (name == "_id" || name == "_lastUpdated")
        return known(of_version(asking, name, test));
    const auto* parameter = asking.grounds.parameters->find(type, name);
    if (parameter == nullptr)
        return std::optional<Clause>();
    return known(Test(asking, {type, *parameter}, test).parse());
}

std::string name_of(const FilterTest& test)
{
    std::string name;
    for (const auto& step : test.path)
        name += (name.empty() ? "" : ".") + step.name;
    return shown(name);
}

}  // namespace

Known parse_filter(const Asking& asking, std::string_view type, const FilterNode& filter, std::size_t links_left)
{
    if (filter.kind == FilterNode::Kind::test) {
        const auto name = name_of(filter.test);
        return parse_test({asking.grounds, asking.spending, name}, type, filter.test, filter.test.path, links_left);
    }
    std::vector<Clause> clauses;
    TRY(asking.spending.take_clauses(1));
    for (const auto& node : filter.nodes) {
        auto clause = TRY(parse_filter(asking, type, node, links_left));
        if (!clause)
            return std::optional<Clause>();
        clauses.push_back(*std::move(clause));
    }
    switch (filter.kind) {
    case FilterNode::Kind::all: return std::optional(all_of(std::move(clauses)));
    case FilterNode::Kind::any: return std::optional(any_of(std::move(clauses)));
    case FilterNode::Kind::none: return std::optional<Clause>(NoneOf{std::move(clauses)});
    case FilterNode::Kind::test: break;
    }
    return Error{Kind::fault, "a filter of no kind"};
}

}  // namespace helselos::fhir::search
