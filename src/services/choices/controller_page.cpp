#include "services/choices/controller_page.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "interaction/bundle_text.h"
#include "interaction/criteria.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

std::string_view parameter_of(const QueryParameters& parameters, std::string_view name)
{
    const auto found = std::ranges::find(parameters, name, &QueryParameters::value_type::first);
    return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

std::string link_of(const OperationRequest& request, std::string_view name, std::string_view cursor)
{
    auto url = fmt::format("{}/Task/{}", request.base, name);
    char separator = '?';
    const auto add = [&](std::string_view parameter, std::string_view value) {
        url += fmt::format("{}{}={}", separator, parameter, percent_encode(value));
        separator = '&';
    };
    for (const auto& [parameter, value] : request.parameters)
        if (parameter != "_cursor")
            add(parameter, value);
    if (!cursor.empty())
        add("_cursor", cursor);
    return url;
}

Result<std::size_t> count_in(const OperationRequest& request)
{
    const auto text = parameter_of(request.parameters, "_count");
    if (text.empty())
        return limits::controller_page_default;
    const auto count = to_unsigned(text);
    if (!count || *count == 0)
        return Error{Kind::invalid, "_count is a number from 1 on", "_count"};
    return std::min<std::size_t>(*count, limits::search_page_max);
}

}  // namespace

Result<OperationAnswer> controller_page(
    const Desk& desk, const OperationRequest& request, std::string_view name, std::string_view criteria)
{
    auto query = TRY(interaction::parse_criteria(request.hall, "Task", criteria));
    query.count = TRY(count_in(request));
    query.cursor = parameter_of(request.parameters, "_cursor");
    query.total = fhir::search::Total::accurate;
    auto session = desk.for_caller(request.session.caller());
    const auto found = TRY(session.search(query));
    interaction::BundleText bundle("searchset");
    if (found.total)
        bundle.total(*found.total);
    bundle.link("self", link_of(request, name, parameter_of(request.parameters, "_cursor")));
    if (!found.next.empty())
        bundle.link("next", link_of(request, name, found.next));
    for (const auto& match : found.matches)
        bundle.entry(interaction::search_entry(match, request.base, "match"));
    return OperationAnswer{200, std::move(bundle).finish()};
}

}  // namespace helselos::choices
