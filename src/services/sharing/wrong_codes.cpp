#include "services/sharing/wrong_codes.h"

#include "base/limits.h"

namespace helselos::sharing {

WrongCodes::WrongCodes()
    : m_of_person(limits::share_wrong_codes_of_person_max),
      m_of_organization(limits::share_wrong_codes_of_organization_max),
      m_of_house(limits::share_wrong_codes_of_house_max)
{}

bool WrongCodes::is_locked(std::string_view person, std::string_view organization, Instant now) const
{
    return m_of_person.is_used_up(person, now) || m_of_organization.is_used_up(organization, now)
        || m_of_house.is_used_up("", now);
}

void WrongCodes::count(std::string_view person, std::string_view organization, Instant now)
{
    m_of_person.allow(person, now);
    m_of_organization.allow(organization, now);
    m_of_house.allow("", now);
}

}  // namespace helselos::sharing
