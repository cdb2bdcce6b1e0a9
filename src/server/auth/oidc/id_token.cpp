#include "server/auth/oidc/id_token.h"

#include "base/limits.h"
#include "server/auth/token/digest.h"

namespace helselos::auth {

namespace {

constexpr const char* logout_event = "http://schemas.openid.net/event/backchannel-logout";

Error refused(const char* reason)
{
    return {Kind::unauthenticated, reason};
}

Result<void> check_origin(const Jws& jws, const PublicKey& key, const ClientRules& rules)
{
    const auto payload = jws.payload.root();
    if (!jws.is_signed_by(key))
        return refused("the signature of the token is wrong");
    if (!payload["iss"].is_string() || payload["iss"].text() != rules.issuer)
        return refused("the token is from another issuer");
    if (!is_audience_alone(payload, rules.client))
        return refused("the token is for another client");
    return {};
}

}  // namespace

Result<IdToken> check_id_token(
    const Jws& jws, const PublicKey& key, const ClientRules& rules, std::string_view nonce, Instant now)
{
    // An access token of the same issuer must not pass as an answer to a sign-in.
    if (jws.header.root()["typ"].exists() && !is_type(jws, {"JWT"}))
        return refused("the token is no ID token");
    TRY(check_origin(jws, key, rules));
    const auto payload = jws.payload.root();
    TRY(check_times(payload, now, limits::token_life_max));
    if (payload["azp"].exists() && payload["azp"].text() != rules.client)
        return refused("the token is for another client");
    if (!payload["nonce"].is_string() || !equal_in_constant_time(payload["nonce"].text(), nonce))
        return refused("the token answers another question");
    if (!is_high_assurance(payload, rules.high_levels))
        return refused(higher_level_wanted);
    IdToken token{TRY(read_person(payload)), std::string(payload["sub"].text()), std::string(payload["sid"].text())};
    if (token.person.pid.empty() || token.subject.empty())
        return refused("the token names no person");
    token.signed_in = TRY(sign_in_time(payload, now));
    return token;
}

Result<LogoutToken> check_logout_token(const Jws& jws, const PublicKey& key, const ClientRules& rules, Instant now)
{
    if (!is_type(jws, {"logout+jwt", "JWT"}))
        return refused("the token is no logout token");
    TRY(check_origin(jws, key, rules));
    const auto payload = jws.payload.root();
    TRY(check_times(payload, now, limits::token_life_max));
    // Without these two an ID token would end sessions (Back-Channel Logout 1.0, section 2.4).
    if (!payload["events"][logout_event].is_object() || payload["nonce"].exists())
        return refused("the token is no logout token");
    LogoutToken token{std::string(payload["sub"].text()), std::string(payload["sid"].text())};
    if (token.subject.empty() && token.session.empty())
        return refused("the token names nobody");
    return token;
}

}  // namespace helselos::auth
