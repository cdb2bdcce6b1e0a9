#include "base/digest.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <array>

namespace helselos {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

std::string to_hex(const Digest& digest)
{
    std::string text;
    for (const auto byte : digest)
        text += fmt::format("{:02x}", byte);
    return text;
}

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sha256_hex(std::string_view bytes)
{
    Digest digest{};
    SHA256(bytes_of(bytes), bytes.size(), digest.data());
    return to_hex(digest);
}

std::string keyed_digest_hex(std::string_view key, std::string_view bytes)
{
    Digest digest{};
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(), digest.data(), nullptr);
    return to_hex(digest);
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace helselos
