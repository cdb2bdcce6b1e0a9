#include "base/base64.h"

#include "base/text.h"

#include <cstdint>

#include <openssl/evp.h>

namespace helselos {

std::string base64(std::string_view bytes)
{
    // Four characters for every three bytes begun, and the zero that OpenSSL writes at the end.
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const auto length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

namespace {

constexpr std::string_view url_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::string_view letters_of_base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::optional<std::string> decoded(std::string_view text, std::string_view letters)
{
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const auto value = letters.find(letter);
        if (value == std::string_view::npos)
            return std::nullopt;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        bytes += static_cast<char>((bits >> count) & 255);
    }
    if (count == 6 || (bits & ((1U << count) - 1)) != 0)
        return std::nullopt;
    return bytes;
}

}  // namespace

std::string base64url(std::string_view bytes)
{
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6)
            text += url_letters[(bits >> (count - 6)) & 63];
    }
    if (count > 0)
        text += url_letters[(bits << (6 - count)) & 63];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    return decoded(text, url_letters);
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string letters;
    for (const char letter : text)
        if (!is_space(letter))
            letters += letter;
    if (letters.size() % 4 != 0)
        return std::nullopt;
    for (int padding = 0; padding < 2 && letters.ends_with('='); ++padding)
        letters.pop_back();
    return decoded(letters, letters_of_base64);
}

}  // namespace helselos
