#include "fhir/search/parse_query.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/parse_value.h"
#include "fhir/search/result_parameters.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

constexpr std::size_t shown_bytes_max = 64;  // Of a name somebody sent, in a reason.

// A name for a reason: its front, with nothing in it that does not belong into a name.
std::string shown(std::string_view name)
{
    std::string clean(name.substr(0, shown_bytes_max));
    std::ranges::replace_if(
        clean,
        [](char c) {
            return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || static_cast<unsigned char>(c) >= 0x80;
        },
        '?');
    return clean;
}

Error not_supported(std::string_view name, std::string_view why)
{
    return {Kind::unsupported, fmt::format("search parameter {}: {}", shown(name), why)};
}

struct KnownModifier {
    std::string_view name;
    SearchType type;
    Modifier modifier;
};

// http://hl7.org/fhir/R4/search.html#modifiers, as far as they are answered.
constexpr std::array modifiers = {
    KnownModifier{"exact", SearchType::string, Modifier::exact},
    KnownModifier{"contains", SearchType::string, Modifier::contains},
    KnownModifier{"not", SearchType::token, Modifier::not_},
    KnownModifier{"identifier", SearchType::reference, Modifier::identifier},
    KnownModifier{"above", SearchType::uri, Modifier::above},
    KnownModifier{"below", SearchType::uri, Modifier::below},
};

// "code:not" is code and not; "subject:Patient.name" too is cut at the first colon.
struct Name {
    std::string_view parameter;
    std::string_view modifier;
};

