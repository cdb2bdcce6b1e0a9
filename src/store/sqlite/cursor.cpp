#include "store/sqlite/cursor.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
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

using Block = std::array<unsigned char, 16>;

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// One block of AES is a name for each number that only the holder of the key can tell from chance.
Block encipher(std::string_view key, const Block& block, bool is_forward)
{
    const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context(EVP_CIPHER_CTX_new());
    Block out{};
    int size = 0;
    HL_ASSERT(context != nullptr && key.size() >= out.size()
        && EVP_CipherInit_ex(context.get(), EVP_aes_128_ecb(), nullptr,
               reinterpret_cast<const unsigned char*>(key.data()), nullptr, is_forward ? 1 : 0)
            == 1
        && EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1
        && EVP_CipherUpdate(context.get(), out.data(), &size, block.data(), static_cast<int>(block.size())) == 1);
    return out;
}

int hexadecimal(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

}  // namespace

std::string CursorSeal::disguise(std::int64_t number) const
{
    constexpr std::string_view digits = "0123456789abcdef";
    Block block{};
    std::memcpy(block.data(), &number, sizeof number);
    std::string name;
    for (const auto byte : encipher(sign("name", "key"), block, true)) {
        name.push_back(digits[byte >> 4]);
        name.push_back(digits[byte & 15]);
    }
    return name;
}

std::optional<std::int64_t> CursorSeal::recognise(std::string_view name) const
{
    Block block{};
    if (name.size() != 2 * block.size())
        return std::nullopt;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const int high = hexadecimal(name[2 * i]), low = hexadecimal(name[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        block[i] = static_cast<unsigned char>(high << 4 | low);
    }
    const auto plain = encipher(sign("name", "key"), block, false);
    std::int64_t number = 0;
    std::memcpy(&number, plain.data(), sizeof number);
    if (std::any_of(plain.begin() + sizeof number, plain.end(), [](auto byte) { return byte != 0; }))
        return std::nullopt;
    return number;
}

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
