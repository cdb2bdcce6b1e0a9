#include "fhir/search/parse_query.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/all_of.h"
#include "fhir/search/parse_clause.h"
#include "fhir/search/parse_filter.h"
#include "fhir/search/result_parameters.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

// Readable in a link: what may stand in a query unescaped (RFC 3986, section 3.4) and has no meaning there to us.
std::string encoded(std::string_view text)
{
    constexpr std::string_view readable = ":/,$";
    std::string out;
    for (const char c : text)
        out += readable.contains(c) ? std::string(1, c) : percent_encode({&c, 1});
    return out;
}

// _contained=false is what is done in any case (http://hl7.org/fhir/R4/search.html#contained).
bool says_what_is_done(std::string_view name, std::string_view value)
{
    return name == "_format" || name == "_pretty" || (name == "_contained" && value == "false")
        || (name == "_containedType" && value == "container");
}

class Parser {
public:
    explicit Parser(const Grounds& grounds) : m_grounds(grounds) { m_query.count = limits::search_page_default; }

    Result<void> search_in(const Space& space, const QueryParameters& parameters);
    Result<void> take(std::string_view name, std::string_view value);
    Result<Query> finish() &&;

private:
    Result<void> take_types(std::string_view value);
    Result<void> take_for_answer(std::string_view name, std::string_view modifier, std::string_view value);
    Result<void> take_clause(std::string_view name, std::string_view value);
    Result<void> take_filter(std::string_view value);

    // The clause every type searched makes of the same words.
    using ForType = std::function<Known(const Asking&, std::string_view type)>;
    Result<Clause> for_all_types(std::string_view name, const ForType& parse);

    void understand(std::string_view name, std::string_view value);
    std::string what_decides(std::string_view name, std::string_view type) const;

    const Grounds& m_grounds;
    Query m_query;
    Spending m_spending;
    bool m_may_name_types = false;
    std::set<std::string, std::less<>> m_given_once;
};

Result<void> Parser::search_in(const Space& space, const QueryParameters& parameters)
{
    m_query.types = space.types;
    m_may_name_types = space.may_name_types;
    for (const auto& [name, value] : parameters)
        if (name == "_type" && m_may_name_types)
            TRY(take_types(value));
    const auto known = m_grounds.parameters->definitions().resource_types();
    for (const auto& type : m_query.types)
        if (!std::ranges::binary_search(known, type))
            return Error{Kind::unsupported, "not a known resource type"};
    if (space.owner)
        m_query.all_of.push_back(TRY(in_compartment(*space.owner, m_query.types, *m_grounds.parameters)));
    return {};
}

// Refused as a whole: without it, or without one of them, another question would be answered.
Result<void> Parser::take_types(std::string_view value)
{
    if (!m_given_once.emplace("_type").second)
        return Error{Kind::invalid, "_type is given twice"};
    const auto known = m_grounds.parameters->definitions().resource_types();
    const auto names = split(value, ',');
    if (names.size() > limits::search_types_max)
        return Error{Kind::too_large, fmt::format("_type has more than {} types", limits::search_types_max)};
    m_query.types.clear();
    for (const auto name : names) {
        if (!std::ranges::binary_search(known, name))
            return Error{Kind::invalid, "_type names what is no resource type of FHIR R4"};
        if (std::ranges::find(m_query.types, name) == m_query.types.end())
            m_query.types.emplace_back(name);
    }
    understand("_type", value);
    return {};
}

void Parser::understand(std::string_view name, std::string_view value)
{
    auto& understood = m_query.understood;
    if (!understood.empty())
        understood += '&';
    understood += encoded(name) + '=' + encoded(value);
}

Result<void> Parser::take(std::string_view name, std::string_view value)
{
    if (name == "_type" && m_may_name_types)
        return {};
    if (says_what_is_done(name, value)) {
        understand(name, value);
        return {};
    }
    const auto colon = name.find(':');
    const auto front = name.substr(0, colon);
    if (is_result_parameter(front))
        return take_for_answer(front, colon == std::string_view::npos ? "" : name.substr(colon + 1), value);
    return name == "_filter" ? take_filter(value) : take_clause(name, value);
}

