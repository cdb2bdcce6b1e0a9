// What a severity assessment says: a RiskAssessment in the profile
// https://helselos.no/fhir/StructureDefinition/severity-assessment.
#pragma once

#include "json/value.h"

#include <string_view>

namespace helselos::fhir::view {

inline constexpr std::string_view severity_level_system = "https://helselos.no/fhir/CodeSystem/severity-level";
inline constexpr std::string_view assessment_method_system = "https://helselos.no/fhir/CodeSystem/assessment-method";

// "emergency", "urgent", "routine", "selfcare"; empty when it says none.
std::string_view level_of(json::Value assessment);

}  // namespace helselos::fhir::view
