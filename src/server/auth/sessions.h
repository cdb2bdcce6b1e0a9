// Who is signed in. A session is known by a token only its owner has; what is kept
// here is the token's digest, so that memory or a dump does not give it away.
#pragma once

#include "access/caller.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "base/text.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::auth {

struct Represented {
    std::string patient;  // "Patient/4".
    std::string name;
    std::string birth_date;
    std::string gender;
};

struct SignedIn {
    access::Caller caller;
    std::string name;
    std::string birth_date;  // Of a resident.
    std::string gender;
    std::string organization_name;  // Of personnel.
    std::vector<Represented> represents;
    Instant until;
};

// All members may be called from any thread.
class Sessions {
public:
    Sessions(const Clock& clock, Random& random) : m_clock(clock), m_random(random) {}

    // A new token, good for limits::session_life_max. Error busy when too many are signed in.
    Result<std::string> open(SignedIn who);
    std::optional<SignedIn> find(std::string_view token) const;
    void end(std::string_view token);

private:
    void forget_expired();

    const Clock& m_clock;
    Random& m_random;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, SignedIn, TextHash, std::equal_to<>> m_by_digest;
};

}  // namespace helselos::auth