Result<void> Parser::take_for_answer(std::string_view name, std::string_view modifier, std::string_view value)
{
    const bool may_repeat = name == "_include" || name == "_revinclude";
    if (!may_repeat && m_given_once.contains(name))
        return Error{Kind::invalid, fmt::format("{} is given twice", name)};
    TRY(take_result_parameter(name, modifier, value, m_grounds, m_query));
    m_given_once.emplace(name);
    if (name == "_count")
        understand("_count", std::to_string(m_query.count));
    else if (name != "_cursor")
        understand(modifier.empty() ? std::string(name) : fmt::format("{}:iterate", name), value);
    return {};
}

// Types that have one and the same parameter read it alike, and are asked once. A _has looks back at its type.
std::string Parser::what_decides(std::string_view name, std::string_view type) const
{
    if (name.starts_with("_has:") || name == "_filter")
        return std::string(type);
    const auto* parameter = m_grounds.parameters->find(type, name.substr(0, name.find_first_of(":.")));
    return parameter == nullptr ? std::string() : std::string(parameter->url);
}

Result<Clause> Parser::for_all_types(std::string_view name, const ForType& parse)
{
    const auto clean = shown(name);
    std::optional<Clause> found;
    std::set<std::string> asked;
    const auto before = m_spending;
    for (const auto type : types_searched(m_query, m_grounds.parameters->definitions())) {
        if (!asked.insert(what_decides(name, type)).second)
            continue;
        m_spending = before;
        auto clause = TRY(parse({m_grounds, m_spending, clean}, type));
        if (!clause)
            return not_supported(clean, fmt::format("not known for {}", type));
        if (found && *found != *clause)
            return not_supported(clean, "it does not mean the same for all types searched");
        found = std::move(clause);
    }
    if (depth_of(*found) > limits::search_depth_max)
        return Error{
            Kind::too_large, fmt::format("search parameter {} is deeper than {}", clean, limits::search_depth_max)};
    return *std::move(found);
}

Result<void> Parser::take_clause(std::string_view name, std::string_view value)
{
    if (value.empty())
        return Error{Kind::invalid, fmt::format("search parameter {} has an empty value", shown(name))};
    m_query.all_of.push_back(TRY(for_all_types(
        name, [&](const Asking& asking, std::string_view type) { return parse_clause(asking, type, name, value); })));
    understand(name, value);
    return {};
}

Result<void> Parser::take_filter(std::string_view value)
{
    // A filter is read once for each type; a short text can ask for much work.
    if (types_searched(m_query, m_grounds.parameters->definitions()).size() > limits::search_types_max)
        return not_supported("_filter", "it is supported for types that are named, with _type");
    const auto filter = TRY(read_filter(value));
    m_query.all_of.push_back(TRY(for_all_types(
        "_filter", [&](const Asking& asking, std::string_view type) { return parse_filter(asking, type, filter); })));
    understand("_filter", value);
    return {};
}

// http://hl7.org/fhir/R4/search.html#summary: a text alone says nothing of what belongs to it.
Result<Query> Parser::finish() &&
{
    if (m_query.summary == Summary::text && (!m_query.includes.empty() || !m_query.revincludes.empty()))
        return Error{Kind::invalid, "_summary=text goes with no _include and no _revinclude"};
    if (!m_query.elements.empty() && m_query.summary != Summary::none && m_query.summary != Summary::count)
        return Error{Kind::invalid, "_elements and _summary do not go together"};
    return std::move(m_query);
}

}  // namespace

Result<Query> parse_query(
    const Space& space, const QueryParameters& parameters, const Grounds& grounds, Handling handling, Issues& notes)
{
    if (parameters.size() > limits::search_parameters_max)
        return Error{Kind::too_large, fmt::format("more than {} search parameters", limits::search_parameters_max)};
    Parser parser(grounds);
    TRY(parser.search_in(space, parameters));
    for (const auto& [name, value] : parameters) {
        auto taken = parser.take(name, value);
        if (taken.ok())
            continue;
        if (handling == Handling::strict || taken.error().kind != Kind::unsupported)
            return std::move(taken).error();
        notes.push_back({Severity::warning, "not-supported", "", std::move(taken.error().reason)});
    }
    return std::move(parser).finish();
}

}  // namespace helselos::fhir::search
