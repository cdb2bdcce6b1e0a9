#include "interaction/search_type.h"

#include "fhir/search/types_touched.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"
#include "interaction/core_definitions.h"
#include "interaction/criteria.h"
#include "interaction/outcome.h"
#include "interaction/read_log.h"
#include "interaction/sealed_criteria.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using fhir::search::Query;
using fhir::search::Space;
using fhir::search::Summary;

using Openness = std::function<bool(std::string_view type)>;

std::string path_of(const SearchRequest& request)
{
    if (!request.compartment)
        return request.type.empty() ? request.base : fmt::format("{}/{}", request.base, request.type);
    return fmt::format("{}/{}/{}/{}", request.base, request.compartment->type, request.compartment->id,
        request.type.empty() ? "*" : request.type);
}

std::string link_of(const SearchRequest& request, const std::string& criteria, const std::string& cursor)
{
    auto url = path_of(request);
    if (!criteria.empty())
        url += "?" + criteria;
    if (!cursor.empty())
        url += (criteria.empty() ? "?_cursor=" : "&_cursor=") + percent_encode(cursor);
    return url;
}

Result<std::string> told(access::Version version, const Hall& hall, const SearchRequest& request,
    const Shortening& shortening, std::string_view mode)
{
    if (shortening.changes_anything())
        version.body = TRY(shorten(version.body, shortening, hall.definitions));
    return search_entry(version, request.base, mode);
}

Result<std::string> bundle_of(
    const Hall& hall, const SearchRequest& request, const Query& query, const access::Found& found, const Issues& notes)
{
    BundleText bundle("searchset");
    if (found.total)
        bundle.total(*found.total);
    const auto criteria = TRY(seal_criteria(hall, query.understood));
    bundle.link("self", link_of(request, criteria, query.cursor));
    if (!found.next.empty())
        bundle.link("next", link_of(request, criteria, found.next));
    // _elements names elements of what is searched; what is included is whole, or a summary as all else.
    for (const auto& version : found.matches)
        bundle.entry(TRY(told(version, hall, request, {query.summary, query.elements}, "match")));
    for (const auto& version : found.included)
        bundle.entry(TRY(told(version, hall, request, {query.summary, {}}, "include")));
    auto to_tell = notes;
    if (found.included_cut)
        to_tell.push_back({Severity::warning, "too-costly", "", "more resources would have been included"});
    if (!to_tell.empty())
        bundle.entry(fmt::format(R"({{"resource":{},"search":{{"mode":"outcome"}}}})", outcome_text(to_tell)));
    return std::move(bundle).finish();
}

bool is_in_compartment(const fhir::Definitions& definitions, const fhir::search::Owner& owner, std::string_view type)
{
    const auto* compartment = definitions.compartment(owner.type);
    return type == owner.type
        || (compartment != nullptr
            && std::ranges::find(compartment->rules, type, &fhir::CompartmentRule::resource_type)
                != compartment->rules.end());
}

// Types the caller may not search are left out of a search that names none; where nothing is left, the search is
// one of everything, and refused as such.
std::vector<std::string> open_types(const Hall& hall, const SearchRequest& request, const Openness& is_open)
{
    const auto all = hall.definitions.resource_types();
    if (std::ranges::all_of(all, is_open))
        return {};
    std::vector<std::string> open;
    for (const auto type : all)
        if (type != audit_event_type && is_open(type)
            && (!request.compartment || is_in_compartment(hall.definitions, *request.compartment, type)))
            open.emplace_back(type);
    return open;
}

// What is learned of the log is learned from the log alone.
Result<void> refuse_log_beside_others(const Query& query)
{
    const auto touched = fhir::search::types_touched(query);
    if (std::ranges::find(touched, audit_event_type) == touched.end())
        return {};
    return Error{Kind::unsupported, "AuditEvents are told from the log, by a search of their own"};
}

Space space_of(const Hall& hall, const SearchRequest& request, const Openness& is_open)
{
    if (!request.type.empty())
        return {{request.type}, false, request.compartment};
    return {open_types(hall, request, is_open), true, request.compartment};
}

Result<std::string> answer(
    const Search& search, const Openness& is_open, const Hall& hall, const SearchRequest& request)
{
    Issues notes;
    const auto parameters = TRY(open_criteria(hall, request.parameters));
    const auto query = TRY(fhir::search::parse_query(
        space_of(hall, request, is_open), parameters, grounds_of(hall), request.handling, notes));
    TRY(refuse_log_beside_others(query));
    auto found = TRY(search(query));
    if (!request.compartment && !request.type.empty())
        TRY(add_core_definitions(query, found, notes));
    return bundle_of(hall, request, query, found, notes);
}

}  // namespace

Result<std::string> search_type(access::Session& session, const Hall& hall, const SearchRequest& request)
{
    if (request.type == audit_event_type)
        return search_log(session, hall, request);
    const auto search = [&](const Query& query) -> Result<access::Found> {
        if (query.summary != Summary::count)
            return session.search(query);
        access::Found found;
        found.total = TRY(session.count(query));
        return found;
    };
    return answer(
        search, [&](std::string_view type) { return session.may_search(type); }, hall, request);
}

Result<std::string> search_type(access::Writing& writing, const Hall& hall, const SearchRequest& request)
{
    return answer(
        search_in(writing), [&](std::string_view type) { return writing.may_search(type); }, hall, request);
}

Result<Shortening> shortening_of(const Hall& hall, std::string_view type, const QueryParameters& parameters)
{
    QueryParameters wanted;
    for (const auto& parameter : parameters)
        if (parameter.first == "_summary" || parameter.first == "_elements")
            wanted.push_back(parameter);
    if (wanted.empty())
        return Shortening{};
    Issues notes;
    const auto query = TRY(fhir::search::parse_query(
        Space::of_type(type), wanted, grounds_of(hall), fhir::search::Handling::strict, notes));
    if (query.summary == Summary::count)
        return Error{Kind::invalid, "_summary=count is of a search"};
    return Shortening{query.summary, query.elements};
}

}  // namespace helselos::interaction
