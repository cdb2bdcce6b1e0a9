#include "fhir/search/parse_clause.h"

#include "fhir/search/all_of.h"
#include "fhir/search/literal_reference.h"
#include "fhir/search/parse_criterion.h"
#include "fhir/search/parse_value.h"
#include "fhir/search/parse_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

constexpr std::string_view has = "_has:";

// "subject:Patient.name": code, what follows its colon, what follows the dot.
struct Path {
    std::string_view code;
    std::string_view modifier;
    std::string_view rest;
    bool has_modifier = false;
    bool is_chain = false;
};

Path path_of(std::string_view text)
{
    Path path;
    const auto dot = text.find('.');
    const auto colon = text.substr(0, dot).find(':');
    const auto front = text.substr(0, dot);
    path.is_chain = dot != std::string_view::npos;
    path.rest = path.is_chain ? text.substr(dot + 1) : std::string_view();
    path.has_modifier = colon != std::string_view::npos;
    path.code = front.substr(0, colon);
    path.modifier = path.has_modifier ? front.substr(colon + 1) : std::string_view();
    return path;
}

Error too_long(const Asking& asking)
{
    return {Kind::too_large,
        fmt::format("search parameter {} is a chain of more than {} links", asking.name, limits::search_chain_max)};
}

bool is_resource_type(const Asking& asking, std::string_view name)
{
    return std::ranges::binary_search(asking.grounds.parameters->definitions().resource_types(), name);
}

Known parse_chain(
    const Asking& asking, std::string_view type, const Path& path, std::string_view value, std::size_t links_left)
{
    const auto link = TRY(link_of(asking, type, path.code, path.modifier, links_left));
    std::vector<Clause> any;
    if (link.parameter == nullptr)
        return std::optional<Clause>();
    for (const auto target : link.targets) {
        auto where = TRY(parse_clause(asking, target, path.rest, value, links_left - 1));
        if (!where)
            continue;
        TRY(asking.spending.take_clauses(1));
        any.emplace_back(Chain{std::string(path.code), std::string(target), {*std::move(where)}});
    }
    if (any.empty())
        return std::optional<Clause>();
    return std::optional(any_of(std::move(any)));
}

// Type:parameter:path
Known parse_has(
    const Asking& asking, std::string_view type, std::string_view text, std::string_view value, std::size_t links_left)
{
    const auto first = text.find(':');
    const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos)
        return Error{
            Kind::invalid, fmt::format("search parameter {} is not _has:Type:reference:parameter", asking.name)};
    const auto source = text.substr(0, first);
    const auto code = text.substr(first + 1, second - first - 1);
    if (links_left == 0)
        return too_long(asking);
    if (!is_resource_type(asking, source))
        return not_supported(asking.name, "not a known resource type");
    const auto* parameter = asking.grounds.parameters->find(source, code);
    if (parameter == nullptr || parameter->type != SearchType::reference)
        return not_supported(asking.name, fmt::format("no such reference of {}", source));
    TRY(refuse_if_not_ready(asking, *parameter));
    const auto targets = parameter->targets;
    if (!targets.empty() && std::ranges::find(targets, type) == targets.end())
        return not_supported(asking.name, fmt::format("it does not refer to a {}", type));
    auto where = TRY(parse_clause(asking, source, text.substr(second + 1), value, links_left - 1));
    if (!where)
        return not_supported(asking.name, fmt::format("not known for {}", source));
    TRY(asking.spending.take_clauses(1));
    return std::optional<Clause>(ReverseChain{std::string(source), std::string(code), {*std::move(where)}});
}

// http://hl7.org/fhir/R4/search.html#list
Known parse_list(const Asking& asking, std::string_view value)
{
    const auto ids = TRY(values_in(asking, value));
    if (std::ranges::any_of(ids, [](std::string_view id) { return id.starts_with('$'); }))
        return not_supported(asking.name, "functional lists are not supported");
    if (!std::ranges::all_of(ids, is_id))
        return Error{
            Kind::invalid, fmt::format("the value of search parameter {} is not the id of a List", asking.name)};
    if (const auto* item = asking.grounds.parameters->find("List", "item"))
        TRY(refuse_if_not_ready(asking, *item));
    TRY(asking.spending.take_clauses(1));
    auto where = TRY(criterion_of_version(asking, SearchType::token, "_id", ids));
    return std::optional<Clause>(ReverseChain{"List", "item", {std::move(where)}});
}

// What every type knows and no definition tells how. Nothing when it is not one of these.
Known parse_common(const Asking& asking, const Path& path, std::string_view value)
{
    constexpr std::array<std::string_view, 5> common{"_content", "_id", "_lastUpdated", "_list", "_text"};
    if (std::ranges::find(common, path.code) == common.end())
        return std::optional<Clause>();
    if (path.has_modifier)
        return not_supported(asking.name, "no modifier is supported here");
    if (path.code == "_id" || path.code == "_lastUpdated") {
        const auto type = path.code == "_id" ? SearchType::token : SearchType::date;
        return std::optional(TRY(criterion_of_version(asking, type, path.code, TRY(values_in(asking, value)))));
    }
    if (path.code == "_list")
        return parse_list(asking, value);
    const auto in = path.code == "_text" ? Words::In::narrative : Words::In::content;
    return std::optional(TRY(parse_words(asking, in, {}, value)));
}

}  // namespace

Result<Link> link_of(
    const Asking& asking, std::string_view type, std::string_view code, std::string_view target, std::size_t links_left)
{
    const auto& parameters = *asking.grounds.parameters;
    const auto* parameter = parameters.find(type, code);
    if (parameter == nullptr)
        return Link{};
    if (parameter->type != SearchType::reference)
        return not_supported(asking.name, "a chain goes by references only");
    if (links_left == 0)
        return too_long(asking);
    TRY(refuse_if_not_ready(asking, *parameter));
    const auto& targets = parameter->targets;
    if (target.empty()) {
        Link link{parameter, {targets.begin(), targets.end()}};
        std::ranges::sort(link.targets);
        return link;
    }
    if (std::ranges::find(targets, target) == targets.end())
        return not_supported(asking.name, "it does not refer to the type that is named");
    return Link{parameter, {target}};
}

Known parse_clause(
    const Asking& asking, std::string_view type, std::string_view path, std::string_view value, std::size_t links_left)
{
    if (path.starts_with(has))
        return parse_has(asking, type, path.substr(has.size()), value, links_left);
    const auto parts = path_of(path);
    if (parts.has_modifier && parts.modifier.empty())
        return not_supported(asking.name, "an empty modifier");
    if (parts.is_chain)
        return parse_chain(asking, type, parts, value, links_left);
    if (auto common = TRY(parse_common(asking, parts, value)))
        return common;
    const auto* parameter = asking.grounds.parameters->find(type, parts.code);
    if (parameter == nullptr)
        return std::optional<Clause>();
    return std::optional(TRY(parse_criterion(asking, {type, *parameter}, parts.modifier, value)));
}

}  // namespace helselos::fhir::search
