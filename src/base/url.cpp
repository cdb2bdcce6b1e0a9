#include "base/url.h"

#include "base/text.h"

#include <array>

namespace helselos {

namespace {

int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_unreserved(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

struct Lead {
    std::size_t length;
    char32_t bits;
    char32_t lowest;  // A smaller code point in this length is overlong.
};

Lead lead_of(unsigned char byte)
{
    if (byte < 0x80)
        return {1, byte, 0};
    if ((byte & 0xe0) == 0xc0)
        return {2, char32_t(byte & 0x1f), 0x80};
    if ((byte & 0xf0) == 0xe0)
        return {3, char32_t(byte & 0x0f), 0x800};
    if ((byte & 0xf8) == 0xf0)
        return {4, char32_t(byte & 0x07), 0x10000};
    return {0, 0, 0};
}

// The bytes of the code point at the front, or 0 when it is not UTF-8.
std::size_t code_point_length(std::string_view text)
{
    const auto lead = lead_of(static_cast<unsigned char>(text.front()));
    if (lead.length == 0 || lead.length > text.size())
        return 0;
    char32_t code_point = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) != 0x80)
            return 0;
        code_point = (code_point << 6) | (byte & 0x3f);
    }
    const bool is_surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    return code_point < lead.lowest || code_point > 0x10ffff || is_surrogate ? 0 : lead.length;
}

}  // namespace

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto length = code_point_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

Result<std::string> percent_decode(std::string_view text, Plus plus)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::is_space) {
            decoded += ' ';
            continue;
        }
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return Error{Kind::invalid, "a broken percent escape in the address"};
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (decoded.find('\0') != std::string::npos || !is_utf8(decoded))
        return Error{Kind::invalid, "the address is not UTF-8 text"};
    return decoded;
}

std::string percent_encode(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += hex[byte >> 4];
        encoded += hex[byte & 0xf];
    }
    return encoded;
}

Result<QueryParameters> parse_query_string(std::string_view text)
{
    QueryParameters parameters;
    if (text.empty())
        return parameters;
    for (const auto part : split(text, '&')) {
        if (part.empty())
            continue;
        const auto equals = part.find('=');
        auto name = TRY(percent_decode(part.substr(0, equals), Plus::is_space));
        auto value = equals == std::string_view::npos ? std::string()
                                                      : TRY(percent_decode(part.substr(equals + 1), Plus::is_space));
        parameters.emplace_back(std::move(name), std::move(value));
    }
    return parameters;
}

}  // namespace helselos
