#include "access/memberships.h"

#include <optional>

namespace helselos::access {

namespace {

std::optional<store::Key> key_of(json::Value reference)
{
    const auto text = reference["reference"].text();
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || text.find('/', slash + 1) != std::string_view::npos)
        return std::nullopt;
    return store::Key{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

bool is_organization(json::Value reference)
{
    return reference["reference"].text().starts_with("Organization/");
}

// http://hl7.org/fhir/R4/consent.html: provision.actor in role IRCP is the recipient.
void add_consented(json::Value consent, const store::Key& own, std::vector<store::Membership>& memberships)
{
    const auto provision = consent["provision"];
    if (consent["status"].text() != "active" || provision["type"].text() != "permit")
        return;
    for (const auto actor : provision["actor"].elements()) {
        if (!is_organization(actor["reference"]))
            continue;
        const std::string owner(actor["reference"]["reference"].text());
        memberships.push_back({owner, own});
        for (const auto data : provision["data"].elements())
            if (auto member = key_of(data["reference"]))
                memberships.push_back({owner, *std::move(member)});
    }
}

// A Task is not in FHIR's patient compartment, but it is about its patient all the same.
void add_tasked(json::Value task, const store::Key& own, std::vector<store::Membership>& memberships)
{
    const auto patient = task["for"]["reference"].text();
    if (patient.starts_with("Patient/"))
        memberships.push_back({std::string(patient), own});
    if (!is_organization(task["owner"]))
        return;
    const std::string owner(task["owner"]["reference"].text());
    memberships.push_back({owner, own});
    for (const auto output : task["output"].elements())
        if (auto member = key_of(output["valueReference"]))
            memberships.push_back({owner, *std::move(member)});
}

// Provenance is not in the compartment of the patient it was made for, unless the patient is its target; an agent
// acted for them (http://hl7.org/fhir/R4/provenance-definitions.html#Provenance.agent.onBehalfOf).
void add_patient_acted_for(json::Value provenance, const store::Key& own, std::vector<store::Membership>& memberships)
{
    for (const auto agent : provenance["agent"].elements()) {
        const auto patient = agent["onBehalfOf"]["reference"].text();
        if (patient.starts_with("Patient/"))
            memberships.push_back({std::string(patient), own});
    }
}

}  // namespace

std::vector<store::Membership> memberships_of(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments)
{
    std::vector<store::Membership> memberships;
    for (const auto& compartment : compartments)
        memberships.push_back({compartment, key});
    if (key.type == "Consent")
        add_consented(resource, key, memberships);
    if (key.type == "Provenance")
        add_patient_acted_for(resource, key, memberships);
    if (key.type == "Task")
        add_tasked(resource, key, memberships);
    return memberships;
}

}  // namespace helselos::access
