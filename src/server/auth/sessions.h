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

// Where a session came from, to end it there as well; empty for the demonstration.
struct IssuerSession {
    std::string issuer;
    std::string subject;   // `sub`.
    std::string session;   // `sid`.
    std::string id_token;  // What the issuer wants to see again when the person signs out.
};

struct SignedIn {
    access::Caller caller;
    std::string name;
    std::string birth_date;  // Of a resident.
    std::string gender;
    std::string organization_name;  // Of personnel.
    std::vector<Represented> represents;
    IssuerSession at_issuer = {};
    Instant until = {};
    std::optional<Instant> signed_in_at = {};  // When the person last showed who they are; none: nobody said.
};

// What may be told of a session to who runs the house: of a resident not who it is.
struct OpenSession {
    access::CallerKind kind = access::CallerKind::nobody;
    std::string role;
    std::string organization;  // Its name.
    std::string name;          // Empty of a resident.
    Instant since;
};

// 256 bits, as hexadecimal digits.
std::string new_secret(Random& random);

// All members may be called from any thread.
class Sessions {
public:
    Sessions(const Clock& clock, Random& random) : m_clock(clock), m_random(random) {}

    // A new token, good for limits::session_life_max, and over when it is not used for limits::session_idle_max. Error
    // busy when too many are signed in.
    Result<std::string> open(SignedIn who);
    // That it was asked for counts as use.
    std::optional<SignedIn> find(std::string_view token);
    void end(std::string_view token);
    Instant now() const { return m_clock.now(); }
    // Those that are not over, the newest first, `count` at most.
    std::vector<OpenSession> newest(std::size_t count);
    // Every session of this person at the issuer, or the one the issuer calls `session` when that is not empty.
    void end_all(const IssuerSession& at_issuer);

private:
    struct Kept {
        SignedIn who;
        Instant used;
    };
    bool is_over(const Kept& kept, Instant now) const;
    void forget_expired();

    const Clock& m_clock;
    Random& m_random;
    std::mutex m_mutex;
    std::unordered_map<std::string, Kept, TextHash, std::equal_to<>> m_by_digest;
};

}  // namespace helselos::auth
