#include "interaction/audit_event.h"

#include "interaction/audit_words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using access::AuditRow;
using json::Draft;

constexpr std::string_view own_code_system = "https://helselos.no/fhir/CodeSystem/";
constexpr std::string_view role_system = "urn:oid:2.16.578.1.12.4.1.1.9060";
constexpr std::string_view entity_type_system = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
constexpr std::string_view entity_role_system = "http://terminology.hl7.org/CodeSystem/object-role";

// http://hl7.org/fhir/R4/valueset-type-restful-interaction.html
constexpr std::array<std::string_view, 8> restful{
    "read", "vread", "history", "search-type", "search-system", "create", "update", "delete"};

Draft coding(std::string_view system, std::string_view code, std::string_view display)
{
    return json::object({{"system", system}, {"code", code}, {"display", display}});
}

Draft own_coding(std::string_view name, std::string_view code, std::string_view display)
{
    return coding(std::string(own_code_system).append(name), code, display);
}

Draft concept_of(Draft of_coding, const std::string& text)
{
    return json::object({{"coding", json::array({std::move(of_coding)})}, {"text", text}});
}

// Who acts, and the service they act through: "Patient/3 via sharing".
std::pair<std::string, std::string> agent_and_service(const AuditRow& row)
{
    const auto via = row.agent.find(" via ");
    if (via == std::string::npos)
        return {row.agent, ""};
    return {row.agent.substr(0, via), row.agent.substr(via + 5)};
}

std::string type_of_record(const AuditRow& row)
{
    return row.record.substr(0, row.record.find('/'));
}

std::string shown_name(const AuditRow& row, const AuditNames& names)
{
    if (!names.agent.empty())
        return names.agent;
    if (!row.role.empty())
        return audit_words::of_role(row.role);
    return row.agent == "system" ? audit_words::of_role("system") : "";
}

Draft role_of(const AuditRow& row)
{
    if (row.role.empty())
        return json::absent;
    // The codes of 9060 are in capitals; those of the house are words.
    const bool is_volven = row.role.front() >= 'A' && row.role.front() <= 'Z';
    const auto words = audit_words::of_role(row.role);
    return json::array({concept_of(
        is_volven ? coding(role_system, row.role, words) : own_coding("log-role", row.role, words), words)});
}

