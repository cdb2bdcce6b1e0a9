#include "fhir/search/result_parameters.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

Error bad_value(std::string_view name, std::string_view wanted)
{
    return {Kind::invalid, fmt::format("the value of {} is not {}", name, wanted)};
}

Result<void> take_count(std::string_view value, Query& query)
{
    const auto count = to_unsigned(value);
    if (!count)
        return bad_value("_count", "a whole number");
    query.count = static_cast<std::size_t>(std::min<std::uint64_t>(*count, limits::search_page_max));
    if (query.count == 0)
        query.summary = Summary::count;
    return {};
}

// The same kind of value in every type searched, or there is no order between them.
Result<SearchType> type_of_sort(std::string_view name, const Grounds& grounds, const Query& query)
{
    if (name == "_id")
        return SearchType::token;
    if (name == "_lastUpdated")
        return SearchType::date;
    const SearchParameter* first = nullptr;
    for (const auto type : types_searched(query, grounds.parameters->definitions())) {
        const auto* known = grounds.parameters->find(type, name);
        if (known == nullptr || known->expression.empty())
            return Error{Kind::unsupported, fmt::format("_sort names a parameter that is not known for {}", type)};
        if (known->type == SearchType::composite || known->type == SearchType::special)
            return Error{Kind::unsupported, fmt::format("_sort by {} is not supported", known->code)};
        if (!grounds.parameters->is_ready(*known))
            return Error{Kind::busy, fmt::format("_sort: {} is being indexed; ask again later", known->code)};
        if (first != nullptr && first->type != known->type)
            return Error{
                Kind::unsupported, fmt::format("_sort: {} is not the same for all types searched", known->code)};
        first = known;
    }
    return first->type;
}

Result<void> take_sort(std::string_view value, const Grounds& grounds, Query& query)
{
    std::vector<SortKey> keys;
    for (auto name : split(value, ',')) {
        const bool descending = name.starts_with('-');
        if (descending)
            name.remove_prefix(1);
        if (name.empty())
            return bad_value("_sort", "a list of search parameters");
        const auto type = TRY(type_of_sort(name, grounds, query));
        keys.push_back({std::string(name), type, descending});
    }
    if (keys.size() > limits::search_parameters_max)
        return Error{Kind::too_large, fmt::format("_sort has more than {} parts", limits::search_parameters_max)};
    query.sort = std::move(keys);
    return {};
}

Result<void> take_total(std::string_view value, Query& query)
{
    constexpr std::array known = {
        std::pair{std::string_view("none"), Total::none},
        std::pair{std::string_view("estimate"), Total::estimate},
        std::pair{std::string_view("accurate"), Total::accurate},
    };
    const auto found = std::ranges::find(known, value, &std::pair<std::string_view, Total>::first);
    if (found == known.end())
        return bad_value("_total", "none, estimate or accurate");
    query.total = found->second;
    return {};
}

Result<void> take_summary(std::string_view value, Query& query)
{
    constexpr std::array known = {
        std::pair{std::string_view("true"), Summary::yes},
        std::pair{std::string_view("text"), Summary::text},
        std::pair{std::string_view("data"), Summary::data},
        std::pair{std::string_view("count"), Summary::count},
        std::pair{std::string_view("false"), Summary::none},
    };
    const auto found = std::ranges::find(known, value, &std::pair<std::string_view, Summary>::first);
    if (found == known.end())
        return bad_value("_summary", "true, text, data, count or false");
    if (query.count != 0 || query.summary != Summary::count)
        query.summary = found->second;
    return {};
}

bool is_element(std::string_view name, const Definitions& definitions, const Query& query)
{
    return std::ranges::any_of(types_searched(query, definitions),
        [&](std::string_view type) { return definitions.type(type)->element(name) != nullptr; });
}

Result<void> take_elements(std::string_view value, const Definitions& definitions, Query& query)
{
    std::vector<std::string> elements;
    for (const auto name : split(value, ',')) {
        if (name.empty())
            return bad_value("_elements", "a list of element names");
        if (!is_element(name, definitions, query))
            return Error{Kind::unsupported, "_elements names what is no element of what is searched"};
        elements.emplace_back(name);
    }
    if (elements.size() > limits::search_values_max)
        return Error{Kind::too_large, fmt::format("_elements has more than {} names", limits::search_values_max)};
    query.elements = std::move(elements);
    return {};
}

bool is_resource_type(std::string_view name, const Definitions& definitions)
{
    return std::ranges::binary_search(definitions.resource_types(), name);
}

