#include "fhir/path/escape.h"

#include <charconv>

namespace helselos::fhir::path {

namespace {

std::optional<std::uint32_t> four_hex_digits(std::string_view text)
{
    if (text.size() < 4)
        return std::nullopt;
    std::uint32_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + 4, number, 16);
    if (code != std::errc() || end != text.data() + 4)
        return std::nullopt;
    return number;
}

constexpr bool is_high_surrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool is_low_surrogate(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

// Reads XXXX, or XXXX\uXXXX of a surrogate pair; takes what it read from the front.
std::optional<std::uint32_t> take_code_point(std::string_view& rest)
{
    const auto first = four_hex_digits(rest);
    if (!first || *first == 0 || is_low_surrogate(*first))
        return std::nullopt;
    rest.remove_prefix(4);
    if (!is_high_surrogate(*first))
        return first;
    const auto second = rest.starts_with("\\u") ? four_hex_digits(rest.substr(2)) : std::nullopt;
    if (!second || !is_low_surrogate(*second))
        return std::nullopt;
    rest.remove_prefix(6);
    return 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00);
}

std::optional<char> plain_escape(char c)
{
    switch (c) {
    case '\'':
    case '"':
    case '`':
    case '\\':
    case '/': return c;
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return std::nullopt;
    }
}

}  // namespace

void append_utf8(std::uint32_t code_point, std::string& text)
{
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)); };
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += static_cast<char>(0xC0U | (code_point >> 6U));
        tail(0);
    } else if (code_point < 0x10000) {
        text += static_cast<char>(0xE0U | (code_point >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (code_point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::string> unescape(std::string_view text, UnknownEscape unknown)
{
    const bool is_strict = unknown == UnknownEscape::is_malformed;
    std::string unescaped;
    unescaped.reserve(text.size());
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c != '\\') {
            unescaped += c;
            continue;
        }
        if (text.empty())
            return std::nullopt;
        const char kind = text.front();
        text.remove_prefix(1);
        if (kind == 'u' && (is_strict || four_hex_digits(text))) {
            const auto code_point = take_code_point(text);
            if (!code_point)
                return std::nullopt;
            append_utf8(*code_point, unescaped);
        } else if (const auto plain = plain_escape(kind)) {
            unescaped += *plain;
        } else if (is_strict) {
            return std::nullopt;
        } else {
            unescaped += kind;
        }
    }
    return unescaped;
}

}  // namespace helselos::fhir::path
