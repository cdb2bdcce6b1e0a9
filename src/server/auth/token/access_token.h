// Access tokens, checked as the security profile of HelseID says (RFC 9068, RFC 8725).
#pragma once

#include "access/caller.h"
#include "base/clock.h"
#include "server/auth/token/claims.h"
#include "server/auth/token/jws.h"

#include <optional>
#include <string>
#include <vector>

namespace helselos::auth {

// Why a token is refused whose person could sign in better (step_up.h).
inline constexpr const char* higher_level_wanted = "the person did not sign in at the highest level";

// Of whom an issuer may speak.
enum class Circle : std::uint8_t {
    personnel,  // And machines: HelseID.
    residents,  // ID-porten, Helsenorge.
};

struct TokenRules {
    std::string issuer;
    std::string audience;
    Circle circle = Circle::personnel;
    std::vector<std::string> high_levels;  // Names of acr that stand for the highest level.
};

struct AccessToken {
    std::string client;
    std::vector<std::string> scopes;
    PersonClaims person;  // Without pid: a machine.
    std::optional<access::Attest> attest;
    std::string key_thumbprint;  // Of the key the holder must prove to have; empty for a bearer token.
    std::string patient;         // The patient an app was launched for, by SMART's name: "4".
    Instant until;
    std::optional<Instant> signed_in;  // `auth_time`; none: the token does not say.
};

// Of a token that one of the issuer's keys verified. Errors: unauthenticated; forbidden for a clinician without HPR
// number and for an attest against its rules.
Result<AccessToken> check_access_token(const Jws& token, const PublicKey& key, const TokenRules& rules, Instant now);

// When the person showed who they are, by `auth_time`; none: it is not said. Error unauthenticated.
Result<std::optional<Instant>> sign_in_time(json::Value payload, Instant now);

// Those checks of time that all tokens have in common: exp, nbf, iat. Error unauthenticated.
Result<Instant> check_times(json::Value payload, Instant now, std::chrono::seconds life_max);

}  // namespace helselos::auth
