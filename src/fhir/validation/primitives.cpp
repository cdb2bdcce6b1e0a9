#include "fhir/validation/primitives.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/validation/dates.h"
#include "json/decimal.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace helselos::fhir::validation {

namespace {

constexpr std::array<std::pair<std::string_view, Primitive>, 20> names{{
    {"base64Binary", Primitive::base64_binary},
    {"boolean", Primitive::boolean},
    {"canonical", Primitive::canonical},
    {"code", Primitive::code},
    {"date", Primitive::date},
    {"dateTime", Primitive::date_time},
    {"decimal", Primitive::decimal},
    {"id", Primitive::id},
    {"instant", Primitive::instant},
    {"integer", Primitive::integer},
    {"markdown", Primitive::markdown},
    {"oid", Primitive::oid},
    {"positiveInt", Primitive::positive_int},
    {"string", Primitive::string},
    {"time", Primitive::time},
    {"unsignedInt", Primitive::unsigned_int},
    {"uri", Primitive::uri},
    {"url", Primitive::url},
    {"uuid", Primitive::uuid},
    {"xhtml", Primitive::xhtml},
}};

constexpr std::string_view oid_prefix = "urn:oid:";
constexpr std::string_view uuid_prefix = "urn:uuid:";

// Tab, line feed and carriage return are the only control characters.
bool is_string(std::string_view text)
{
    return !text.empty() && text.size() <= limits::fhir_string_bytes_max
        && std::all_of(
            text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 || is_space(c); });
}

// Words with one white space between, none around.
bool is_code(std::string_view text)
{
    bool was_space = true;
    for (const auto c : text) {
        if (is_space(c) && was_space)
            return false;
        was_space = is_space(c);
        if (!was_space && static_cast<unsigned char>(c) <= 0x20)
            return false;
    }
    return !was_space;
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || c == '.';
    });
}

// Numbers without leading zeros, with dots between; at least two of them, the first below 3.
bool is_oid(std::string_view text)
{
    if (!text.starts_with(oid_prefix))
        return false;
    text.remove_prefix(oid_prefix.size());
    if (text.size() < 3 || text[0] < '0' || text[0] > '2' || text[1] != '.')
        return false;
    char before = '.';
    for (std::size_t i = 2; i < text.size(); before = text[i++]) {
        if (text[i] == '.' ? before == '.' : !is_digit(text[i]))
            return false;
        if (before == '0' && is_digit(text[i]) && text[i - 2] == '.')
            return false;
    }
    return before != '.';
}

// Lower case, as FHIR demands (http://hl7.org/fhir/R4/datatypes.html#uri).
bool is_uuid(std::string_view text)
{
    if (!text.starts_with(uuid_prefix))
        return false;
    text.remove_prefix(uuid_prefix.size());
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text[i] != '-' : !(is_digit(text[i]) || (text[i] >= 'a' && text[i] <= 'f')))
            return false;
    }
    return true;
}

bool is_uri(std::string_view text)
{
    if (text.starts_with(oid_prefix))
        return is_oid(text);
    if (text.starts_with(uuid_prefix))
        return is_uuid(text.substr(0, text.find('#')));
    return !text.empty()
        && std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; });
}

// Groups of four with padding at the end only; white space may stand anywhere.
bool is_base64(std::string_view text)
{
    std::size_t count = 0;
    std::size_t padding = 0;
    for (const auto c : text) {
        if (is_space(c))
            continue;
        ++count;
        if (c == '=')
            ++padding;
        else if (padding > 0 || !(is_letter(c) || is_digit(c) || c == '+' || c == '/'))
            return false;
    }
    return count > 0 && count % 4 == 0 && padding <= 2;
}

// The grammar has no "-0" and no exponent.
std::optional<std::int64_t> whole_number(std::string_view text)
{
    const bool is_negative = text.starts_with('-');
    const auto digits = text.substr(is_negative ? 1 : 0);
    if (digits.empty() || digits.size() > 10 || (digits[0] == '0' && (digits.size() > 1 || is_negative)))
        return std::nullopt;
    const auto number = to_unsigned(digits);
    if (!number)
        return std::nullopt;
    return is_negative ? -static_cast<std::int64_t>(*number) : static_cast<std::int64_t>(*number);
}

bool is_whole_from(std::string_view text, std::int64_t least)
{
    const auto number = whole_number(text);
    return number && *number >= least && *number <= std::numeric_limits<std::int32_t>::max();
}

}  // namespace

Primitive primitive_of(std::string_view type_name)
{
    const auto* found
        = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == type_name; });
    return found == names.end() ? Primitive::none : found->second;
}

bool matches(Primitive primitive, std::string_view text)
{
    switch (primitive) {
    case Primitive::base64_binary: return is_base64(text);
    case Primitive::code: return is_code(text);
    case Primitive::date: return is_date(text);
    case Primitive::date_time: return is_date_time(text);
    case Primitive::decimal: return json::Decimal::parse(text).has_value();
    case Primitive::id: return is_id(text);
    case Primitive::instant: return is_instant(text);
    case Primitive::integer: return is_whole_from(text, std::numeric_limits<std::int32_t>::min());
    case Primitive::unsigned_int: return is_whole_from(text, 0);
    case Primitive::positive_int: return is_whole_from(text, 1);
    case Primitive::markdown:
    case Primitive::string: return is_string(text);
    case Primitive::oid: return is_oid(text);
    case Primitive::time: return is_time(text);
    case Primitive::canonical:
    case Primitive::url:
    case Primitive::uri: return is_uri(text);
    case Primitive::uuid: return is_uuid(text);
    case Primitive::none:
    case Primitive::boolean:
    case Primitive::xhtml: return true;
    }
    return true;
}

std::string_view demand_of(Primitive primitive)
{
    switch (primitive) {
    case Primitive::base64_binary: return "base64 text";
    case Primitive::boolean: return "true or false";
    case Primitive::canonical: return "a canonical: an address without white space";
    case Primitive::code: return "a code: no white space around it, single ones inside";
    case Primitive::date: return "a date of the calendar: YYYY, YYYY-MM or YYYY-MM-DD";
    case Primitive::date_time:
        return "a dateTime of the calendar: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with zone";
    case Primitive::decimal: return "a decimal: a number of at most 37 digits";
    case Primitive::id: return "an id: 1 to 64 letters, digits, '-' and '.'";
    case Primitive::instant: return "an instant of the calendar: YYYY-MM-DDThh:mm:ss with zone";
    case Primitive::integer: return "an integer of 32 bits";
    case Primitive::markdown: return "text: not empty, no control characters, at most 1 MiB";
    case Primitive::oid: return "an OID: urn:oid:1.2.3";
    case Primitive::positive_int: return "an integer from 1 to 2147483647";
    case Primitive::string: return "text: not empty, no control characters, at most 1 MiB";
    case Primitive::time: return "a time: hh:mm:ss";
    case Primitive::unsigned_int: return "an integer from 0 to 2147483647";
    case Primitive::uri: return "a URI: no white space; urn:uuid: and urn:oid: in their forms";
    case Primitive::url: return "a URL: no white space";
    case Primitive::uuid: return "a UUID: urn:uuid: and 36 characters in lower case";
    case Primitive::xhtml: return "XHTML";
    case Primitive::none: break;
    }
    return "a value";
}

}  // namespace helselos::fhir::validation
