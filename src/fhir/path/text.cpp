#include "fhir/path/text.h"

#include "base/base64.h"
#include "base/text.h"
#include "fhir/path/escape.h"
#include "json/write.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace helselos::fhir::path {

namespace {

icu::UnicodeString to_icu(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr bool continues_code_point(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

constexpr std::string_view standard_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::string_view alphabet_of(Base64 alphabet)
{
    return alphabet == Base64::standard ? standard_alphabet : url_alphabet;
}

int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

constexpr std::array<std::pair<std::string_view, char>, 5> html_entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

}  // namespace

std::string folded_for_equivalence(std::string_view text)
{
    std::string spaced;
    for (const char c : trim_white_space(text))
        if (!is_space(c))
            spaced += c;
        else if (spaced.empty() || spaced.back() != ' ')
            spaced += ' ';
    return lower_case(spaced);
}

std::string upper_case(std::string_view text)
{
    std::string result;
    if (!is_ascii(text)) {
        to_icu(text).toUpper(icu::Locale::getRoot()).toUTF8String(result);
        return result;
    }
    for (const char c : text)
        result += is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    return result;
}

std::string lower_case(std::string_view text)
{
    if (is_ascii(text))
        return to_lower_ascii(text);
    std::string result;
    to_icu(text).toLower(icu::Locale::getRoot()).toUTF8String(result);
    return result;
}

std::size_t count_code_points(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues_code_point(c); }));
}

std::size_t byte_of_code_point(std::string_view text, std::size_t index)
{
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if (!continues_code_point(text[at]) && index-- == 0)
            break;
    return at;
}

std::string_view trim_white_space(std::string_view text)
{
    return trim(text);
}

std::string to_hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

std::optional<std::string> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string to_base64(std::string_view bytes, Base64 alphabet)
{
    auto text = helselos::base64(bytes);
    if (alphabet == Base64::url) {
        std::ranges::replace(text, '+', '-');
        std::ranges::replace(text, '/', '_');
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text, Base64 alphabet)
{
    const auto letters = alphabet_of(alphabet);
    const auto end = text.find_last_not_of('=') + 1;
    if (text.size() % 4 != 0 || text.substr(0, end).find_first_not_of(letters) != std::string_view::npos)
        return std::nullopt;
    std::string standard(text);
    std::ranges::replace(standard, '-', '+');
    std::ranges::replace(standard, '_', '/');
    return helselos::from_base64(standard);
}

std::string escape_html(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        const auto* entity = std::find_if(
            html_entities.begin(), html_entities.end(), [&](const auto& known) { return known.second == c; });
        if (entity != html_entities.end())
            escaped += entity->first;
        else
            escaped += c;
    }
    return escaped;
}

std::string unescape_html(std::string_view text)
{
    std::string unescaped;
    while (!text.empty()) {
        const auto* entity = std::find_if(html_entities.begin(), html_entities.end(),
            [&](const auto& known) { return text.starts_with(known.first); });
        const bool is_entity = entity != html_entities.end();
        unescaped += is_entity ? entity->second : text.front();
        text.remove_prefix(is_entity ? entity->first.size() : 1);
    }
    return unescaped;
}

std::string escape_json(std::string_view text)
{
    std::string quoted;
    json::write_string(text, quoted);
    return quoted.substr(1, quoted.size() - 2);
}

std::optional<std::string> unescape_json(std::string_view text)
{
    std::string prepared;
    // JSON knows \b, FHIRPath does not.
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            prepared += text[i];
            continue;
        }
        ++i;
        prepared += text[i] == 'b' ? std::string("\\u0008") : std::string{'\\', text[i]};
    }
    return unescape(prepared, UnknownEscape::is_malformed);
}

bool is_utf8(std::string_view bytes)
{
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(nullptr, 0, nullptr, bytes.data(), static_cast<std::int32_t>(bytes.size()), &code);
    // With no room to write into, everything but broken UTF-8 ends with "does not fit".
    return (code == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(code)) && bytes.find('\0') == std::string_view::npos;
}

}  // namespace helselos::fhir::path
