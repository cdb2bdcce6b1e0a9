// Keys that sign tokens (RFC 7517, RFC 7518). Only signatures with a public and a private half are known: a shared
// secret or no signature at all cannot be asked for.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace helselos::auth {

enum class Algorithm : std::uint8_t { rs256, rs384, rs512, ps256, ps384, ps512, es256, es384, es512 };

// None for "none", HS256 and all else that is not in the list.
std::optional<Algorithm> algorithm_of(std::string_view name);
std::string_view to_text(Algorithm algorithm);
// As metadata lists them.
std::vector<std::string_view> algorithm_names();

class PublicKey {
public:
    // Error invalid: no RSA or EC key, of another size than the limits allow, or with a private half in it.
    static Result<PublicKey> from_jwk(json::Value jwk);

    const std::string& id() const { return m_id; }
    // SHA-256 of its canonical form, as base64url (RFC 7638).
    const std::string& thumbprint() const { return m_thumbprint; }
    // Whether this kind of key, by what its owner says of it, makes such signatures.
    bool fits(Algorithm algorithm) const;
    bool verifies(Algorithm algorithm, std::string_view text, std::string_view signature) const;

private:
    PublicKey() = default;

    std::shared_ptr<evp_pkey_st> m_key;  // Shared by the sets it stands in; never changed.
    std::string m_id;
    std::string m_thumbprint;
    std::string m_curve;                   // "P-256"; empty for RSA.
    std::optional<Algorithm> m_algorithm;  // The only one, when the owner says so.
};

// The keys an issuer publishes.
class KeySet {
public:
    // Keys of kinds that are not for us are left out. Errors: invalid, too_large.
    static Result<KeySet> from_json(std::string_view text);

    // By name only: what a token brings along is no key.
    const PublicKey* find(std::string_view id, Algorithm algorithm) const;
    std::size_t size() const { return m_keys.size(); }
    const std::vector<PublicKey>& all() const { return m_keys; }

private:
    std::vector<PublicKey> m_keys;
};

// A key of our own, which says its algorithm and its name.
class PrivateKey {
public:
    // The text of a private JWK with `alg` (and `kid`). Error invalid.
    static Result<PrivateKey> from_json(std::string_view text);
    // A new P-256 key, which lives as long as the process.
    static Result<PrivateKey> make();

    Algorithm algorithm() const { return m_algorithm; }
    const std::string& id() const { return m_id; }
    // The public half as JSON text.
    const std::string& public_jwk() const { return m_public_jwk; }
    Result<std::string> sign(std::string_view text) const;

private:
    PrivateKey() = default;

    std::shared_ptr<evp_pkey_st> m_key;  // Shared by copies; never changed.
    Algorithm m_algorithm = Algorithm::es256;
    std::string m_id;
    std::string m_public_jwk;
};

}  // namespace helselos::auth
