// The canonical addresses of this service.
#pragma once

#include <string_view>

namespace helselos::triage {

inline constexpr std::string_view questionnaire_address = "https://helselos.no/fhir/Questionnaire/";
inline constexpr std::string_view extension_address = "https://helselos.no/fhir/StructureDefinition/";
inline constexpr std::string_view answer_system = "https://helselos.no/fhir/CodeSystem/answer";
inline constexpr std::string_view complaint_system = "https://helselos.no/fhir/CodeSystem/complaint";
inline constexpr std::string_view assessment_profile
    = "https://helselos.no/fhir/StructureDefinition/severity-assessment";
inline constexpr std::string_view complaint_value_set = "https://helselos.no/fhir/ValueSet/complaint";
inline constexpr std::string_view icpc_2_value_set = "https://helselos.no/fhir/ValueSet/icpc-2";
inline constexpr std::string_view icpc_2_system = "http://hl7.org/fhir/sid/icpc-2";
// Of http://terminology.hl7.org/CodeSystem/data-absent-reason: "don't know" to a question that is answered by a number.
inline constexpr std::string_view asked_unknown = "asked-unknown";
inline constexpr std::string_view ucum_system = "http://unitsofmeasure.org";

}  // namespace helselos::triage
