#include "fhir/search/date_range.h"

#include "base/clock.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

// "2026-01-01T00:00:00.000Z..2027-01-01T00:00:00.000Z"
std::string range(std::string_view text)
{
    const auto found = date_range(text, *Zone::utc());
    if (!found)
        return "none";
    const auto at = [](std::int64_t instant) { return to_text(Instant{std::chrono::milliseconds{instant}}); };
    return at(found->low) + ".." + at(found->high);
}

TEST(DateRange, each_precision_is_its_own_range)
{
    EXPECT_EQ(range("2026"), "2026-01-01T00:00:00.000Z..2027-01-01T00:00:00.000Z");
    EXPECT_EQ(range("2026-11"), "2026-11-01T00:00:00.000Z..2026-12-01T00:00:00.000Z");
    EXPECT_EQ(range("2026-12"), "2026-12-01T00:00:00.000Z..2027-01-01T00:00:00.000Z");
    EXPECT_EQ(range("2026-11-22"), "2026-11-22T00:00:00.000Z..2026-11-23T00:00:00.000Z");
    EXPECT_EQ(range("2026-11-22T07:31Z"), "2026-11-22T07:31:00.000Z..2026-11-22T07:32:00.000Z");
    EXPECT_EQ(range("2026-11-22T07:31:05Z"), "2026-11-22T07:31:05.000Z..2026-11-22T07:31:06.000Z");
    EXPECT_EQ(range("2026-11-22T07:31:05.2Z"), "2026-11-22T07:31:05.200Z..2026-11-22T07:31:05.300Z");
    EXPECT_EQ(range("2026-11-22T07:31:05.250Z"), "2026-11-22T07:31:05.250Z..2026-11-22T07:31:05.251Z");
}

TEST(DateRange, finer_than_a_millisecond_is_the_millisecond)
{
    EXPECT_EQ(range("2026-11-22T07:31:05.2504567Z"), "2026-11-22T07:31:05.250Z..2026-11-22T07:31:05.251Z");
}

TEST(DateRange, the_leap_day_is_only_in_leap_years)
{
    EXPECT_EQ(range("2024-02-29"), "2024-02-29T00:00:00.000Z..2024-03-01T00:00:00.000Z");
    EXPECT_EQ(range("2000-02-29"), "2000-02-29T00:00:00.000Z..2000-03-01T00:00:00.000Z");
    EXPECT_EQ(range("2023-02-29"), "none");
    EXPECT_EQ(range("1900-02-29"), "none");
    EXPECT_EQ(range("2024-02"), "2024-02-01T00:00:00.000Z..2024-03-01T00:00:00.000Z");
}

TEST(DateRange, an_offset_moves_the_range)
{
    EXPECT_EQ(range("2026-11-22T00:30:00+01:00"), "2026-11-21T23:30:00.000Z..2026-11-21T23:30:01.000Z");
    EXPECT_EQ(range("2026-11-22T23:30:00-03:30"), "2026-11-23T03:00:00.000Z..2026-11-23T03:00:01.000Z");
    EXPECT_EQ(range("2026-11-22T00:30+14:00"), "2026-11-21T10:30:00.000Z..2026-11-21T10:31:00.000Z");
}

TEST(DateRange, without_an_offset_it_is_utc)
{
    EXPECT_EQ(range("2026-11-22T07:31:05"), range("2026-11-22T07:31:05Z"));
}

TEST(DateRange, years_before_1970_and_far_away_are_ranges_too)
{
    EXPECT_EQ(range("1969-12-31T23:59:59.999Z"), "1969-12-31T23:59:59.999Z..1970-01-01T00:00:00.000Z");
    EXPECT_EQ(range("0001"), "0001-01-01T00:00:00.000Z..0002-01-01T00:00:00.000Z");
    ASSERT_TRUE(date_range("9999", *Zone::utc()).has_value());
    EXPECT_LT(date_range("9999", *Zone::utc())->low, date_range("9999", *Zone::utc())->high);
}

TEST(DateRange, what_is_no_date_is_refused)
{
    for (const char* text :
        {"", "26", "2026-1", "2026-13", "2026-00", "2026-11-00", "2026-11-31", "2026-02-30", "2026-11-22T",
            "2026-11-22T07", "2026-11-22T24:00", "2026-11-22T24:00:00Z", "2026-11-22T07:60Z", "2026-11-22T07:31:61Z",
            "2026-11-22T07:31:05+15:00", "2026-11-22T07:31:05+1:00", "2026-11-22T07:31:05.Z", "2026-11-22 07:31",
            "2026-11-22Z", "+2026-11-22", "22.11.2026", "2026-11-22T07:31:05Zx", "2026/11/22", "today"})
        EXPECT_EQ(range(text), "none") << text;
}

}  // namespace

}  // namespace helselos::fhir::search
