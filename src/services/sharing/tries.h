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

namespace helselos::sharing {

// From any thread. Forgets at a restart: a code has 8.5e11 siblings, so that is no way in.
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

// Wrong codes of the last hour: of a person, of all in an organisation, of the house. Where there were too many
// (limits::share_wrong_codes_...), no code is looked up, also none that is right, until the hour has passed.
class WrongCodes {
public:
    WrongCodes();

    bool is_locked(std::string_view person, std::string_view organization, Instant now) const;
    void count(std::string_view person, std::string_view organization, Instant now);

private:
    Tries m_of_person;
    Tries m_of_organization;
    Tries m_of_house;
};

}  // namespace helselos::sharing
