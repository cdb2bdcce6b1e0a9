// Who signs tokens: where they are reached, and the keys they sign with.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "server/auth/issuer/fetch.h"
#include "server/auth/token/key.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace helselos::auth {

// OpenID Connect Discovery 1.0 and RFC 8414, as far as it is used here.
struct Metadata {
    std::string authorization_endpoint;  // For browsers.
    std::string token_endpoint;
    std::string pushed_endpoint;  // RFC 9126; empty: none.
    std::string end_session_endpoint;
    std::string introspection_endpoint;
    std::string revocation_endpoint;
    std::string registration_endpoint;
    std::string keys_address;
    bool names_itself = false;  // Whether answers to browsers have `iss` (RFC 9207).
};

// Error invalid: of another issuer, an endpoint missing, or one we would call that lies elsewhere than the issuer.
Result<Metadata> parse_metadata(std::string_view text, const std::string& issuer);

using Fetch = std::function<Result<Incoming>(const Outgoing&)>;

// All members may be called from any thread.
class Issuer {
public:
    // `address` is the issuer's name, exactly as tokens have it.
    Issuer(std::string address, const Clock& clock, Fetch ask = fetch)
        : m_address(std::move(address)), m_clock(clock), m_fetch(std::move(ask))
    {}

    const std::string& address() const { return m_address; }
    // Asks the issuer when it has not answered yet. Error busy when it does not.
    Result<Metadata> metadata();
    // The keys in force. Old ones hold while the issuer is silent, until limits::issuer_keys_age_max; then there are
    // none.
    std::shared_ptr<const KeySet> keys() const;

    // The key of that name; for one that is not known the issuer is asked anew, at most every
    // limits::issuer_keys_wait_min. Errors: unauthenticated when it does not publish it, busy when it does not answer
    // or too many wait for it.
    Result<PublicKey> key(std::string_view id, Algorithm algorithm);

    // Asks for metadata and keys. Error busy or invalid: what was known is kept.
    Result<void> refresh();
    bool is_due() const;

private:
    Result<void> wait_for_news();
    Result<void> ask();
    std::shared_ptr<const KeySet> keys_in_force() const;
    Result<void> fetch_all();
    void note(bool is_asking);

    std::string m_address;
    const Clock& m_clock;
    Fetch m_fetch;

    mutable std::mutex m_mutex;
    std::optional<Metadata> m_metadata;
    std::shared_ptr<const KeySet> m_keys;  // Shared with those who are checking with them while new ones come.
    Instant m_fetched{};
    Instant m_tried{};
    bool m_is_asking = false;
    std::size_t m_waiting = 0;
    std::mutex m_asking;  // One at a time asks the issuer.
};

// Keeps the keys of all issuers fresh, in a thread of its own.
class IssuerKeeper {
public:
    explicit IssuerKeeper(std::vector<Issuer*> issuers);
    IssuerKeeper(const IssuerKeeper&) = delete;
    IssuerKeeper& operator=(const IssuerKeeper&) = delete;
    ~IssuerKeeper();

private:
    void keep();

    std::vector<Issuer*> m_issuers;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_is_over = false;
    std::thread m_thread;
};

}  // namespace helselos::auth
