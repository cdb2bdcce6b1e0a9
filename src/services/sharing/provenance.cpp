#include "services/sharing/provenance.h"

#include "base/text.h"
#include "fhir/view/coded.h"
#include "services/sharing/words.h"
#include "json/read.h"

#include <fmt/format.h>

namespace helselos::sharing {

namespace {

using fhir::view::code_in;
using fhir::view::concept_of;
using fhir::view::reference_to;

constexpr std::string_view participant_system = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
constexpr std::string_view data_operation_system = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
constexpr std::string_view uri_system = "urn:ietf:rfc:3986";

json::Value extension_of(json::Value assessment, std::string_view name)
{
    for (const auto extension : assessment["extension"].elements())
        if (const auto url = extension["url"].text();
            url.starts_with(extension_address) && url.substr(extension_address.size()) == name)
            return extension;
    return {};
}

std::string_view content_version(json::Value assessment)
{
    return extension_of(assessment, "content-version")["valueString"].text();
}

// Of "sore-throat 0.1.0 (2026-11-22)" and the fingerprint: "0.1.0+5f3c...", as the protocol is published.
std::string published_version(json::Value assessment)
{
    const auto words = split(content_version(assessment), ' ');
    return fmt::format("{}+{}", words.size() < 2 ? std::string_view() : words[1],
        extension_of(assessment, "content-fingerprint")["valueString"].text());
}

std::string complaint_of(json::Value assessment)
{
    return std::string(code_in(assessment["code"], complaint_system));
}

json::Draft source(std::string_view type, std::string reference, std::string address, std::string_view display)
{
    return json::object({
        {"role", "source"},
        {"what",
            json::object({
                {"reference", reference.empty() ? json::Draft() : json::Draft(std::move(reference))},
                {"type", type},
                {"identifier", json::object({{"system", uri_system}, {"value", std::move(address)}})},
                {"display", display},
            })},
    });
}

json::Draft sources_of(json::Value assessment, const Content& content)
{
    const auto of_protocol = fmt::format("{}|{}", complaint_of(assessment), published_version(assessment));
    const auto plan = fmt::format("{}PlanDefinition/{}", own_address, of_protocol);
    const auto display = content_version(assessment);
    auto sources = json::array({source("PlanDefinition", content.plan_definition, plan, display),
        source("Library", content.library, fmt::format("{}Library/{}", own_address, of_protocol), display)});
    for (const auto extension : assessment["extension"].elements()) {
        if (extension["url"].text() != std::string(extension_address) + "fired-rule")
            continue;
        for (const auto part : extension["extension"].elements())
            if (part["url"].text() == "id")
                sources.push(source("PlanDefinition", "", fmt::format("{}#{}", plan, part["valueString"].text()),
                    part["valueString"].text()));
    }
    return sources;
}

json::Draft agents_of(const Sharing& sharing)
{
    auto agents = json::array({json::object({
        {"type", concept_of(participant_system, "assembler")},
        {"who",
            json::object({
                {"type", "Device"},
                {"identifier", json::object({{"system", uri_system}, {"value", calculator_address}})},
                {"display", "Helselos severity calculator"},
            })},
        {"onBehalfOf", sharing.patient.empty() ? json::Draft() : reference_to(sharing.patient)},
    })});
    if (!sharing.source.empty())
        agents.push(json::object({
            {"type", concept_of(participant_system, "informant")},
            {"who", reference_to(sharing.source)},
        }));
    return agents;
}

Result<std::string> place_of(access::Session& session, std::string_view type, json::Value assessment)
{
    const auto kept = TRY(session.read({std::string(type), complaint_of(assessment)}));
    if (!kept || kept->act == access::Act::remove)
        return std::string();
    const auto document = TRY(json::read(kept->body));
    if (document.root()["version"].text() != published_version(assessment))
        return std::string();
    return fmt::format("{}/{}/_history/{}", type, kept->key.id, kept->number);
}

}  // namespace

Result<Content> where_it_stands(access::Session& session, json::Value assessment)
{
    Content content;
    content.plan_definition = TRY(place_of(session, "PlanDefinition", assessment));
    content.library = TRY(place_of(session, "Library", assessment));
    return content;
}

json::Draft provenance_of(const Sharing& sharing, json::Value assessment, const Content& content)
{
    return json::object({
        {"resourceType", "Provenance"},
        {"target",
            json::array({reference_to("QuestionnaireResponse/" + sharing.ids.response),
                reference_to("RiskAssessment/" + sharing.ids.assessment)})},
        {"occurredDateTime", json::Draft(assessment["occurrenceDateTime"])},
        {"recorded", to_text(sharing.now)},
        {"activity", concept_of(data_operation_system, "CREATE")},
        {"agent", agents_of(sharing)},
        {"entity", sources_of(assessment, content)},
    });
}

}  // namespace helselos::sharing
