// Proofs that the caller has the key a token is bound to (DPoP, RFC 9449).
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "server/auth/token/key.h"
#include "json/draft.h"

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

namespace helselos::auth {

struct ProofDemand {
    std::string_view method;  // "GET".
    std::string_view
        address;             // Of the request as the caller sees it, without query: "https://example.org/fhir/Patient".
    std::string_view token;  // The access token it comes with.
    std::string_view thumbprint;  // Of the key the token is bound to.
};

struct Proof {
    std::string id;     // Whoever keeps them refuses the second of the same name.
    std::string nonce;  // Empty when there is none.
};

// Errors unauthenticated, each for one of the checks of RFC 9449, section 4.3. Whether the id is new and the nonce is
// ours is asked below.
Result<Proof> check_proof(std::string_view proof, const ProofDemand& demand, Instant now);

// A proof of our own, for another server. `token` and `nonce` may be empty.
struct ProofWish {
    std::string method;
    std::string address;
    std::string token;
    std::string nonce;
};
Result<std::string> make_proof(const ProofWish& wish, const PrivateKey& key, Instant now, Random& random);

// The same address in one way of writing: scheme and host in lower case, no default port, no query.
std::string normal_address(std::string_view address);

// Which proofs were used, for as long as they are accepted. For any thread.
class ProofMemory {
public:
    // Errors: unauthenticated for one that was used, busy when too many come at once.
    Result<void> use_once(std::string_view thumbprint, std::string_view id, Instant now);

private:
    std::mutex m_mutex;
    std::unordered_set<std::string> m_young;
    std::unordered_set<std::string> m_old;  // Those before; forgotten when the young ones are old.
    Instant m_since{};
};

// Nonces that tell that a proof was made lately, without keeping any: the time, signed.
class Nonces {
public:
    explicit Nonces(Random& random);

    std::string make(Instant now) const;
    bool is_fresh(std::string_view nonce, Instant now) const;

private:
    std::string of_period(std::int64_t period) const;

    std::string m_key;
};

}  // namespace helselos::auth
