#include "base/base64.h"
#include "server/auth/token/openssl_key.h"
#include "json/read.h"
#include "json/write.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>

#include <array>

namespace helselos::auth {

namespace {

struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
    void operator()(BIGNUM* number) const { BN_free(number); }
};

const Error unusable{
    Kind::invalid, "the private key cannot be used: a JWK with kty, alg and its private half is needed"};

// From OpenSSL's form to two numbers of fixed length, side by side (RFC 7518, section 3.4).
std::string from_der(std::string_view der, std::size_t coordinate_bytes)
{
    const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, Free> pair(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
    std::string sides(2 * coordinate_bytes, '\0');
    auto* out = reinterpret_cast<unsigned char*>(sides.data());
    const auto size = static_cast<int>(coordinate_bytes);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, size);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + coordinate_bytes, size);
    return sides;
}

std::string coordinate(const EVP_PKEY* key, const char* name)
{
    constexpr int bytes = 32;
    BIGNUM* got = nullptr;
    EVP_PKEY_get_bn_param(key, name, &got);
    const std::unique_ptr<BIGNUM, Free> number(got);
    std::array<unsigned char, bytes> text{};
    BN_bn2binpad(number.get(), text.data(), bytes);
    return base64url({reinterpret_cast<const char*>(text.data()), text.size()});
}

}  // namespace

Result<PrivateKey> PrivateKey::from_json(std::string_view text)
{
    const auto document = json::read(text);
    if (!document)
        return unusable;
    const auto jwk = document->root();
    const auto algorithm = algorithm_of(jwk["alg"].text());
    if (!algorithm || scheme_of(*algorithm).curve != jwk["crv"].text())
        return unusable;
    auto made = make_key(jwk, Half::private_half);
    if (!made)
        return unusable;
    PrivateKey key;
    key.m_key = *std::move(made);
    key.m_algorithm = *algorithm;
    key.m_id = jwk["kid"].text();
    key.m_public_jwk = canonical_jwk(jwk);
    return key;
}

Result<PrivateKey> PrivateKey::make()
{
    OwnedKey made(EVP_EC_gen("P-256"));
    if (!made)
        return Error{Kind::fault, "no key could be made"};
    PrivateKey key;
    key.m_public_jwk = R"({"crv":"P-256","kty":"EC","x":")" + coordinate(made.get(), OSSL_PKEY_PARAM_EC_PUB_X)
        + R"(","y":")" + coordinate(made.get(), OSSL_PKEY_PARAM_EC_PUB_Y) + "\"}";
    key.m_key = std::move(made);
    return key;
}

Result<std::string> PrivateKey::sign(std::string_view text) const
{
    const Error failed{Kind::fault, "signing failed"};
    const auto scheme = scheme_of(m_algorithm);
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), &settings, scheme.digest, nullptr, m_key.get()) != 1
        || !set_padding(settings, scheme) || EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1)
        return failed;
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size())
        != 1)
        return failed;
    signature.resize(size);
    return scheme.curve.empty() ? signature : from_der(signature, scheme.coordinate_bytes);
}

}  // namespace helselos::auth
