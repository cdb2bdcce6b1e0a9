// People who were sent to an issuer and are not back yet.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/text.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace helselos::auth {

struct Departure {
    std::size_t client = 0;      // Which of ours asked.
    std::string browser_digest;  // Of the secret in the browser's cookie: whoever comes back is who left.
    std::string nonce;
    std::string verifier;  // PKCE.
    std::string to;        // Where they wanted to go.
    Instant until = {};
};

// All members may be called from any thread.
class Waiting {
public:
    explicit Waiting(const Clock& clock) : m_clock(clock) {}

    // For limits::sign_in_life_max. Error busy when too many are away.
    Result<void> put(std::string_view state, Departure departure);
    // Once: the second who comes with the same state is not the one who left.
    std::optional<Departure> take(std::string_view state);

private:
    const Clock& m_clock;
    std::mutex m_mutex;
    std::unordered_map<std::string, Departure, TextHash, std::equal_to<>> m_by_digest;
};

}  // namespace helselos::auth
