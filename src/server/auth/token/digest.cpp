#include "server/auth/token/digest.h"

#include "base/assert.h"
#include "base/base64.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace helselos::auth {

namespace {

using Digest = std::array<unsigned char, 32>;

std::string text_of(const Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::string sha256(std::string_view bytes)
{
    Digest digest{};
    const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    HL_ASSERT(done == 1);
    return text_of(digest);
}

std::string sha256_base64url(std::string_view bytes)
{
    return base64url(sha256(bytes));
}

std::string hmac_sha256(std::string_view key, std::string_view bytes)
{
    Digest digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
        bytes.size(), digest.data(), &size);
    HL_ASSERT(size == digest.size());
    return text_of(digest);
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace helselos::auth
