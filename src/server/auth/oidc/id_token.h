// What an issuer says to us as its client: who signed in, and who signed out (OpenID Connect Core 1.0, Back-Channel
// Logout 1.0).
#pragma once

#include "server/auth/token/access_token.h"

#include <optional>
#include <string>
#include <vector>

namespace helselos::auth {

struct ClientRules {
    std::string issuer;
    std::string client;
    std::vector<std::string> high_levels;
};

struct IdToken {
    PersonClaims person;
    std::string subject;
    std::string session;  // `sid`; may be empty.
    std::optional<Instant> signed_in = {};
};

// Errors unauthenticated. `nonce` is the one sent with the question this answers.
Result<IdToken> check_id_token(
    const Jws& token, const PublicKey& key, const ClientRules& rules, std::string_view nonce, Instant now);

struct LogoutToken {
    std::string subject;
    std::string session;
};

Result<LogoutToken> check_logout_token(const Jws& token, const PublicKey& key, const ClientRules& rules, Instant now);

}  // namespace helselos::auth
