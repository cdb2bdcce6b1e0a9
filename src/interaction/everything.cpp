#include "interaction/everything.h"

#include "base/limits/acts.h"
#include "fhir/search/own_references.h"
#include "fhir/search/parse_query.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"
#include "interaction/care_dates.h"
#include "interaction/criteria.h"
#include "interaction/everything_wanted.h"
#include "interaction/outcome.h"
#include "interaction/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace helselos::interaction {

namespace {

using fhir::search::Query;

// What a patient's resources refer to that is no patient's own.
constexpr std::array<std::string_view, 9> supporting_types{"Device", "Endpoint", "HealthcareService", "Location",
    "Medication", "Organization", "Practitioner", "PractitionerRole", "Substance"};

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

Result<std::vector<std::string>> searched_types(const OperationRequest& request, const EverythingWanted& wanted)
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

Result<Query> query_of(const OperationRequest& request, const EverythingWanted& wanted, const std::string& patient)
{
    QueryParameters parameters{{"_count", std::to_string(wanted.count)}};
    if (!wanted.since.empty())
        parameters.emplace_back("_lastUpdated", "ge" + wanted.since);
    if (!wanted.cursor.empty())
        parameters.emplace_back("_cursor", wanted.cursor);
    auto types = TRY(searched_types(request, wanted));
    const fhir::search::Space space{std::move(types), false, fhir::search::Owner{"Patient", patient}};
    const auto grounds = grounds_of(request.hall);
    Issues notes;
    auto query = TRY(fhir::search::parse_query(space, parameters, grounds, fhir::search::Handling::strict, notes));
    for (auto& clause : TRY(care_within(wanted.start, wanted.end, grounds)))
        query.all_of.push_back(std::move(clause));
    for (const auto type : supporting_types)
        if (wanted.wants(type) && request.session.may_search(type))
            query.includes.push_back({"", std::string(fhir::search::own_references), std::string(type), true});
    return query;
}

void tell_of_cut(BundleText& bundle)
{
    bundle.entry(fmt::format(R"({{"resource":{},"search":{{"mode":"outcome"}}}})",
        outcome_text({{Severity::warning, "too-costly", "", "more resources would have been included"}})));
}

std::string bundle_of(const OperationRequest& request, const EverythingWanted& wanted, const access::Found& found)
{
    BundleText bundle("searchset");
    if (found.total)
        bundle.total(*found.total);
    const auto path = fmt::format("{}/Patient/{}", request.base, request.address.id);
    bundle.link("self", everything_link(path, wanted, wanted.cursor));
    if (!found.next.empty())
        bundle.link("next", everything_link(path, wanted, found.next));
    bundle.reserve(found.matches, found.included);
    for (const auto& version : found.matches)
        bundle.found(version, request.base, "match");
    for (const auto& version : found.included)
        bundle.found(version, request.base, "include");
    if (found.included_cut)
        tell_of_cut(bundle);
    return std::move(bundle).finish();
}

// A page of everything of all patients, as it fills.
struct Page {
    std::vector<access::Version> matches;
    std::vector<access::Version> included;
    std::set<std::string> seen;  // What is of two patients stands there once.
    bool included_cut = false;
    std::string next;

    void take(access::Found found);
};

void Page::take(access::Found found)
{
    const auto add = [&](std::vector<access::Version>& from, std::vector<access::Version>& to) {
        for (auto& version : from)
            if (seen.insert(reference_of(version.key)).second)
                to.push_back(std::move(version));
    };
    add(found.matches, matches);
    add(found.included, included);
    included_cut = included_cut || found.included_cut;
}

// Where a page begins: at the patient that stands after `patients`, within what they have after `own`.
struct Place {
    std::string patients;
    std::string own;

    std::string text() const { return patients + "." + own; }
};

Result<Place> place_of(const std::string& cursor)
{
    if (cursor.empty())
        return Place();
    const auto point = cursor.find('.');
    if (point == std::string::npos)
        return Error{Kind::invalid, "_cursor is not from a link of this server"};
    return Place{cursor.substr(0, point), cursor.substr(point + 1)};
}

Result<access::Found> next_patient(const OperationRequest& request, const std::string& cursor)
{
    Query query;
    query.types = {"Patient"};
    query.count = 1;
    query.cursor = cursor;
    return request.session.search(query);
}

Result<Page> page_of_all(const OperationRequest& request, const EverythingWanted& wanted)
{
    auto place = TRY(place_of(wanted.cursor));
    Page page;
    for (std::size_t i = 0; i < limits::everything_patients_max; ++i) {
        const auto patient = TRY(next_patient(request, place.patients));
        if (patient.matches.empty())
            return page;
        auto of_one = wanted;
        of_one.count = wanted.count - page.matches.size();
        of_one.cursor = place.own;
        auto found = TRY(request.session.search(TRY(query_of(request, of_one, patient.matches.front().key.id))));
        place.own = found.next;
        page.take(std::move(found));
        if (place.own.empty() && patient.next.empty())
            return page;
        if (place.own.empty())
            place.patients = patient.next;
        if (!place.own.empty() || page.matches.size() >= wanted.count)
            break;
    }
    page.next = place.text();
    return page;
}

// Views of patients are no records: an analyst is told so, and who is not signed in to do that.
Result<void> refuse_who_sees_no_patients(const OperationRequest& request)
{
    if (request.session.may_search("Patient"))
        return {};
    TRY(request.session.read({"Patient", "all"}));
    return Error{Kind::forbidden, "you may not do this"};
}

}  // namespace

Result<OperationAnswer> everything(const OperationRequest& request)
{
    const auto wanted = TRY(everything_wanted(request));
    // Who may not know of the patient is told so, and not that there is nothing.
    TRY(read(request.session, request.address.key()));
    const auto query = TRY(query_of(request, wanted, request.address.id));
    const auto found = TRY(request.session.search(query));
    return OperationAnswer{200, bundle_of(request, wanted, found)};
}

Result<OperationAnswer> everything_of_all(const OperationRequest& request)
{
    const auto wanted = TRY(everything_wanted(request));
    TRY(refuse_who_sees_no_patients(request));
    TRY(query_of(request, {.types = wanted.types, .start = wanted.start, .end = wanted.end, .count = 1}, "none"));
    const auto page = TRY(page_of_all(request, wanted));
    BundleText bundle("searchset");
    const auto path = request.base + "/Patient";
    bundle.link("self", everything_link(path, wanted, wanted.cursor));
    if (!page.next.empty())
        bundle.link("next", everything_link(path, wanted, page.next));
    bundle.reserve(page.matches, page.included);
    for (const auto& version : page.matches)
        bundle.found(version, request.base, "match");
    for (const auto& version : page.included)
        bundle.found(version, request.base, "include");
    if (page.included_cut)
        tell_of_cut(bundle);
    return OperationAnswer{200, std::move(bundle).finish()};
}

void add_everything(Operations& operations)
{
    constexpr auto definition = "http://hl7.org/fhir/OperationDefinition/Patient-everything";
    operations.add({"$everything", Level::instance, "Patient", false, definition, everything});
    operations.add({"$everything", Level::type, "Patient", false, definition, everything_of_all});
}

}  // namespace helselos::interaction
