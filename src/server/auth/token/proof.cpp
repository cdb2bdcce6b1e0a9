#include "server/auth/token/proof.h"

#include "base/base64.h"
#include "base/limits.h"
#include "base/text.h"
#include "server/auth/token/digest.h"
#include "server/auth/token/jws.h"
#include "json/read.h"

#include <fmt/format.h>

namespace helselos::auth {

namespace {

Error refused(const char* reason)
{
    return {Kind::unauthenticated, reason};
}

// The public key in the header: here a token may bring its own, for it must be the one the access token is bound to.
Result<PublicKey> read_key(const Jws& jws, std::string_view thumbprint)
{
    auto key = PublicKey::from_jwk(jws.header.root()["jwk"]);
    if (!key)
        return refused("the DPoP proof has no public key that can be used");
    if (!equal_in_constant_time(key->thumbprint(), thumbprint))
        return refused("the DPoP proof is by another key than the one the token is bound to");
    return key;
}

Result<void> check_age(json::Value payload, Instant now)
{
    const auto made = TRY(moment_claim(payload, "iat"));
    if (made > now + limits::token_clock_skew)
        return refused("the DPoP proof is from the future");
    if (made + limits::proof_age_max < now)
        return refused("the DPoP proof is too old");
    return {};
}

Result<void> check_claims(json::Value payload, const ProofDemand& demand)
{
    if (!payload["htm"].is_string() || payload["htm"].text() != demand.method)
        return refused("the DPoP proof is for another method");
    if (!payload["htu"].is_string() || normal_address(payload["htu"].text()) != normal_address(demand.address))
        return refused("the DPoP proof is for another address");
    if (!equal_in_constant_time(payload["ath"].text(), sha256_base64url(demand.token)))
        return refused("the DPoP proof is for another token");
    if (!payload["jti"].is_string() || payload["jti"].text().empty())
        return refused("the DPoP proof has no id");
    return {};
}

}  // namespace

Result<Proof> check_proof(std::string_view proof, const ProofDemand& demand, Instant now)
{
    const auto jws = TRY(parse_jws(proof, limits::proof_bytes_max));
    if (!is_type(jws, {"dpop+jwt"}))
        return refused("the DPoP proof is of another type");
    const auto key = TRY(read_key(jws, demand.thumbprint));
    if (!jws.is_signed_by(key))
        return refused("the signature of the DPoP proof is wrong");
    const auto payload = jws.payload.root();
    TRY(check_claims(payload, demand));
    TRY(check_age(payload, now));
    return Proof{std::string(payload["jti"].text()), std::string(payload["nonce"].text())};
}

Result<std::string> make_proof(const ProofWish& wish, const PrivateKey& key, Instant now, Random& random)
{
    const auto jwk = TRY(json::read(key.public_jwk()));
    const auto text_if = [](const std::string& text) { return text.empty() ? json::Draft() : json::Draft(text); };
    const auto hashed = wish.token.empty() ? std::string() : sha256_base64url(wish.token);
    return sign_jws(json::object({{"typ", "dpop+jwt"}, {"jwk", json::Draft(jwk.root())}}),
        json::object({{"htm", wish.method}, {"htu", normal_address(wish.address)}, {"jti", make_uuid(random)},
            {"iat", std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()}, {"ath", text_if(hashed)},
            {"nonce", text_if(wish.nonce)}}),
        key);
}

std::string normal_address(std::string_view address)
{
    address = address.substr(0, address.find_first_of("?#"));
    const auto scheme_end = address.find("://");
    if (scheme_end == std::string_view::npos)
        return std::string(address);
    const auto path = address.find('/', scheme_end + 3);
    const auto scheme = to_lower_ascii(address.substr(0, scheme_end));
    auto host = to_lower_ascii(address.substr(scheme_end + 3, path - scheme_end - 3));
    const std::string_view default_port = scheme == "https" ? ":443" : ":80";
    if (host.ends_with(default_port))
        host.resize(host.size() - default_port.size());
    return fmt::format("{}://{}{}", scheme, host, path == std::string_view::npos ? "/" : address.substr(path));
}

Result<void> ProofMemory::use_once(std::string_view thumbprint, std::string_view id, Instant now)
{
    constexpr auto accepted_for = limits::proof_age_max + limits::token_clock_skew;
    // Sixteen bytes: nobody finds two proofs that share them.
    auto key = sha256(fmt::format("{} {}", thumbprint, id)).substr(0, 16);
    const std::scoped_lock lock(m_mutex);
    if (now - m_since > accepted_for) {
        m_old = now - m_since > 2 * accepted_for ? std::unordered_set<std::string>() : std::move(m_young);
        m_young.clear();
        m_since = now;
    }
    if (m_old.contains(key) || m_young.contains(key))
        return refused("the DPoP proof was used before");
    if (m_young.size() >= limits::proofs_remembered_max)
        return Error{Kind::busy, "too many DPoP proofs at once"};
    m_young.insert(std::move(key));
    return {};
}

Nonces::Nonces(Random& random)
{
    for (int i = 0; i < 4; ++i)
        m_key += fmt::format("{:016x}", random.next());
}

std::string Nonces::of_period(std::int64_t period) const
{
    return base64url(hmac_sha256(m_key, std::to_string(period)).substr(0, 24));
}

std::string Nonces::make(Instant now) const
{
    return of_period(now.time_since_epoch() / limits::proof_nonce_life);
}

bool Nonces::is_fresh(std::string_view nonce, Instant now) const
{
    const auto period = now.time_since_epoch() / limits::proof_nonce_life;
    return equal_in_constant_time(nonce, of_period(period)) || equal_in_constant_time(nonce, of_period(period - 1));
}

}  // namespace helselos::auth
