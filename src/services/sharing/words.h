// The codes of sharing; defined in content/fhir as CodeSystems of our own.
#pragma once

#include <string_view>

namespace helselos::sharing {

constexpr std::string_view task_system = "https://helselos.no/fhir/CodeSystem/task";
constexpr std::string_view input_system = "https://helselos.no/fhir/CodeSystem/task-input";
constexpr std::string_view share_code_system = "https://helselos.no/fhir/share-code-digest";
constexpr std::string_view organization_kind_system = "https://helselos.no/fhir/CodeSystem/organization-kind";
constexpr std::string_view own_address = "https://helselos.no/fhir/";
constexpr std::string_view extension_address = "https://helselos.no/fhir/StructureDefinition/";
constexpr std::string_view complaint_system = "https://helselos.no/fhir/CodeSystem/complaint";
constexpr std::string_view calculator_address = "https://helselos.no/fhir/Device/severity-calculator";
constexpr std::string_view icpc2_system = "http://hl7.org/fhir/sid/icpc-2";

}  // namespace helselos::sharing
