#include "server/auth/token/access_token.h"

#include "base/limits.h"
#include "server/auth/token/attest.h"

namespace helselos::auth {

namespace {

Error refused(const char* reason)
{
    return {Kind::unauthenticated, reason};
}

// Keys are found by name among those the issuer publishes; a token that brings its own is forged (RFC 8725,
// section 3.9).
Result<void> check_header(const Jws& token)
{
    const auto header = token.header.root();
    for (const auto* name : {"jwk", "jku", "x5u"})
        if (header[name].exists())
            return refused("the token brings its own key");
    if (!is_type(token, {"at+jwt", "JWT"}))
        return refused("the token is no access token");
    return {};
}

// A token bound to something that cannot be checked here must not pass as one that is not bound.
Result<std::string> read_binding(json::Value payload)
{
    const auto confirmation = payload["cnf"];
    if (!confirmation.exists())
        return std::string();
    const auto thumbprint = confirmation["jkt"].text();
    if (thumbprint.empty())
        return refused("the token is bound to something that cannot be checked here");
    return std::string(thumbprint);
}

Result<void> check_person(json::Value payload, AccessToken& token, const TokenRules& rules)
{
    const auto& person = token.person;
    if (person.pid.empty() && person.hpr_number.empty())
        return rules.circle == Circle::residents ? Result<void>(refused("the token names no person")) : Result<void>();
    if (person.pid.empty())
        return refused("the token names no person");
    if (!is_high_assurance(payload, rules.high_levels))
        return refused(higher_level_wanted);
    if (rules.circle == Circle::personnel && person.hpr_number.empty() && person.house_role.empty())
        return Error{Kind::forbidden, "the token has no HPR number"};
    return {};
}

}  // namespace

Result<std::optional<Instant>> sign_in_time(json::Value payload, Instant now)
{
    if (!payload["auth_time"].exists())
        return std::optional<Instant>();
    const auto at = TRY(moment_claim(payload, "auth_time"));
    if (at > now + limits::token_clock_skew)
        return refused("the person signed in in the future");
    return std::optional(at);
}

Result<Instant> check_times(json::Value payload, Instant now, std::chrono::seconds life_max)
{
    const auto until = TRY(moment_claim(payload, "exp"));
    const auto from = TRY(moment_claim(payload, "iat"));
    if (until + limits::token_clock_skew <= now)
        return refused("the token has expired");
    if (from > now + limits::token_clock_skew)
        return refused("the token is from the future");
    if (until <= from || until - from > life_max)
        return refused("the token is good for too long");
    if (payload["nbf"].exists() && TRY(moment_claim(payload, "nbf")) > now + limits::token_clock_skew)
        return refused("the token is not yet good");
    return until;
}

Result<AccessToken> check_access_token(const Jws& jws, const PublicKey& key, const TokenRules& rules, Instant now)
{
    TRY(check_header(jws));
    if (!jws.is_signed_by(key))
        return refused("the signature of the token is wrong");
    const auto payload = jws.payload.root();
    if (!payload["iss"].is_string() || payload["iss"].text() != rules.issuer)
        return refused("the token is from another issuer");
    if (!is_audience_alone(payload, rules.audience))
        return refused("the token is for somebody else");
    AccessToken token;
    token.until = TRY(check_times(payload, now, limits::token_life_max));
    token.client = payload["client_id"].text();
    if (token.client.empty())
        return refused("the token names no client");
    token.scopes = TRY(read_scopes(payload));
    token.key_thumbprint = TRY(read_binding(payload));
    token.person = TRY(read_person(payload));
    token.patient = payload["patient"].text();
    TRY(check_person(payload, token, rules));
    token.signed_in = TRY(sign_in_time(payload, now));
    token.attest = TRY(read_attest(payload));
    if (token.attest)
        TRY(check_attest(*token.attest, {token.person.pid, token.person.hpr_number, token.person.orgnr_parent}));
    return token;
}

}  // namespace helselos::auth
