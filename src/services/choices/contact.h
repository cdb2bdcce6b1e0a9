// Settings as a Patient has them (http://hl7.org/fhir/R4/patient.html): communication, telecom, and an extension of our
// own for notices.
#pragma once

#include "json/draft.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::choices {

struct Settings {
    std::string language;  // "nb", "nn", "en", "se".
    bool sms = true;
    bool email = true;
    std::string phone = {};
    std::string email_address = {};
};

Settings settings_of(json::Value patient);

// What is not set stays as it is; an empty text takes away.
struct SettingsChange {
    std::optional<std::string> language = {};
    std::optional<bool> sms = {};
    std::optional<bool> email = {};
    std::optional<std::string> phone = {};
    std::optional<std::string> email_address = {};
};

// Of a number or address that is given, the one in use is replaced; all others stay.
void apply(const SettingsChange& change, json::Document& patient);

// Digits, perhaps with a plus before and spaces between: 8 digits, or up to 15 with a country code.
bool is_phone(std::string_view text);
// One @ with something on both sides of it, a dot behind, and nothing that is no letter, digit or usual sign.
bool is_email(std::string_view text);

}  // namespace helselos::choices
