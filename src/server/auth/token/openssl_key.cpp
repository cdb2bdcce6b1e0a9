#include "server/auth/token/openssl_key.h"

#include "base/base64.h"
#include "base/limits.h"
#include "json/draft.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <array>
#include <vector>

namespace helselos::auth {

namespace {

struct Free {
    void operator()(BIGNUM* number) const { BN_clear_free(number); }
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

using Numbers = std::vector<Owned<BIGNUM>>;  // Must outlive the builder they are pushed to.

const Error unusable{Kind::invalid, "the key cannot be used"};

struct Curve {
    std::string_view name;
    const char* group;
    std::size_t bytes;
};
constexpr std::array<Curve, 3> curves{{{"P-256", "P-256", 32}, {"P-384", "P-384", 48}, {"P-521", "P-521", 66}}};

const Curve* curve_of(std::string_view name)
{
    for (const auto& curve : curves)
        if (curve.name == name)
            return &curve;
    return nullptr;
}

struct Part {
    const char* member;
    const char* parameter;
};
constexpr std::array<Part, 2> rsa_public{{{"n", OSSL_PKEY_PARAM_RSA_N}, {"e", OSSL_PKEY_PARAM_RSA_E}}};
constexpr std::array<Part, 6> rsa_private{{{"d", OSSL_PKEY_PARAM_RSA_D}, {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
    {"q", OSSL_PKEY_PARAM_RSA_FACTOR2}, {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1}, {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2},
    {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}}};

Result<std::string> bytes_of(json::Value jwk, const char* member)
{
    auto bytes = from_base64url(jwk[member].text());
    if (!bytes || bytes->empty() || bytes->size() > limits::rsa_bits_max / 8 + 1)
        return unusable;
    return *std::move(bytes);
}

Result<void> push_number(OSSL_PARAM_BLD* builder, Numbers& numbers, const char* parameter, const std::string& bytes)
{
    numbers.emplace_back(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
    if (!numbers.back() || OSSL_PARAM_BLD_push_BN(builder, parameter, numbers.back().get()) != 1)
        return unusable;
    return {};
}

template <typename Parts>
Result<void> push_parts(OSSL_PARAM_BLD* builder, Numbers& numbers, json::Value jwk, const Parts& parts)
{
    for (const auto& [member, parameter] : parts)
        TRY(push_number(builder, numbers, parameter, TRY(bytes_of(jwk, member))));
    return {};
}

Result<OwnedKey> build(const char* type, OSSL_PARAM_BLD* builder, Half half)
{
    const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder));
    const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* made = nullptr;
    const int selection = half == Half::private_half ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &made, selection, parameters.get()) != 1)
        return unusable;
    OwnedKey key(made);
    const Owned<EVP_PKEY_CTX> check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (!check || EVP_PKEY_public_check_quick(check.get()) != 1)
        return unusable;
    return key;
}

Result<OwnedKey> make_rsa(json::Value jwk, Half half)
{
    const auto modulus = TRY(bytes_of(jwk, "n"));
    const auto bits = modulus.size() * 8;
    if (bits < limits::rsa_bits_min || bits > limits::rsa_bits_max)
        return unusable;
    // A long public exponent makes each check slow.
    if (TRY(bytes_of(jwk, "e")).size() > 8)
        return unusable;
    Numbers numbers;
    const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    TRY(push_parts(builder.get(), numbers, jwk, rsa_public));
    if (half == Half::private_half)
        TRY(push_parts(builder.get(), numbers, jwk, rsa_private));
    return build("RSA", builder.get(), half);
}

Result<OwnedKey> make_ec(json::Value jwk, Half half)
{
    const auto* curve = curve_of(jwk["crv"].text());
    const auto x = TRY(bytes_of(jwk, "x"));
    const auto y = TRY(bytes_of(jwk, "y"));
    if (curve == nullptr || x.size() != curve->bytes || y.size() != curve->bytes)
        return unusable;
    const std::string point = "\x04" + x + y;
    Numbers numbers;
    const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve->group, 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    if (half == Half::private_half)
        TRY(push_number(builder.get(), numbers, OSSL_PKEY_PARAM_PRIV_KEY, TRY(bytes_of(jwk, "d"))));
    return build("EC", builder.get(), half);
}

}  // namespace

Result<OwnedKey> make_key(json::Value jwk, Half half)
{
    if (jwk["kty"].text() == "RSA")
        return make_rsa(jwk, half);
    if (jwk["kty"].text() == "EC")
        return make_ec(jwk, half);
    return unusable;
}

std::string canonical_jwk(json::Value jwk)
{
    const auto text = [jwk](const char* member) { return json::Draft(jwk[member].text()); };
    if (jwk["kty"].text() == "RSA")
        return json::to_text(json::object({{"e", text("e")}, {"kty", "RSA"}, {"n", text("n")}}));
    return json::to_text(json::object({{"crv", text("crv")}, {"kty", "EC"}, {"x", text("x")}, {"y", text("y")}}));
}

Scheme scheme_of(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::rs256: return {EVP_sha256(), false, "", 0};
    case Algorithm::rs384: return {EVP_sha384(), false, "", 0};
    case Algorithm::rs512: return {EVP_sha512(), false, "", 0};
    case Algorithm::ps256: return {EVP_sha256(), true, "", 0};
    case Algorithm::ps384: return {EVP_sha384(), true, "", 0};
    case Algorithm::ps512: return {EVP_sha512(), true, "", 0};
    case Algorithm::es256: return {EVP_sha256(), false, "P-256", 32};
    case Algorithm::es384: return {EVP_sha384(), false, "P-384", 48};
    case Algorithm::es512: return {EVP_sha512(), false, "P-521", 66};
    }
    return {};
}

bool set_padding(EVP_PKEY_CTX* context, const Scheme& scheme)
{
    if (!scheme.curve.empty())
        return true;
    if (!scheme.is_pss)
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace helselos::auth