Name name_of(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return {text, {}};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

// Readable in a link: what may stand in a query unescaped (RFC 3986, section 3.4) and has no meaning there to us.
std::string encoded(std::string_view text)
{
    constexpr std::string_view readable = ":/,$";
    std::string out;
    for (const char c : text)
        out += readable.contains(c) ? std::string(1, c) : percent_encode({&c, 1});
    return out;
}

class Parser {
public:
    Parser(std::string_view type, const Definitions& definitions, Instant now) : m_definitions(definitions), m_now(now)
    {
        m_query.type = type;
        m_query.count = limits::search_page_default;
    }

    Result<void> take(std::string_view text, std::string_view value);
    Query finish() && { return std::move(m_query); }

private:
    Result<void> take_for_answer(const Name& name, std::string_view value);
    Result<void> take_criterion(std::string_view text, const Name& name, std::string_view value);
    Result<Criterion> criterion_of(std::string_view text, const Name& name) const;
    Result<void> set_modifier(
        std::string_view text, const SearchParameter* parameter, std::string_view modifier, Criterion& criterion) const;
    Result<void> parse_values(const Asked& asked, std::string_view value, Criterion& criterion) const;
    void understand(std::string_view name, std::string_view value);
    bool is_resource_type(std::string_view name) const;

    const Definitions& m_definitions;
    Instant m_now;
    Query m_query;
    std::set<std::string, std::less<>> m_given_once;
};

bool Parser::is_resource_type(std::string_view name) const
{
    return std::ranges::binary_search(m_definitions.resource_types(), name);
}

void Parser::understand(std::string_view name, std::string_view value)
{
    auto& understood = m_query.understood;
    if (!understood.empty())
        understood += '&';
    understood += encoded(name) + '=' + encoded(value);
}

Result<void> Parser::take(std::string_view text, std::string_view value)
{
    const auto name = name_of(text);
    if (text == "_format" || text == "_pretty") {
        understand(text, value);
        return {};
    }
    if (is_result_parameter(name.parameter))
        return take_for_answer(name, value);
    return take_criterion(text, name, value);
}

Result<void> Parser::take_for_answer(const Name& name, std::string_view value)
{
    const bool may_repeat = name.parameter == "_include" || name.parameter == "_revinclude";
    if (!may_repeat && m_given_once.contains(name.parameter))
        return Error{Kind::invalid, fmt::format("{} is given twice", name.parameter)};
    TRY(take_result_parameter(name.parameter, name.modifier, value, m_definitions, m_query));
    m_given_once.emplace(name.parameter);
    if (name.parameter == "_count")
        understand("_count", std::to_string(m_query.count));
    else if (name.parameter != "_cursor")
        understand(name.parameter, value);
    return {};
}

Result<void> Parser::take_criterion(std::string_view text, const Name& name, std::string_view value)
{
    auto criterion = TRY(criterion_of(text, name));
    const auto* parameter = m_definitions.search_parameter(m_query.type, name.parameter);
    const auto shown_name = shown(text);
    Asked asked{.parameter = shown_name,
        .type = criterion.type,
        .modifier = criterion.modifier,
        .definitions = &m_definitions,
        .now = m_now};
    if (criterion.modifier == Modifier::type)
        asked.type_modifier = name.modifier;
    if (parameter != nullptr)
        asked.targets = parameter->targets;
    TRY(parse_values(asked, value, criterion));
    m_query.all_of.push_back(std::move(criterion));
    understand(text, value);
    return {};
}

Result<Criterion> Parser::criterion_of(std::string_view text, const Name& name) const
{
    Criterion criterion{.parameter = std::string(name.parameter)};
    if (name.parameter == "_has")
        return not_supported(text, "_has is not supported");
    if (text.contains('.'))
        return not_supported(text, "chained parameters are not supported");
    const auto* parameter = m_definitions.search_parameter(m_query.type, name.parameter);
    if (name.parameter == "_id" || name.parameter == "_lastUpdated") {
        criterion.type = name.parameter == "_id" ? SearchType::token : SearchType::date;
        if (!name.modifier.empty())
            return not_supported(text, "no modifier is supported here");
        return criterion;
    }
    if (parameter == nullptr)
        return not_supported(text, fmt::format("not known for {}", m_query.type));
    criterion.type = parameter->type;
    if (parameter->type == SearchType::composite)
        return not_supported(text, "composite parameters are not supported");
    if (parameter->type == SearchType::special || parameter->expression.empty())
        return not_supported(text, "not supported");
    TRY(set_modifier(text, parameter, name.modifier, criterion));
    return criterion;
}

Result<void> Parser::set_modifier(
    std::string_view text, const SearchParameter* parameter, std::string_view modifier, Criterion& criterion) const
{
    if (modifier.empty())
        return text.ends_with(':') ? Result<void>(not_supported(text, "an empty modifier")) : Result<void>();
    if (modifier == "missing") {
        criterion.modifier = Modifier::missing;
        return {};
    }
    if (parameter->type == SearchType::reference && is_resource_type(modifier)) {
        criterion.modifier = Modifier::type;
        return {};
    }
    for (const auto& known : modifiers) {
        if (known.name == modifier && known.type == parameter->type) {
            criterion.modifier = known.modifier;
            return {};
        }
    }
    return not_supported(text, "the modifier is not supported for a parameter of this type");
}

Result<void> Parser::parse_values(const Asked& asked, std::string_view value, Criterion& criterion) const
{
    if (criterion.modifier == Modifier::missing) {
        criterion.missing = value == "true";
        if (value != "true" && value != "false")
            return Error{Kind::invalid, fmt::format("the value of {} is not true or false", asked.parameter)};
        return {};
    }
    const auto parts = split_unescaped(value, ',');
    if (parts.size() > limits::search_values_max)
        return Error{Kind::too_large,
            fmt::format("search parameter {} has more than {} values", asked.parameter, limits::search_values_max)};
    for (const auto part : parts)
        criterion.any_of.push_back(TRY(parse_value(asked, part)));
    return {};
}

}  // namespace

Result<Query> parse_query(std::string_view resource_type, const QueryParameters& parameters,
    const Definitions& definitions, Handling handling, Instant now, Issues& notes)
{
    if (!std::ranges::binary_search(definitions.resource_types(), resource_type))
        return Error{Kind::unsupported, "not a known resource type"};
    if (parameters.size() > limits::search_parameters_max)
        return Error{Kind::too_large, fmt::format("more than {} search parameters", limits::search_parameters_max)};
    Parser parser(resource_type, definitions, now);
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
