// This server as a client of an issuer: pushed requests (RFC 9126), PKCE (RFC 7636), signed assertions (RFC 7523).
#pragma once

#include "server/auth/issuer/issuer.h"
#include "server/auth/oidc/id_token.h"
#include "server/auth/token/proof.h"

#include <string>

namespace helselos::auth {

struct ClientSettings {
    Issuer& issuer;
    Circle circle;
    std::string id;
    PrivateKey key;
    std::string scope;
    std::vector<std::string> high_levels;  // The first is asked for.
    std::string redirect_address;
};

class Client {
public:
    Client(ClientSettings settings, const Clock& clock, Random& random, Fetch ask, PrivateKey proof_key)
        : m_settings(std::move(settings)), m_clock(clock), m_random(random), m_fetch(std::move(ask)),
          m_proof_key(std::move(proof_key))
    {}

    Issuer& issuer() const { return m_settings.issuer; }
    Circle circle() const { return m_settings.circle; }
    const std::string& id() const { return m_settings.id; }

    struct Question {
        std::string state;
        std::string nonce;
        std::string verifier;
        std::string language;  // "nb"; empty: as the browser has it.
        bool is_anew = false;  // Also somebody whom the issuer knows already has to show who they are.
    };
    // Tells the issuer the question, and gives the address to send the browser to. Error busy.
    Result<std::string> ask(const Question& question) const;

    struct Answer {
        IdToken token;
        std::string text;  // The ID token as it came.
    };
    // Errors: unauthenticated when the issuer does not take the code, or what it gives does not hold; busy.
    Result<Answer> redeem(const std::string& code, const std::string& verifier, const std::string& nonce) const;

    Result<LogoutToken> read_logout(std::string_view text) const;

private:
    Result<QueryParameters> identification() const;
    Result<Incoming> post_with_proof(const std::string& address, const QueryParameters& form) const;
    Result<PublicKey> key_of(const Jws& jws) const;
    ClientRules rules() const { return {m_settings.issuer.address(), m_settings.id, m_settings.high_levels}; }

    ClientSettings m_settings;
    const Clock& m_clock;
    Random& m_random;
    Fetch m_fetch;
    PrivateKey m_proof_key;  // HelseID gives tokens only to those who prove a key; ours lives as long as the process.
};

}  // namespace helselos::auth
