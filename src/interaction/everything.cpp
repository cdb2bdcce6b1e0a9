#include "interaction/everything.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/parse_query.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"
#include "interaction/criteria.h"
#include "interaction/outcome.h"
#include "interaction/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace helselos::interaction {

namespace {

using fhir::search::Query;

// What a patient's resources refer to that is no patient's own. Nothing of another patient comes along, also where the
// caller may see it: it was not asked for.
constexpr std::array<std::string_view, 9> supporting_types{"Device", "Endpoint", "HealthcareService", "Location",
    "Medication", "Organization", "Practitioner", "PractitionerRole", "Substance"};

struct Wanted {
    std::vector<std::string> types;  // Empty: all.
    std::string since;
    std::string count = std::to_string(limits::search_page_max);
    std::string cursor;
};

std::string text_of(json::Value part)
{
    for (const auto name : {"valueInstant", "valueCode", "valueInteger", "valueString", "valueDate"})
        if (part[name].exists())
            return std::string(part[name].text());
    return {};
}

QueryParameters given(const OperationRequest& request)
{
    auto parameters = request.parameters;
    if (request.body != nullptr)
        for (const auto part : request.body->root()["parameter"].elements())
            parameters.emplace_back(std::string(part["name"].text()), text_of(part));
    return parameters;
}

Result<void> take_types(const OperationRequest& request, std::string_view value, Wanted& wanted)
{
    for (const auto part : split(value, ',')) {
        const auto type = trim(part);
        if (!is_resource_type(type, request.hall.definitions))
            return Error{Kind::unsupported, "_type names what is no resource type"};
        if (type == audit_event_type)
            return Error{Kind::unsupported, "AuditEvents are told from the log, by a search of their own"};
        wanted.types.emplace_back(type);
    }
    return {};
}

Result<void> take(const OperationRequest& request, std::string_view name, const std::string& value, Wanted& wanted)
{
    if (name == "_format" || name == "_pretty")
        return {};
    if (value.empty())
        return Error{Kind::invalid, "a parameter has no value, or one of another type"};
    if (name == "_type")
        return take_types(request, value, wanted);
    if (name == "start" || name == "end")
        return Error{
            Kind::unsupported, "start and end are not supported: what would be left out cannot be told safely"};
    auto* const kept = name == "_since" ? &wanted.since
        : name == "_count"              ? &wanted.count
        : name == "_cursor"             ? &wanted.cursor
                                        : nullptr;
    if (kept == nullptr)
        return Error{Kind::unsupported, "$everything knows _since, _type and _count"};
    *kept = value;
    return {};
}

Result<Wanted> read_wanted(const OperationRequest& request)
{
    if (request.body != nullptr && request.body->root()["resourceType"].text() != "Parameters")
        return Error{Kind::invalid, "the body is not Parameters", "resourceType"};
    Wanted wanted;
    for (const auto& [name, value] : given(request))
        TRY(take(request, name, value, wanted));
    if (!to_unsigned(wanted.count) || to_unsigned(wanted.count) == 0)
        return Error{Kind::invalid, "_count is no number over zero"};
    if (!wanted.since.empty())
        TRY(instant_from_text(wanted.since));
    return wanted;
}

bool wants(const Wanted& wanted, std::string_view type)
{
    return wanted.types.empty() || std::ranges::find(wanted.types, type) != wanted.types.end();
}

bool is_supporting(std::string_view type)
{
    return std::ranges::find(supporting_types, type) != supporting_types.end();
}

// Of the types of the compartment those the caller may search; where that is all, none is named, and all are meant.
std::vector<std::string> open_types(const OperationRequest& request)
{
    const auto is_open = [&](std::string_view type) { return request.session.may_search(type); };
    const auto& definitions = request.hall.definitions;
    if (std::ranges::all_of(definitions.resource_types(), is_open))
        return {};
    std::vector<std::string> types{"Patient"};
    for (const auto& rule : definitions.compartment("Patient")->rules)
        if (const std::string_view type = rule.resource_type;
            type != audit_event_type && type != "Patient" && is_open(type))
            types.emplace_back(type);
    return types;
}

Result<std::vector<std::string>> searched_types(const OperationRequest& request, const Wanted& wanted)
{
    if (wanted.types.empty())
        return open_types(request);
    std::vector<std::string> types;
    for (const auto& type : wanted.types)
        if (!is_supporting(type))
            types.push_back(type);
    if (types.empty())
        return Error{Kind::unsupported, "_type must name a type that is the patient's own: Patient, Observation"};
    return types;
}

Result<Query> query_of(const OperationRequest& request, const Wanted& wanted)
{
    QueryParameters parameters{{"_count", wanted.count}};
    if (!wanted.since.empty())
        parameters.emplace_back("_lastUpdated", "ge" + wanted.since);
    if (!wanted.cursor.empty())
        parameters.emplace_back("_cursor", wanted.cursor);
    auto types = TRY(searched_types(request, wanted));
    const fhir::search::Space space{std::move(types), false, fhir::search::Owner{"Patient", request.address.id}};
    Issues notes;
    auto query = TRY(
        fhir::search::parse_query(space, parameters, grounds_of(request.hall), fhir::search::Handling::strict, notes));
    for (const auto type : supporting_types)
        if (wants(wanted, type) && request.session.may_search(type))
            query.includes.push_back({"", "*", std::string(type), true});
    return query;
}

std::string link_of(const OperationRequest& request, const Wanted& wanted, const std::string& cursor)
{
    auto url = fmt::format(
        "{}/Patient/{}/$everything?_count={}", request.base, request.address.id, percent_encode(wanted.count));
    if (!wanted.since.empty())
        url += "&_since=" + percent_encode(wanted.since);
    for (const auto& type : wanted.types)
        url += "&_type=" + type;
    return cursor.empty() ? url : url + "&_cursor=" + percent_encode(cursor);
}

std::string bundle_of(const OperationRequest& request, const Wanted& wanted, const access::Found& found)
{
    BundleText bundle("searchset");
    if (found.total)
        bundle.total(*found.total);
    bundle.link("self", link_of(request, wanted, wanted.cursor));
    if (!found.next.empty())
        bundle.link("next", link_of(request, wanted, found.next));
    for (const auto& version : found.matches)
        bundle.entry(search_entry(version, request.base, "match"));
    for (const auto& version : found.included)
        bundle.entry(search_entry(version, request.base, "include"));
    if (found.included_cut)
        bundle.entry(fmt::format(R"({{"resource":{},"search":{{"mode":"outcome"}}}})",
            outcome_text({{Severity::warning, "too-costly", "", "more resources would have been included"}})));
    return std::move(bundle).finish();
}

}  // namespace

Result<OperationAnswer> everything(const OperationRequest& request)
{
    const auto wanted = TRY(read_wanted(request));
    // Who may not know of the patient is told so, and not that there is nothing.
    TRY(read(request.session, request.address.key()));
    const auto query = TRY(query_of(request, wanted));
    const auto found = TRY(request.session.search(query));
    return OperationAnswer{200, bundle_of(request, wanted, found)};
}

void add_everything(Operations& operations)
{
    operations.add({"$everything", Level::instance, "Patient", false,
        "http://hl7.org/fhir/OperationDefinition/Patient-everything", everything});
}

}  // namespace helselos::interaction
