#include "services/choices/contact.h"

#include "base/text.h"
#include "fhir/view/coded.h"
#include "services/choices/kept.h"
#include "services/choices/words.h"

#include <algorithm>
#include <array>

namespace helselos::choices {

namespace {

using fhir::view::code_in;
using fhir::view::concept_of;

constexpr std::array<std::string_view, 4> languages{"nb", "nn", "en", "se"};
constexpr std::size_t email_bytes_max = 254;  // RFC 5321, section 4.5.3.1.3.

bool is_known(std::string_view language)
{
    return std::ranges::find(languages, language) != languages.end();
}

bool is_past(json::Value contact_point)
{
    return contact_point["use"].text() == "old" || contact_point["period"]["end"].exists();
}

// The one of its kind to be used: the first that is not past.
json::Value in_use(json::Value patient, std::string_view system)
{
    for (const auto point : patient["telecom"].elements())
        if (point["system"].text() == system && !is_past(point) && point["value"].exists())
            return point;
    return {};
}

json::Value notices_of(json::Value patient)
{
    for (const auto extension : patient["extension"].elements())
        if (extension["url"].text() == notices_extension)
            return extension;
    return {};
}

bool wants(json::Value notices, std::string_view way)
{
    for (const auto part : notices["extension"].elements())
        if (part["url"].text() == way)
            return part["valueBoolean"].truth();
    return true;
}

void set_language(json::Document& patient, const std::string& language)
{
    auto list = json::array({json::object({{"language", concept_of(language_system, language)}, {"preferred", true}})});
    for (const auto each : patient.root()["communication"].elements()) {
        if (code_in(each["language"], language_system) == language)
            continue;
        json::Draft other(each);
        other.set("preferred", false);
        list.push(std::move(other));
    }
    put_draft(patient, "communication", list);
}

void set_contact(json::Document& patient, std::string_view system, const std::string& value)
{
    const auto replaced = in_use(patient.root(), system);
    auto list = json::array();
    if (!value.empty()) {
        const bool is_phone = system == "phone";
        list.push(json::object({{"system", system}, {"value", value}, {"use", is_phone ? "mobile" : "home"}}));
    }
    for (const auto point : patient.root()["telecom"].elements())
        if (!point.is_same(replaced))
            list.push(json::Draft(point));
    if (list.empty())
        patient.remove(patient.root(), "telecom");
    else
        put_draft(patient, "telecom", list);
}

void set_notices(json::Document& patient, bool sms, bool email)
{
    auto list = json::array({json::object({{"url", notices_extension},
        {"extension",
            json::array({json::object({{"url", "sms"}, {"valueBoolean", sms}}),
                json::object({{"url", "email"}, {"valueBoolean", email}})})}})});
    for (const auto extension : patient.root()["extension"].elements())
        if (extension["url"].text() != notices_extension)
            list.push(json::Draft(extension));
    put_draft(patient, "extension", list);
}

}  // namespace

Settings settings_of(json::Value patient)
{
    Settings settings;
    settings.language = "nb";
    for (const auto each : patient["communication"].elements()) {
        const auto code = code_in(each["language"], language_system);
        if (each["preferred"].truth() && is_known(code))
            settings.language = code;
    }
    const auto notices = notices_of(patient);
    settings.sms = wants(notices, "sms");
    settings.email = wants(notices, "email");
    settings.phone = in_use(patient, "phone")["value"].text();
    settings.email_address = in_use(patient, "email")["value"].text();
    return settings;
}

void apply(const SettingsChange& change, json::Document& patient)
{
    const auto now = settings_of(patient.root());
    if (change.language)
        set_language(patient, *change.language);
    if (change.sms || change.email)
        set_notices(patient, change.sms.value_or(now.sms), change.email.value_or(now.email));
    if (change.phone)
        set_contact(patient, "phone", *change.phone);
    if (change.email_address)
        set_contact(patient, "email", *change.email_address);
}

bool is_phone(std::string_view text)
{
    const bool has_plus = text.starts_with('+');
    const auto rest = has_plus ? text.substr(1) : text;
    const bool is_of_digits
        = std::ranges::all_of(rest, [](char letter) { return is_digit(letter) || letter == ' '; }) && !rest.empty();
    const auto digits = std::ranges::count_if(rest, is_digit);
    return is_of_digits && (digits == 8 || (has_plus && digits > 8 && digits <= 15));
}

bool is_email(std::string_view text)
{
    constexpr std::string_view signs = ".-_+@";
    const auto at = text.find('@');
    const bool is_split = at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos;
    if (!is_split || text.size() > email_bytes_max)
        return false;
    const auto host = text.substr(at + 1);
    const auto dot = host.rfind('.');
    const bool has_host = dot != std::string_view::npos && dot > 0 && dot + 1 < host.size();
    return has_host && std::ranges::all_of(text, [&](char letter) {
        return is_letter(letter) || is_digit(letter) || signs.find(letter) != std::string_view::npos;
    });
}

}  // namespace helselos::choices
