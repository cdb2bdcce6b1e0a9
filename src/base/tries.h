// How often a caller has tried something in the last hour.
#pragma once

#include "base/clock.h"
#include "base/text.h"

#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace helselos {

// From any thread. Forgets at a restart: it slows guessing, and is never all that stands against it.
class Tries {
public:
    explicit Tries(std::size_t per_hour_max) : m_per_hour_max(per_hour_max) {}

    // Counts one try; false when there were too many.
    bool allow(std::string_view caller, Instant now);
    // Whether allow() would say no; counts nothing.
    bool is_used_up(std::string_view caller, Instant now) const;

private:
    std::size_t m_per_hour_max;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, std::deque<Instant>, TextHash, std::equal_to<>> m_tries;
};

}  // namespace helselos
