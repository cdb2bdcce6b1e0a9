// http://hl7.org/fhir/R4/bundle.html
#include "fhir/validation/walk.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

namespace helselos::fhir::validation {

void Walk::bundle(json::Value bundle, const Place& place)
{
    links(bundle, place);
    const bool is_search = bundle["type"].text() == "searchset";
    Place here{&place, "entry", {}, 0};
    for (const auto entry : bundle["entry"].elements()) {
        full_url(entry, here);
        if (is_search && entry["resource"].is_object())
            search_result(entry, here);
        ++here.index;
    }
}

// Where to go on can only be said once (https://www.iana.org/assignments/link-relations).
void Walk::links(json::Value bundle, const Place& place)
{
    constexpr std::string_view single[] = {"self", "first", "previous", "prev", "next", "last"};
    const auto type = bundle["type"].text();
    const bool has_pages = type == "searchset" || type == "history";
    std::set<std::string_view> seen;
    Place here{&place, "link", {}, 0};
    for (const auto link : bundle["link"].elements()) {
        const auto relation = link["relation"].text();
        const bool is_single = std::find(std::begin(single), std::end(single), relation) != std::end(single);
        if (is_single && !seen.insert(relation).second)
            error("invalid", here, "a link of this relation is there already");
        if (is_single && !has_pages && relation != "self")
            error("invalid", Place{&here, "relation"}, "only a searchset or a history has pages");
        ++here.index;
    }
}

// http://hl7.org/fhir/R4/valueset-search-entry-mode.html
void Walk::search_result(json::Value entry, const Place& place)
{
    const auto resource = entry["resource"];
    const Place here{&place, "resource"};
    const bool is_outcome = resource["resourceType"].text() == "OperationOutcome";
    if (entry["search"]["mode"].text() == "outcome" && !is_outcome)
        error("invalid", here, "an entry of mode outcome is an OperationOutcome");
    if (!is_outcome && !resource["id"].exists())
        error("required", here, "id: a search result has one");
}

// http://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.fullUrl: absolute, and where it is the
// address of a resource on a server, of this one.
void Walk::full_url(json::Value entry, const Place& place)
{
    const auto url = entry["fullUrl"].text();
    const auto resource = entry["resource"];
    if (url.empty())
        return;
    if (url.find(':') == std::string_view::npos)
        return error("value", place, "fullUrl has to be absolute");
    const auto slash = url.rfind('/');
    if (!url.starts_with("http") || slash == std::string_view::npos || !resource.is_object())
        return;
    const auto base = url.substr(0, slash);
    const auto type = base.substr(base.rfind('/') + 1);
    if (m_rules.resource(type) == nullptr)
        return;
    const auto id = resource["id"];
    if (type != resource["resourceType"].text() || (id.exists() && id.text() != url.substr(slash + 1)))
        error("invalid", place, "fullUrl is the address of another resource");
}

// bdl-7, in linear time: no two entries with one fullUrl and one version, but in a history.
void Walk::urls_are_distinct(const Invariant& invariant, const Place& place)
{
    if (m_around.resource["type"].text() == "history")
        return;
    std::unordered_set<std::string> seen;
    for (const auto entry : m_around.resource["entry"].elements()) {
        const auto url = entry["fullUrl"];
        if (!url.exists())
            continue;
        const auto version = entry["resource"]["meta"]["versionId"].text();
        if (!seen.insert(std::string(url.text()) + std::string(version)).second)
            return violated(invariant, place);
    }
}

}  // namespace helselos::fhir::validation
