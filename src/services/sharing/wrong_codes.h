// Codes that were guessed at, counted so that nobody can go on.
#pragma once

#include "base/tries.h"

namespace helselos::sharing {

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
