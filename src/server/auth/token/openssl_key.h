// Keys as OpenSSL has them, made from JWK; of concern to this folder only.
#pragma once

#include "server/auth/token/key.h"

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace helselos::auth {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using OwnedKey = std::unique_ptr<EVP_PKEY, FreeKey>;

enum class Half : std::uint8_t { public_half, private_half };

// Error invalid: no RSA or EC key, members missing, a size out of bounds, a point that is not on its curve.
Result<OwnedKey> make_key(json::Value jwk, Half half);

// The members that make the key, in the order and form its thumbprint is taken of (RFC 7638, section 3.2).
std::string canonical_jwk(json::Value jwk);

struct Scheme {
    const EVP_MD* digest;
    bool is_pss;
    std::string_view curve;        // Empty for RSA.
    std::size_t coordinate_bytes;  // Of one half of a signature, for curves.
};
Scheme scheme_of(Algorithm algorithm);

// Sets what the scheme says of padding; false when OpenSSL refuses.
bool set_padding(EVP_PKEY_CTX* context, const Scheme& scheme);

}  // namespace helselos::auth
