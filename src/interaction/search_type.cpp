#include "interaction/search_type.h"

#include "interaction/bundle_text.h"
#include "interaction/criteria.h"
#include "interaction/outcome.h"
#include "interaction/own_base.h"

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using fhir::search::Query;
using fhir::search::Summary;

Result<void> refuse_what_waits(const Query& query)
{
    if (query.summary != Summary::none && query.summary != Summary::count)
        return Error{Kind::unsupported, "of _summary, only count is supported"};
    if (!query.elements.empty())
        return Error{Kind::unsupported, "_elements is not supported"};
    return {};
}

std::string link_of(const SearchRequest& request, const Query& query, const std::string& cursor)
{
    auto url = fmt::format("{}/{}", request.base, request.type);
    if (!query.understood.empty())
        url += "?" + query.understood;
    if (!cursor.empty())
        url += (query.understood.empty() ? "?_cursor=" : "&_cursor=") + percent_encode(cursor);
    return url;
}

std::string bundle_of(const SearchRequest& request, const Query& query, const access::Found& found, const Issues& notes)
{
    BundleText bundle("searchset");
    if (found.total)
        bundle.total(*found.total);
    bundle.link("self", link_of(request, query, query.cursor));
    if (!found.next.empty())
        bundle.link("next", link_of(request, query, found.next));
    for (const auto& version : found.matches)
        bundle.entry(search_entry(version, request.base, "match"));
    for (const auto& version : found.included)
        bundle.entry(search_entry(version, request.base, "include"));
    auto told = notes;
    if (found.included_cut)
        told.push_back({Severity::warning, "too-costly", "", "more resources would have been included"});
    if (!told.empty())
        bundle.entry(fmt::format(R"({{"resource":{},"search":{{"mode":"outcome"}}}})", outcome_text(told)));
    return std::move(bundle).finish();
}

Result<std::string> answer(const Search& search, const Hall& hall, const SearchRequest& request)
{
    Issues notes;
    auto parameters = request.parameters;
    make_own(parameters, hall.base);
    const auto query = TRY(fhir::search::parse_query(
        request.type, parameters, hall.definitions, request.handling, hall.clock.now(), notes));
    TRY(refuse_what_waits(query));
    return bundle_of(request, query, TRY(search(query)), notes);
}

}  // namespace

Result<std::string> search_type(access::Session& session, const Hall& hall, const SearchRequest& request)
{
    const auto search = [&](const Query& query) -> Result<access::Found> {
        if (query.summary != Summary::count)
            return session.search(query);
        access::Found found;
        found.total = TRY(session.count(query));
        return found;
    };
    return answer(search, hall, request);
}

Result<std::string> search_type(access::Writing& writing, const Hall& hall, const SearchRequest& request)
{
    return answer(search_in(writing), hall, request);
}

}  // namespace helselos::interaction
