// Those who live at an address that is protected in the National Population Register (codes 6 and 7): nobody finds
// them by where they live or how they are reached, and nobody is shown it.
//
// No published profile carries the protection. It is a label in meta.security, which is kept when the address is not.
#pragma once

#include "json/value.h"

#include <string_view>

namespace helselos::fhir::search {

inline constexpr std::string_view address_protection = "https://helselos.no/fhir/CodeSystem/address-protection";

// Codes 6 and 7.
bool is_protected_person(json::Value resource);
// Who is labelled because they live with one, or are a relative of one (app/protect_relatives.h).
bool is_beside_protected(json::Value resource);
// Both: whose address is not to be found nor shown.
bool has_protected_address(json::Value resource);

json::Document with_label_beside_protected(json::Value resource);
json::Document without_label_beside_protected(json::Value resource);

// The resource without addresses, telecoms and narrative: its own, those of its contacts and of what it contains.
// That they were there is said (http://hl7.org/fhir/R4/extension-data-absent-reason.html, masked).
json::Document without_addresses(json::Value resource);

}  // namespace helselos::fhir::search
