// The codes of choices; defined in content/fhir as CodeSystems of our own, or published elsewhere.
#pragma once

#include <string_view>

namespace helselos::choices {

constexpr std::string_view emergency_reason_system = "https://helselos.no/fhir/CodeSystem/emergency-reason";
constexpr std::string_view emergency_review_system = "https://helselos.no/fhir/CodeSystem/emergency-review";
constexpr std::string_view log_entry_system = "https://helselos.no/fhir/log-entry";
constexpr std::string_view notices_extension = "https://helselos.no/fhir/StructureDefinition/notices";
constexpr std::string_view consent_scope_system = "http://terminology.hl7.org/CodeSystem/consentscope";
constexpr std::string_view act_code_system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
constexpr std::string_view role_code_system = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
constexpr std::string_view participation_system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
constexpr std::string_view language_system = "urn:ietf:bcp:47";

// Codes of 7618: registers, record, care, administration, research; and all of them.
constexpr std::string_view service_areas[] = {"1", "2", "3", "4", "5", "6"};

}  // namespace helselos::choices
