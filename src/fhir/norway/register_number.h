// Numbers of the Norwegian registers other than those of persons: whether a text has the form, and where the register
// publishes control digits, whether they fit. None of this says that the number is given out.
#pragma once

#include <string_view>

namespace helselos::fhir::norway {

bool is_organisation_number(std::string_view text);  // Enhetsregisteret: nine digits, modulus 11.
bool is_duf_number(std::string_view text);           // UDI: year, six digits, two control digits.
bool is_hpr_number(std::string_view text);           // Health personnel: up to nine digits, none of them control.
bool is_her_id(std::string_view text);               // Address register: up to nine digits.
bool is_resh_id(std::string_view text);              // Units of the specialist health services: up to nine digits.
bool is_kommunenummer(std::string_view text);        // Volven 3402: four digits, county first, never 00.

}  // namespace helselos::fhir::norway
