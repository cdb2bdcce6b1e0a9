// Callers who bring an access token: from the token to who they are, by issuers the operator named.
#pragma once

#include "server/auth/issuer/issuer.h"
#include "server/auth/people.h"
#include "server/auth/token/access_token.h"
#include "server/auth/token/proof.h"
#include "server/http/message.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::auth {

struct TrustedIssuer {
    Issuer& issuer;
    TokenRules rules;
};

struct TokenSettings {
    std::string root;            // Of our addresses as callers see them: "https://example.org".
    std::string scope;           // This API's own: whoever has it may what their role may. Empty: there is none.
    bool takes_bearer = false;   // Also tokens that are bound to no key.
    bool demands_nonce = false;  // In each proof.
};

struct KnownByToken {
    access::Caller caller;
    std::optional<Instant> signed_in;  // `auth_time`, of a person; none: the token does not say.
};

enum class Scheme : std::uint8_t { bearer, dpop };

// All members may be called from any thread.
class TokenDoor {
public:
    TokenDoor(std::vector<TrustedIssuer> issuers, TokenSettings settings, const People& people, const Clock& clock,
        Random& random);

    // Errors: unauthenticated; forbidden for somebody the records do not know, and for a token without any scope for
    // here; busy when the issuer's keys could not be had.
    Result<KnownByToken> identify(const http::Request& request, Scheme scheme, std::string_view token);

    // What an answer 401 says about how to do better (RFC 6750, RFC 9449).
    void challenge(http::Response& response, const http::Request& request, std::string_view reason) const;

private:
    struct Known {
        AccessToken token;
        access::Caller caller;
        Instant looked_up;
    };
    using Shared = std::shared_ptr<const Known>;  // By those who are answering while it is forgotten.

    Result<Shared> know(std::string_view token);
    Result<Shared> look_up(std::string_view token) const;
    Result<access::Caller> caller_of(const AccessToken& token, const TokenRules& rules) const;
    Result<void> grant(access::Caller& caller, const AccessToken& token) const;
    Result<void> check_holder(
        const http::Request& request, Scheme scheme, std::string_view text, const AccessToken& token);

    std::vector<TrustedIssuer> m_issuers;
    TokenSettings m_settings;
    const People& m_people;
    const Clock& m_clock;
    Nonces m_nonces;
    ProofMemory m_proofs;

    std::mutex m_mutex;
    std::unordered_map<std::string, Shared> m_known;  // By digest of the token.
};

}  // namespace helselos::auth
