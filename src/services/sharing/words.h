// The codes of sharing; defined in content/fhir as CodeSystems of our own.
#pragma once

#include <string_view>

namespace helselos::sharing {

constexpr std::string_view task_system = "https://helselos.no/fhir/CodeSystem/task";
constexpr std::string_view review_assessment = "review-assessment";
constexpr std::string_view input_system = "https://helselos.no/fhir/CodeSystem/task-input";
constexpr std::string_view sharing_state_system = "https://helselos.no/fhir/CodeSystem/sharing-state";
constexpr std::string_view may_forward_extension = "https://helselos.no/fhir/StructureDefinition/may-forward";
constexpr std::string_view stays_extension = "https://helselos.no/fhir/StructureDefinition/stays-with-recipient";
constexpr std::string_view worklist_priority_extension
    = "https://helselos.no/fhir/StructureDefinition/worklist-priority";
constexpr std::string_view her_id_system = "urn:oid:2.16.578.1.12.4.1.2";
constexpr std::string_view organization_number_system = "urn:oid:2.16.578.1.12.4.1.4.101";
constexpr std::string_view receives_assessments = "receives-assessments";
// Outputs of a shared task, of input_system.
constexpr std::string_view answer_output = "answer";                // valueString: what the resident is told.
constexpr std::string_view communication_output = "communication";  // valueReference: the same as a Communication.
constexpr std::string_view forwarded_output = "forwarded-to";       // valueReference: to whom.
constexpr std::string_view close_reason_output = "close-reason";    // valueCode.
constexpr std::string_view share_code_system = "https://helselos.no/fhir/share-code-digest";
constexpr std::string_view organization_kind_system = "https://helselos.no/fhir/CodeSystem/organization-kind";
constexpr std::string_view own_address = "https://helselos.no/fhir/";
constexpr std::string_view extension_address = "https://helselos.no/fhir/StructureDefinition/";
constexpr std::string_view complaint_system = "https://helselos.no/fhir/CodeSystem/complaint";
constexpr std::string_view calculator_address = "https://helselos.no/fhir/Device/severity-calculator";
constexpr std::string_view icpc2_system = "http://hl7.org/fhir/sid/icpc-2";

}  // namespace helselos::sharing
