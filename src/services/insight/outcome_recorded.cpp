#include "services/insight/outcome_recorded.h"

#include "fhir/view/coded.h"
#include "fhir/view/severity.h"

namespace helselos::insight {

namespace {

using fhir::view::code_in;
using fhir::view::concept_of;
using fhir::view::level_of;

constexpr std::string_view own = "https://helselos.no/fhir/CodeSystem/";
constexpr std::string_view icpc2_system = "http://hl7.org/fhir/sid/icpc-2";

std::string content_version_of(json::Value assessment)
{
    for (const auto extension : assessment["extension"].elements())
        if (extension["url"].text().ends_with("/StructureDefinition/content-version"))
            return std::string(extension["valueString"].text());
    return {};
}

json::Draft component(std::string_view what, std::string_view system, const std::string& code)
{
    if (code.empty())
        return {};
    return json::object({{"code", concept_of(std::string(own) + "comparison", what)},
        {"valueCodeableConcept", concept_of(system, code)}});
}

}  // namespace

std::string answered_assessment(json::Value outcome)
{
    const auto reference = outcome["basedOn"]["reference"].text();
    const bool is_clinical = code_in(outcome["method"], fhir::view::assessment_method_system) == "clinical-judgement";
    return is_clinical && reference.starts_with("RiskAssessment/") ? std::string(reference) : std::string();
}

std::optional<Comparison> compare(json::Value outcome, json::Value advised)
{
    Comparison comparison;
    comparison.complaint = code_in(advised["code"], std::string(own) + "complaint");
    comparison.advised = level_of(advised);
    comparison.found = level_of(outcome);
    comparison.diagnosis = code_in(outcome["code"], icpc2_system);
    comparison.content_version = content_version_of(advised);
    if (comparison.advised.empty() || comparison.found.empty())
        return std::nullopt;
    return comparison;
}

std::string observation_id(const event::Event& event)
{
    return "comparison-" + std::to_string(event.sequence);
}

json::Draft to_observation(const Comparison& comparison, const event::Event& event)
{
    auto components = json::array({
        component("complaint", std::string(own) + "complaint", comparison.complaint),
        component("advised-level", fhir::view::severity_level_system, comparison.advised),
        component("found-level", fhir::view::severity_level_system, comparison.found),
        component("diagnosis", icpc2_system, comparison.diagnosis),
    });
    components.push(comparison.content_version.empty()
            ? json::Draft()
            : json::object({{"code", concept_of(std::string(own) + "comparison", "content-version")},
                {"valueString", comparison.content_version}}));
    return json::object({
        {"resourceType", "Observation"},
        {"id", observation_id(event)},
        {"status", "final"},
        {"code", concept_of(std::string(own) + "comparison", "severity-comparison")},
        {"effectiveDateTime", to_text(event.at).substr(0, 10)},
        {"component", components},
    });
}

}  // namespace helselos::insight
