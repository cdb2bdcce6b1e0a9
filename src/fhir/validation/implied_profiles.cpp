// Vital signs satisfy their profiles whether they claim to or not
// (http://hl7.org/fhir/R4/observation-vitalsigns.html).
#include "fhir/validation/walk.h"

#include <array>

namespace helselos::fhir::validation {

namespace {

constexpr std::string_view vital_signs = "http://hl7.org/fhir/StructureDefinition/vitalsigns";
constexpr auto vital_sign_profiles = std::to_array<std::string_view>({
    "http://hl7.org/fhir/StructureDefinition/vitalspanel",
    "http://hl7.org/fhir/StructureDefinition/resprate",
    "http://hl7.org/fhir/StructureDefinition/heartrate",
    "http://hl7.org/fhir/StructureDefinition/oxygensat",
    "http://hl7.org/fhir/StructureDefinition/bodytemp",
    "http://hl7.org/fhir/StructureDefinition/bodyheight",
    "http://hl7.org/fhir/StructureDefinition/headcircum",
    "http://hl7.org/fhir/StructureDefinition/bodyweight",
    "http://hl7.org/fhir/StructureDefinition/bmi",
    "http://hl7.org/fhir/StructureDefinition/bp",
});

const SnapshotNode* below(const SnapshotNode* node, std::string_view name)
{
    return node == nullptr ? nullptr : node->child(name);
}

bool has_coding(json::Value codings, std::string_view system, std::string_view code)
{
    for (const auto coding : codings.elements())
        if (coding["system"].text() == system && coding["code"].text() == code)
            return true;
    return false;
}

// Whether a code is the one that the profile fixes.
bool is_code_of(const SnapshotTree* tree, json::Value codings)
{
    const auto* coding = tree == nullptr ? nullptr : below(below(tree->root(), "code"), "coding");
    if (coding == nullptr)
        return false;
    for (const auto* slice : coding->slices) {
        const auto* system = slice->child("system");
        const auto* code = slice->child("code");
        if (system != nullptr && code != nullptr
            && has_coding(codings, system->definition["fixedUri"].text(), code->definition["fixedCode"].text()))
            return true;
    }
    return false;
}

bool is_vital_sign(json::Value observation)
{
    for (const auto category : observation["category"].elements())
        if (has_coding(category["coding"], "http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs"))
            return true;
    return false;
}

}  // namespace

void Walk::implied_profiles(json::Value resource, const Item& item)
{
    if (!m_options.with_implied_profiles || m_around.rule->type->name != "Observation")
        return;
    bool is_implied = false;
    for (const auto profile : vital_sign_profiles) {
        if (!is_code_of(m_tables.programs().tree(profile), resource["code"]["coding"]))
            continue;
        m_profile_walk.judge(profile, item);
        is_implied = true;
    }
    if (!is_implied && is_vital_sign(resource))
        m_profile_walk.judge(vital_signs, item);
}

}  // namespace helselos::fhir::validation
