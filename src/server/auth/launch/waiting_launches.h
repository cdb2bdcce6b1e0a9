// What an app was opened for, until its issuer asks: known by a handle that means nothing to who carries it.
#pragma once

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

struct Launch {
    std::string client;        // The app that was opened.
    std::string opened_by;     // "Practitioner/2", "Patient/1".
    std::string organization;  // Of personnel.
    std::string patient;       // "Patient/4".
    std::string encounter;     // "Encounter/5"; empty: none.
    std::string task;          // "Task/6"; empty: none.
    std::string intent;
    bool needs_patient_banner = true;
    Instant until = {};
};

// Kept by digest: memory or a dump gives no handle away. All members may be called from any thread.
class WaitingLaunches {
public:
    WaitingLaunches(const Clock& clock, Random& random) : m_clock(clock), m_random(random) {}

    // The handle, 256 bits as hexadecimal digits, good for limits::launch_life_max. Of one person no more than
    // limits::launches_of_one_max wait: the oldest is forgotten. Error busy when too many wait in all.
    Result<std::string> put(Launch launch);
    // Once, whatever comes of it: a handle that was shown to the wrong one is worth nothing any more.
    std::optional<Launch> take(std::string_view handle);

private:
    std::optional<Launch> extract(std::string digest);
    void make_room(const std::string& opened_by, Instant now);

    const Clock& m_clock;
    Random& m_random;
    std::mutex m_mutex;
    std::unordered_map<std::string, Launch, TextHash, std::equal_to<>> m_by_digest;
    std::unordered_map<std::string, std::vector<std::string>> m_of_one;  // Digests, the oldest first.
};

}  // namespace helselos::auth
