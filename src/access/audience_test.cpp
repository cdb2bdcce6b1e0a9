#include "access/audience.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace helselos::access {

namespace {

using namespace std::chrono;

bool meet(const std::vector<std::string>& left, const std::vector<std::string>& right)
{
    return std::ranges::any_of(
        left, [&](const std::string& name) { return std::ranges::find(right, name) != right.end(); });
}

TEST(Audience, a_span_of_days_holds_each_of_its_days_and_no_other)
{
    const auto first = Day(year(2024), February, day(28));
    const auto end = Day(year(2027), March, day(3));
    const auto span = audience::parents_between("Patient/4", first, end);
    EXPECT_LT(span.size(), 30U);
    for (auto at = sys_days(first) - days(400); at < sys_days(end) + days(400); at += days(1)) {
        const bool is_within = sys_days(first) <= at && at < sys_days(end);
        EXPECT_EQ(meet(span, audience::parents_on("Patient/4", Day(at))), is_within) << at.time_since_epoch().count();
    }
}

TEST(Audience, no_name_is_the_id_of_a_resource)
{
    for (const auto& name : {audience::of_area("Patient/4", "1"), audience::parents_of("Patient/4"),
             audience::young("Patient/4"), audience::blocked("Organization/9"), audience::of_named("Practitioner/5"),
             audience::emergencies_of("Practitioner/5"), audience::timed_grants_of("Organization/9")})
        EXPECT_NE(name.find('!'), std::string::npos) << name;
}

TEST(Calendar, a_birthday_of_29_february_is_1_march_in_other_years)
{
    const Day leap(year(2008), February, day(29));
    EXPECT_EQ(birthday(leap, 16), Day(year(2024), February, day(29)));
    EXPECT_EQ(birthday(leap, 18), Day(year(2026), March, day(1)));
}

TEST(Calendar, a_date_is_a_day_of_oslo_and_half_a_date_its_last)
{
    EXPECT_EQ(last_day_of("2026-11-21T23:30:00Z"), Day(year(2026), November, day(22)));
    EXPECT_EQ(last_day_of("2026-11-22"), Day(year(2026), November, day(22)));
    EXPECT_EQ(last_day_of("2026"), Day(year(2026), December, day(31)));
    EXPECT_EQ(last_day_of("tomorrow"), std::nullopt);
}

}  // namespace

}  // namespace helselos::access
