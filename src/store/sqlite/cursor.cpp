#include "store/sqlite/cursor.h"

#include <array>
#include <cstring>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace helselos::store::sqlite {

namespace {

constexpr std::size_t seal_bytes = 16;
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Error not_ours()
{
    return {Kind::invalid, "the page cursor is not one of this server, or belongs to another search"};
}

std::string to_base64url(std::string_view bytes)
{
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6)
            text.push_back(letters[(bits >> (count - 6)) & 63]);
    }
    if (count > 0)
        text.push_back(letters[(bits << (6 - count)) & 63]);
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
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
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<char>(bits >> count));
        }
    }
    return bytes;
}

}  // namespace

std::string CursorSeal::sign(std::string_view place, std::string_view question) const
{
    std::string signed_bytes;
    add_text(signed_bytes, place);
    add_text(signed_bytes, question);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HL_ASSERT(
        HMAC(EVP_sha256(), m_key.data(), static_cast<int>(m_key.size()),
            reinterpret_cast<const unsigned char*>(signed_bytes.data()), signed_bytes.size(), digest.data(), &size)
        != nullptr);
    return {reinterpret_cast<const char*>(digest.data()), seal_bytes};
}

std::string CursorSeal::close(std::string_view place, std::string_view question) const
{
    return to_base64url(sign(place, question).append(place));
}

Result<std::string> CursorSeal::open(std::string_view cursor, std::string_view question) const
{
    const auto bytes = from_base64url(cursor);
    if (!bytes || bytes->size() < seal_bytes)
        return not_ours();
    const auto place = std::string_view(*bytes).substr(seal_bytes);
    // The last letter of base64 has spare bits: only the form we write is ours.
    if (to_base64url(*bytes) != cursor || CRYPTO_memcmp(sign(place, question).data(), bytes->data(), seal_bytes) != 0)
        return not_ours();
    return std::string(place);
}

void add_integer(std::string& bytes, std::int64_t number)
{
    std::array<char, sizeof number> raw{};
    std::memcpy(raw.data(), &number, sizeof number);
    bytes.append(raw.data(), raw.size());
}

void add_text(std::string& bytes, std::string_view text)
{
    add_integer(bytes, static_cast<std::int64_t>(text.size()));
    bytes.append(text);
}

Result<std::int64_t> PlaceReader::integer()
{
    std::int64_t number = 0;
    if (m_rest.size() < sizeof number)
        return not_ours();
    std::memcpy(&number, m_rest.data(), sizeof number);
    m_rest.remove_prefix(sizeof number);
    return number;
}

Result<std::string> PlaceReader::text()
{
    const auto size = static_cast<std::size_t>(TRY(integer()));
    if (size > m_rest.size())
        return not_ours();
    std::string text(m_rest.substr(0, size));
    m_rest.remove_prefix(size);
    return text;
}

}  // namespace helselos::store::sqlite
