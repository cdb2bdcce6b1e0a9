// The codes that decide who may see.
#pragma once

#include <string_view>

namespace helselos::access::codes {

// Volven (https://volven.no), by number.
inline constexpr std::string_view representation = "urn:oid:2.16.578.1.12.4.1.1.7611";
inline constexpr std::string_view parental_responsibility = "FO";
inline constexpr std::string_view guardian = "VE";
inline constexpr std::string_view fullmakt = "FU";
inline constexpr std::string_view assigned_fullmakt = "TD";
inline constexpr std::string_view service_area = "urn:oid:2.16.578.1.12.4.1.1.7618";  // In meta.security.
inline constexpr std::string_view all_areas = "6";
inline constexpr std::string_view digital_services = "3";
inline constexpr std::string_view municipal_service = "urn:oid:2.16.578.1.12.4.1.1.7619";
inline constexpr std::string_view restriction = "urn:oid:2.16.578.1.12.4.1.1.9603";  // In meta.security.
inline constexpr std::string_view hidden_from_parents = "NORN_FORANS";
inline constexpr std::string_view hidden_from_youth = "NORN_UNGDOM";
inline constexpr std::string_view personnel_category = "urn:oid:2.16.578.1.12.4.1.1.9060";

// National identity numbers: fødselsnummer, D-nummer, felles hjelpenummer.
inline constexpr std::string_view national_numbers[]
    = {"urn:oid:2.16.578.1.12.4.1.4.1", "urn:oid:2.16.578.1.12.4.1.4.2", "urn:oid:2.16.578.1.12.4.1.4.3"};

// Our own.
inline constexpr std::string_view sensitivity = "https://helselos.no/fhir/CodeSystem/sensitivity";
inline constexpr std::string_view open_to_parents = "open-to-parents";
inline constexpr std::string_view consent_kind = "https://helselos.no/fhir/CodeSystem/consent-kind";
inline constexpr std::string_view youth_access = "youth-access";
inline constexpr std::string_view task = "https://helselos.no/fhir/CodeSystem/task";
inline constexpr std::string_view sharing_state = "https://helselos.no/fhir/CodeSystem/sharing-state";
inline constexpr std::string_view withdrawn = "withdrawn";
inline constexpr std::string_view emergency_access = "emergency-access";
inline constexpr std::string_view log_question = "log-question";

}  // namespace helselos::access::codes