Draft purpose_of(const AuditRow& row)
{
    if (row.purpose.empty())
        return json::absent;
    const auto words = audit_words::of_purpose(row.purpose);
    return json::array(
        {concept_of(coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", row.purpose, words), words)});
}

Draft policies_of(const AuditRow& row)
{
    auto policies = json::array();
    for (std::size_t at = 0; at < row.basis.size();) {
        const auto end = std::min(row.basis.find(' ', at), row.basis.size());
        if (end > at)
            policies.push("https://helselos.no/fhir/access-rule/" + row.basis.substr(at, end - at));
        at = end + 1;
    }
    return json::unless_empty(std::move(policies));
}

// "urn:oid:2.16.578.1.12.4.1.4.101|983744516"
Draft identifier_of(const std::string& text)
{
    const auto bar = text.find('|');
    const auto value = bar == std::string::npos ? text : text.substr(bar + 1);
    const auto system = bar == std::string::npos || bar == 0 ? json::absent : Draft(text.substr(0, bar));
    return json::object({{"system", system}, {"value", value}});
}

// An organisation the attest names, by its role in the treatment; and the app, as DICOM calls it.
Draft named_agent(const Draft& type, const std::string& identifier)
{
    if (identifier.empty())
        return json::absent;
    return json::object(
        {{"type", type}, {"who", json::object({{"identifier", identifier_of(identifier)}})}, {"requestor", false}});
}

void add_told_by_token(const AuditRow& row, Draft& agents)
{
    const auto of_house = [](std::string_view code) {
        const auto words = audit_words::of_agent(code);
        return concept_of(own_coding("log-agent", code, words), words);
    };
    agents.push(named_agent(of_house("legal-entity"), row.legal_entity));
    agents.push(named_agent(of_house("point-of-care"), row.point_of_care));
    if (!row.app.empty())
        agents.push(json::object({
            {"type",
                concept_of(coding("http://dicom.nema.org/resources/ontology/DCM", "110150", "Application"), "app")},
            {"who", json::object({{"identifier", json::object({{"value", row.app}})}})},
            {"name", row.app},
            {"requestor", false},
        }));
}

Draft agents_of(const AuditRow& row, const AuditNames& names)
{
    const auto [agent, service] = agent_and_service(row);
    const auto name = shown_name(row, names);
    const bool is_reference = agent.find('/') != std::string::npos;
    auto agents = json::array();
    agents.push(json::object({
        {"role", role_of(row)},
        {"who",
            json::object({{"reference", is_reference ? Draft(agent) : json::absent},
                {"display", name.empty() ? (is_reference ? json::absent : Draft(agent)) : Draft(name)}})},
        {"name", name.empty() ? json::absent : Draft(name)},
        {"requestor", true},
        {"policy", policies_of(row)},
        {"purposeOfUse", purpose_of(row)},
    }));
    if (!row.organization.empty())
        agents.push(json::object({
            {"who",
                json::object({{"reference", row.organization},
                    {"display", names.organization.empty() ? json::absent : Draft(names.organization)}})},
            {"requestor", false},
        }));
    if (!service.empty())
        agents.push(json::object({{"altId", service}, {"name", service}, {"requestor", false}}));
    add_told_by_token(row, agents);
    return agents;
}

Draft detail(std::string_view type, const std::string& value)
{
    return value.empty() ? json::absent : json::object({{"type", type}, {"valueString", value}});
}

// Why, beside the purpose: by which rule, what personnel gave as reason, which decision they named.
Draft details_of(const AuditRow& row)
{
    return json::unless_empty(json::array({
        detail("basis", row.basis.empty() ? "" : audit_words::of_basis(row.basis)),
        detail("reason", row.reason),
        detail("decision-reference", row.decision),
        detail("decision-chosen-by", row.decided_by),
        detail("purpose-details", row.purpose_details),
    }));
}

Draft patient_entity(const AuditRow& row)
{
    if (row.patient.empty())
        return json::absent;
    return json::object({
        {"what", json::object({{"reference", row.patient}})},
        {"type", coding(entity_type_system, "1", "Person")},
        {"role", coding(entity_role_system, "1", "Patient")},
        {"detail", details_of(row)},
    });
}

Draft record_entity(const AuditRow& row)
{
    if (row.record.empty())
        return row.patient.empty() ? json::object({{"type", coding(entity_type_system, "4", "Other")},
                   {"name", audit_words::of_interaction(row.interaction)}, {"detail", details_of(row)}})
                                   : json::absent;
    const auto type = type_of_record(row);
    const bool is_resource = type.size() < row.record.size();
    return json::object({
        {"what", json::object({{"reference", is_resource ? Draft(row.record) : json::absent}, {"type", type}})},
        {"type", coding(entity_type_system, "2", "System Object")},
        {"role",
            is_resource ? coding(entity_role_system, "4", "Domain Resource")
                        : coding(entity_role_system, "24", "Query")},
        {"description", audit_words::of_type(type)},
        {"detail", row.patient.empty() ? details_of(row) : json::absent},
    });
}

// As IHE's Basic Audit Log Patterns tell the header X-Request-Id.
Draft request_entity(const AuditRow& row)
{
    if (row.network_request.empty())
        return json::absent;
    return json::object({
        {"what", json::object({{"identifier", json::object({{"value", row.network_request}})}})},
        {"type",
            coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", "X-Request-Id")},
    });
}

Draft subtype_of(const AuditRow& row)
{
    const auto words = audit_words::of_interaction(row.interaction);
    if (std::ranges::find(restful, row.interaction) != restful.end())
        return coding("http://hl7.org/fhir/restful-interaction", row.interaction, words);
    if (row.interaction.starts_with('$'))
        return coding("http://hl7.org/fhir/restful-interaction", "operation", words);
    return own_coding("log-interaction", row.interaction, words);
}

// "Kari Nordmann (sykepleier) ved Solvik legevakt leste målinger og observasjoner. Formål: behandling."
// Of what was refused: "Forsøk på innsyn ble stoppet: Kari Nordmann (sykepleier) ved Solvik legevakt ba om å få lese
// målinger og observasjoner."
std::string act_of(const AuditRow& row)
{
    const bool says_what = !row.record.empty() && !audit_words::says_all(row.interaction);
    const auto what = says_what ? " " + audit_words::of_type(type_of_record(row)) : std::string();
    if (row.outcome == "0")
        return " " + audit_words::of_interaction(row.interaction) + what + ".";
    const bool is_look = row.action == "R";
    return (is_look ? " ba om innsyn i" : " ville endre") + (what.empty() ? std::string(" opplysninger") : what) + ".";
}

std::string sentence_of(const AuditRow& row, const AuditNames& names)
{
    const auto name = shown_name(row, names);
    const auto role = row.role.empty() ? "" : audit_words::of_role(row.role);
    std::string text;
    if (row.outcome != "0")
        text = row.action == "R" ? "Forsøk på innsyn ble stoppet: " : "Forsøk på endring ble stoppet: ";
    text += name.empty() ? "Noen" : name;
    if (!role.empty() && role != name)
        text += fmt::format(" ({})", role);
    if (!names.organization.empty())
        text += " ved " + names.organization;
    text += act_of(row);
    if (!row.purpose.empty())
        text += " Formål: " + audit_words::of_purpose(row.purpose) + ".";
    if (!row.basis.empty())
        text += (row.outcome == "0" ? " Grunnlag: " : " Årsak: ") + audit_words::of_basis(row.basis) + ".";
    if (!row.reason.empty())
        text += " Begrunnelse: " + row.reason;
    return text;
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char letter : text) {
        switch (letter) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        default: out.push_back(letter);
        }
    }
    return out;
}

Draft narrative_of(const AuditRow& row, const AuditNames& names)
{
    return json::object({{"status", "generated"},
        {"div",
            "<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"nb\" xml:lang=\"nb\">"
                + escaped(sentence_of(row, names)) + "</div>"}});
}

}  // namespace

json::Draft audit_event(const access::LoggedRow& logged, const AuditNames& names)
{
    const auto& row = logged.row;
    return json::object({
        {"resourceType", audit_event_type},
        {"id", logged.id},
        {"meta", json::object({{"versionId", "1"}, {"lastUpdated", to_text(row.at)}})},
        {"language", "nb"},
        {"text", narrative_of(row, names)},
        {"type", coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation")},
        {"subtype", row.interaction.empty() ? json::absent : json::array({subtype_of(row)})},
        {"action", row.action.empty() ? json::absent : Draft(row.action)},
        {"recorded", to_text(row.at)},
        {"outcome", row.outcome.empty() ? json::absent : Draft(row.outcome)},
        {"purposeOfEvent", purpose_of(row)},
        {"agent", agents_of(row, names)},
        {"source",
            json::object({{"observer", json::object({{"display", "Helselos"}})},
                {"type",
                    json::array({coding(
                        "http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server")})}})},
        {"entity", json::unless_empty(json::array({patient_entity(row), record_entity(row), request_entity(row)}))},
    });
}

}  // namespace helselos::interaction
