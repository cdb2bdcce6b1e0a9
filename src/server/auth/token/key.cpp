#include "server/auth/token/key.h"

#include "base/limits.h"
#include "server/auth/token/digest.h"
#include "server/auth/token/openssl_key.h"
#include "json/read.h"

#include <openssl/ecdsa.h>

#include <algorithm>

namespace helselos::auth {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeSignature {
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

// Two numbers of fixed length, side by side (RFC 7518, section 3.4), as OpenSSL wants them; empty: of another length.
std::string to_der(std::string_view signature, std::size_t coordinate_bytes)
{
    if (signature.size() != 2 * coordinate_bytes)
        return {};
    const auto size = static_cast<int>(coordinate_bytes);
    const std::unique_ptr<ECDSA_SIG, FreeSignature> pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(bytes_of(signature), size, nullptr),
        BN_bin2bn(bytes_of(signature.substr(coordinate_bytes)), size, nullptr));
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &der);
    if (length <= 0)
        return {};
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
    OPENSSL_free(der);
    return text;
}

bool is_for_signatures(json::Value jwk)
{
    if (jwk["use"].exists() && jwk["use"].text() != "sig")
        return false;
    if (!jwk["key_ops"].exists())
        return true;
    for (const auto act : jwk["key_ops"].elements())
        if (act.text() == "verify")
            return true;
    return false;
}

bool has_private_half(json::Value jwk)
{
    return std::ranges::any_of(jwk.members(), [](const json::Member& member) {
        return member.key == "d" || member.key == "p" || member.key == "q" || member.key == "dp" || member.key == "dq"
            || member.key == "qi" || member.key == "oth" || member.key == "k";
    });
}

}  // namespace

Result<PublicKey> PublicKey::from_jwk(json::Value jwk)
{
    if (!jwk.is_object() || has_private_half(jwk) || !is_for_signatures(jwk))
        return Error{Kind::invalid, "no public key for signatures"};
    PublicKey key;
    if (jwk["alg"].exists()) {
        key.m_algorithm = algorithm_of(jwk["alg"].text());
        if (!key.m_algorithm)
            return Error{Kind::invalid, "a key for an algorithm that is not known"};
    }
    key.m_key = TRY(make_key(jwk, Half::public_half));
    key.m_id = jwk["kid"].text();
    key.m_thumbprint = sha256_base64url(canonical_jwk(jwk));
    key.m_curve = jwk["crv"].text();
    return key;
}

bool PublicKey::fits(Algorithm algorithm) const
{
    return (!m_algorithm || *m_algorithm == algorithm) && scheme_of(algorithm).curve == m_curve;
}

bool PublicKey::verifies(Algorithm algorithm, std::string_view text, std::string_view signature) const
{
    if (!fits(algorithm))
        return false;
    const auto scheme = scheme_of(algorithm);
    const std::string given = m_curve.empty() ? std::string(signature) : to_der(signature, scheme.coordinate_bytes);
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;
    return !given.empty() && context
        && EVP_DigestVerifyInit(context.get(), &settings, scheme.digest, nullptr, m_key.get()) == 1
        && set_padding(settings, scheme)
        && EVP_DigestVerify(context.get(), bytes_of(given), given.size(), bytes_of(text), text.size()) == 1;
}

Result<KeySet> KeySet::from_json(std::string_view text)
{
    const auto document = TRY(json::read(text));
    const auto keys = document.root()["keys"];
    if (!keys.is_array())
        return Error{Kind::invalid, "no set of keys"};
    if (keys.size() > limits::key_set_keys_max)
        return Error{Kind::too_large, "too many keys in a set"};
    KeySet set;
    for (const auto jwk : keys.elements())
        if (auto key = PublicKey::from_jwk(jwk))
            set.m_keys.push_back(*std::move(key));
    return set;
}

const PublicKey* KeySet::find(std::string_view id, Algorithm algorithm) const
{
    if (id.empty())
        return nullptr;
    const auto found
        = std::ranges::find_if(m_keys, [&](const PublicKey& key) { return key.id() == id && key.fits(algorithm); });
    return found == m_keys.end() ? nullptr : &*found;
}

}  // namespace helselos::auth
