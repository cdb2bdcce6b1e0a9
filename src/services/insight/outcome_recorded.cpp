#include "services/insight/outcome_recorded.h"

namespace helselos::insight {

namespace {

constexpr std::string_view own = "https://helselos.no/fhir/CodeSystem/";

std::string code_in(json::Value concept_value, std::string_view system)
{
    for (const auto coding : concept_value["coding"].elements())
        if (coding["system"].text() == system)
            return std::string(coding["code"].text());
    return {};
}

std::string level_of(json::Value assessment)
{
    return code_in(assessment["prediction"].at(0)["qualitativeRisk"], std::string(own) + "severity-level");
}

std::string content_version_of(json::Value assessment)
{
    for (const auto extension : assessment["extension"].elements())
        if (extension["url"].text().ends_with("/StructureDefinition/content-version"))
            return std::string(extension["valueString"].text());
    return {};
}

json::Draft concept_of(std::string_view system, std::string_view code)
{
    return json::object({{"coding", json::array({json::object({{"system", system}, {"code", code}})})}});
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
    const bool is_clinical = code_in(outcome["method"], std::string(own) + "assessment-method") == "clinical-judgement";
    return is_clinical && reference.starts_with("RiskAssessment/") ? std::string(reference) : std::string();
}

std::optional<Comparison> compare(json::Value outcome, json::Value advised)
{
    Comparison comparison{code_in(advised["code"], std::string(own) + "complaint"), level_of(advised),
        level_of(outcome), code_in(outcome["code"], "http://hl7.org/fhir/sid/icpc-2"), content_version_of(advised)};
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
    const auto levels = std::string(own) + "severity-level";
    auto components = json::array({
        component("complaint", std::string(own) + "complaint", comparison.complaint),
        component("advised-level", levels, comparison.advised),
        component("found-level", levels, comparison.found),
        component("diagnosis", "http://hl7.org/fhir/sid/icpc-2", comparison.diagnosis),
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
