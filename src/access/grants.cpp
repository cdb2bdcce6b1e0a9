#include "access/grants.h"

#include "access/audience.h"
#include "access/codes.h"
#include "access/consent_terms.h"
#include "access/reading.h"
#include "base/limits.h"

#include <algorithm>
#include <array>
#include <span>

namespace helselos::access {

namespace {

using Memberships = std::vector<store::Membership>;
using Names = std::span<const std::string_view>;

// Those a reference means as owner; empty for one who owns nothing here.
std::string owner_of(json::Value reference)
{
    if (is_reference_to(reference, "Practitioner"))
        return audience::of_named(target_of(reference));
    for (const auto type : {"Organization", "PractitionerRole", "HealthcareService"})
        if (is_reference_to(reference, type))
            return target_of(reference);
    return {};
}

void add_shared(const ConsentTerms& terms, const store::Key& own, Instant now, Memberships& memberships)
{
    const bool is_timed = terms.period.end || (terms.period.start && *terms.period.start > now);
    const auto consent = own.type + "/" + own.id;
    for (const auto& organization : terms.actors) {
        memberships.push_back({is_timed ? audience::timed_grants_of(organization) : organization, own});
        for (const auto& record : terms.records)
            memberships.push_back({is_timed ? consent : organization, record});
    }
    if (is_timed && !terms.actors.empty())
        memberships.push_back({consent, own});
}

void add_denied(const ConsentTerms& terms, Memberships& memberships)
{
    std::vector<std::string> blocked;
    for (const auto& actor : terms.actors)
        blocked.push_back(audience::blocked(actor));
    if (blocked.empty())
        blocked.emplace_back(audience::everybody_blocked);
    const store::Key patient{"Patient", terms.patient.substr(terms.patient.find('/') + 1)};
    for (const auto& audience : blocked) {
        if (terms.records.empty())
            memberships.push_back({audience, patient});
        for (const auto& record : terms.records)
            memberships.push_back({audience, record});
    }
}

void add_consented(json::Value consent, const store::Key& own, Instant now, Memberships& memberships)
{
    const auto terms = terms_of(consent);
    if (terms.kind == ConsentKind::sharing)
        add_shared(terms, own, now, memberships);
    if (terms.kind == ConsentKind::denial && !terms.patient.empty())
        add_denied(terms, memberships);
    const auto holders = holders_of(consent);
    for (const auto& holder : holders)
        memberships.push_back({audience::held_by(holder), own});
    if (!holders.empty() && is_reference_to(consent["patient"], "Patient"))
        memberships.push_back({audience::own(target_of(consent["patient"])), own});
}

bool is_over(std::string_view status)
{
    return status == "completed" || status == "cancelled" || status == "entered-in-error" || status == "rejected"
        || status == "failed";
}

// What the resident took back is gone from the worklist; what was journaled by then has to be kept by who did it.
bool is_taken_back(json::Value task)
{
    return has_code(task["businessStatus"], codes::sharing_state, codes::withdrawn) && !task["output"].exists()
        && !task["note"].exists();
}

void add_tasked(json::Value task, const store::Key& own, Memberships& memberships)
{
    if (is_log_question(task)) {
        const auto patient = target_of(task["for"]);
        memberships.push_back({std::string(audience::everybody_blocked), own});
        if (!patient.empty() && patient == target_of(task["requester"]))
            memberships.push_back({audience::own(patient), own});
        return;
    }
    if (is_emergency_access(task)) {
        if (!is_over(task["status"].text()) && is_reference_to(task["owner"], "Practitioner"))
            memberships.push_back({audience::emergencies_of(target_of(task["owner"])), own});
        return;
    }
    const auto owner = owner_of(task["owner"]);
    if (owner.empty() || is_taken_back(task))
        return;
    memberships.push_back({owner, own});
    for (const auto output : task["output"].elements())
        if (auto member = key_of(output["valueReference"]))
            memberships.push_back({owner, *std::move(member)});
}

// A plan of care: who is to do it, what it names, and when it is no longer in force.
struct Plan {
    std::string_view type;
    std::array<std::string_view, 3> doers;    // References, or lists of them.
    std::array<std::string_view, 5> names;    // The same.
    std::array<std::string_view, 4> not_now;  // Status.
};

constexpr Plan plans[] = {
    {"Appointment", {"participant"}, {"participant", "basedOn", "reasonReference", "supportingInformation"},
        {"cancelled", "entered-in-error", "noshow"}},
    {"ServiceRequest", {"performer"}, {"subject", "basedOn", "reasonReference", "supportingInfo", "specimen"},
        {"revoked", "entered-in-error", "draft", "unknown"}},
    {"EpisodeOfCare", {"managingOrganization", "careManager"}, {"patient", "referralRequest", "team", "diagnosis"},
        {"cancelled", "entered-in-error", "planned", "waitlist"}},
    {"CareTeam", {"participant", "managingOrganization"}, {"subject", "reasonReference", "encounter"},
        {"inactive", "suspended", "entered-in-error", "proposed"}},
    {"Schedule", {"actor"}, {}, {}},
};

// The references in an element: itself, or of its elements the reference, the actor, the member or the condition.
std::vector<json::Value> references_in(json::Value element)
{
    std::vector<json::Value> found;
    const auto add = [&](json::Value each) {
        // Who takes part until some day takes part by time, which nobody here counts: rather not.
        if (each["period"]["end"].exists())
            return;
        for (const auto value : {each, each["actor"], each["member"], each["onBehalfOf"], each["condition"]})
            if (value["reference"].exists())
                found.push_back(value);
    };
    add(element);
    for (const auto each : element.elements())
        add(each);
    return found;
}

template <std::size_t Size>
std::vector<json::Value> references_in(json::Value resource, const std::array<std::string_view, Size>& elements)
{
    std::vector<json::Value> found;
    for (const auto name : elements)
        if (!name.empty())
            std::ranges::copy(references_in(resource[name]), std::back_inserter(found));
    return found;
}

void add_planned(json::Value resource, const store::Key& own, const Plan& plan, Memberships& memberships)
{
    const auto status = resource["status"].text();
    if (status == "entered-in-error")
        return;
    const bool is_in_force = status.empty() || std::ranges::find(plan.not_now, status) == plan.not_now.end();
    for (const auto doer : references_in(resource, plan.doers)) {
        const auto owner = owner_of(doer);
        if (owner.empty())
            continue;
        memberships.push_back({owner, own});
        if (!is_in_force)
            continue;
        for (const auto named : references_in(resource, plan.names))
            if (auto member = key_of(named))
                memberships.push_back({owner, *std::move(member)});
    }
}

void demand(bool is_there, std::string element, std::string reason, Issues& issues)
{
    if (!is_there)
        issues.push_back({Severity::error, "required", std::move(element), std::move(reason)});
}

Result<void> check_emergency_access(json::Value task)
{
    Issues issues;
    demand(
        is_reference_to(task["for"], "Patient"), "Task.for", "emergency access is to the records of a patient", issues);
    demand(is_reference_to(task["owner"], "Practitioner"), "Task.owner", "emergency access is of one practitioner",
        issues);
    const auto recipients = task["restriction"]["recipient"];
    demand(recipients.size() == 1 && is_reference_to(recipients.at(0), "Organization"), "Task.restriction.recipient",
        "emergency access is at one organisation", issues);
    demand(task["reasonCode"].exists(), "Task.reasonCode", "emergency access has a reason", issues);
    const auto period = period_of(task["restriction"]["period"]);
    demand(period && period->start && period->end && *period->start < *period->end
            && *period->end - *period->start <= limits::emergency_access_life_max,
        "Task.restriction.period", "emergency access has a start and an end, and is short", issues);
    if (issues.empty())
        return {};
    return Error{Kind::unprocessable, "the emergency access cannot be given", {}, std::move(issues)};
}

}  // namespace

bool is_emergency_access(json::Value task)
{
    return has_code(task["code"], codes::task, codes::emergency_access);
}

bool is_log_question(json::Value task)
{
    return has_code(task["code"], codes::task, codes::log_question);
}

void add_grants(json::Value resource, const store::Key& key, Instant now, Memberships& memberships)
{
    if (key.type == "Consent")
        add_consented(resource, key, now, memberships);
    if (key.type == "Task")
        add_tasked(resource, key, memberships);
    const auto plan = std::ranges::find(plans, key.type, &Plan::type);
    if (plan != std::ranges::end(plans))
        add_planned(resource, key, *plan, memberships);
}

Result<void> refuse_if_not_enforceable_grant(json::Value resource)
{
    const auto type = resource["resourceType"].text();
    if (type == "Consent")
        return refuse_if_not_enforceable(resource);
    if (type == "Task" && is_emergency_access(resource))
        return check_emergency_access(resource);
    return {};
}

}  // namespace helselos::access