// Observation:patient | Observation:patient:Patient | Observation:*
Result<Include> parse_include(std::string_view name, std::string_view value, const Grounds& grounds)
{
    const auto& definitions = grounds.parameters->definitions();
    const auto parts = split(value, ':');
    if (parts.size() < 2 || parts.size() > 3)
        return bad_value(name, "Type:parameter or Type:parameter:Type");
    Include include{std::string(parts[0]), std::string(parts[1]), parts.size() == 3 ? std::string(parts[2]) : ""};
    if (!is_resource_type(include.source_type, definitions))
        return Error{Kind::unsupported, fmt::format("{} names an unknown resource type", name)};
    if (parts.size() == 3 && !is_resource_type(include.target_type, definitions))
        return Error{Kind::unsupported, fmt::format("{} names an unknown target type", name)};
    if (include.parameter == "*") {
        for (const auto* each : grounds.parameters->of_type(include.source_type))
            if (each->type == SearchType::reference && !grounds.parameters->is_ready(*each))
                return Error{Kind::busy, fmt::format("{}: {} is being indexed; ask again later", name, each->code)};
        return include;
    }
    const auto* parameter = grounds.parameters->find(include.source_type, include.parameter);
    if (parameter == nullptr || parameter->type != SearchType::reference)
        return Error{
            Kind::unsupported, fmt::format("{} names what is no reference parameter of {}", name, include.source_type)};
    if (!grounds.parameters->is_ready(*parameter))
        return Error{Kind::busy, fmt::format("{}: {} is being indexed; ask again later", name, parameter->code)};
    return include;
}

bool is_searched(std::string_view type, const Query& query)
{
    return query.types.empty() || std::ranges::find(query.types, type) != query.types.end();
}

// http://hl7.org/fhir/R4/search.html#include. STU3 called it recurse.
Result<bool> iterates(std::string_view name, std::string_view modifier)
{
    if (!modifier.empty() && modifier != "iterate" && modifier != "recurse")
        return Error{Kind::unsupported, fmt::format("{} with a modifier other than iterate is not supported", name)};
    return !modifier.empty();
}

Result<void> take_include(std::string_view modifier, std::string_view value, const Grounds& grounds, Query& query)
{
    const bool is_iterating = TRY(iterates("_include", modifier));
    if (value == "*" && (query.types.empty() || is_iterating))
        return Error{Kind::unsupported, "_include of everything is supported for the types that are named only"};
    if (value == "*") {
        for (const auto& type : query.types)
            query.includes.push_back({type, "*", "", false});
        return {};
    }
    auto include = TRY(parse_include("_include", value, grounds));
    include.iterates = is_iterating;
    if (!is_iterating && !is_searched(include.source_type, query))
        return bad_value("_include", "about what is searched; with :iterate it may be about what is included");
    query.includes.push_back(std::move(include));
    return {};
}

Result<void> take_revinclude(std::string_view modifier, std::string_view value, const Grounds& grounds, Query& query)
{
    const bool is_iterating = TRY(iterates("_revinclude", modifier));
    auto include = TRY(parse_include("_revinclude", value, grounds));
    include.iterates = is_iterating;
    if (!is_iterating && !include.target_type.empty() && !is_searched(include.target_type, query))
        return bad_value("_revinclude", "to what is searched; with :iterate it may be to what is included");
    query.revincludes.push_back(std::move(include));
    return {};
}

}  // namespace

bool is_result_parameter(std::string_view name)
{
    constexpr std::array known
        = {"_count", "_cursor", "_elements", "_include", "_revinclude", "_sort", "_summary", "_total"};
    return std::ranges::find(known, name) != known.end();
}

std::vector<std::string_view> types_searched(const Query& query, const Definitions& definitions)
{
    if (query.types.empty())
        return {definitions.resource_types().begin(), definitions.resource_types().end()};
    return {query.types.begin(), query.types.end()};
}

Result<void> take_result_parameter(
    std::string_view name, std::string_view modifier, std::string_view value, const Grounds& grounds, Query& query)
{
    const bool may_iterate = name == "_include" || name == "_revinclude";
    if (!modifier.empty() && !may_iterate)
        return Error{Kind::unsupported, fmt::format("{} with a modifier is not supported", name)};
    if (value.empty())
        return Error{Kind::invalid, fmt::format("{} has an empty value", name)};
    if (name == "_count")
        return take_count(value, query);
    if (name == "_sort")
        return take_sort(value, grounds, query);
    if (name == "_total")
        return take_total(value, query);
    if (name == "_summary")
        return take_summary(value, query);
    if (name == "_elements")
        return take_elements(value, grounds.parameters->definitions(), query);
    if (name == "_include")
        return take_include(modifier, value, grounds, query);
    if (name == "_revinclude")
        return take_revinclude(modifier, value, grounds, query);
    query.cursor = value;
    return {};
}

}  // namespace helselos::fhir::search
