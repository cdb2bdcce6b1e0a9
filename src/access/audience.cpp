#include "access/audience.h"

#include <fmt/format.h>

namespace helselos::access::audience {

namespace {

std::string named(std::string_view whose, std::string_view what)
{
    return fmt::format("{}!{}", whose, what);
}

std::string year_of(std::string_view patient, Day day)
{
    return fmt::format("{}!parent-{:04}", patient, static_cast<int>(day.year()));
}

std::string month_of(std::string_view patient, Day day)
{
    return fmt::format("{}-{:02}", year_of(patient, day), static_cast<unsigned>(day.month()));
}

std::string day_of(std::string_view patient, Day day)
{
    return fmt::format("{}-{:02}", month_of(patient, day), static_cast<unsigned>(day.day()));
}

Day first_of_next_year(Day day)
{
    return Day(day.year() + std::chrono::years(1), std::chrono::January, std::chrono::day(1));
}

Day first_of_next_month(Day day)
{
    const auto next = std::chrono::year_month(day.year(), day.month()) + std::chrono::months(1);
    return Day(next.year(), next.month(), std::chrono::day(1));
}

}  // namespace

std::string of_area(std::string_view patient, std::string_view area)
{
    return named(patient, "area-" + std::string(area));
}

std::string of_named(std::string_view practitioner)
{
    return named(practitioner, "named");
}

std::string held_by(std::string_view patient)
{
    return named(patient, "held");
}

std::string emergencies_of(std::string_view practitioner)
{
    return named(practitioner, "emergencies");
}

std::string timed_grants_of(std::string_view organization)
{
    return named(organization, "timed-grants");
}

std::string parents_of(std::string_view patient)
{
    return named(patient, "parent");
}

std::string young(std::string_view patient)
{
    return named(patient, "youth");
}

std::string own(std::string_view patient)
{
    return named(patient, "own");
}

std::string blocked(std::string_view organization_or_practitioner)
{
    return named(organization_or_practitioner, "blocked");
}

std::vector<std::string> parents_on(std::string_view patient, Day day)
{
    return {year_of(patient, day), month_of(patient, day), day_of(patient, day)};
}

std::vector<std::string> parents_between(std::string_view patient, Day first, Day end)
{
    std::vector<std::string> names;
    for (auto at = first; at < end;) {
        const bool is_first_of_month = at.day() == std::chrono::day(1);
        if (is_first_of_month && at.month() == std::chrono::January && first_of_next_year(at) <= end) {
            names.push_back(year_of(patient, at));
            at = first_of_next_year(at);
        } else if (is_first_of_month && first_of_next_month(at) <= end) {
            names.push_back(month_of(patient, at));
            at = first_of_next_month(at);
        } else {
            names.push_back(day_of(patient, at));
            at = Day(std::chrono::sys_days(at) + std::chrono::days(1));
        }
    }
    return names;
}

}  // namespace helselos::access::audience
