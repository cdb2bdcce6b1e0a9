#include "services/triage/decimal.h"

#include <gtest/gtest.h>

namespace helselos::triage {

namespace {

TEST(Decimal, a_number_is_read_as_millionths)
{
    EXPECT_EQ(to_millionths("38.5"), 38'500'000);
    EXPECT_EQ(to_millionths("-0.25"), -250'000);
    EXPECT_EQ(to_millionths("0.1234567"), 123'456);
    EXPECT_EQ(to_millionths("999999999"), 999'999'999 * one);
}

TEST(Decimal, what_is_no_plain_number_is_refused)
{
    for (const char* text : {"", ".", "1.", ".5", "1e3", "38,5", "+1", "1000000000", " 1", "--1"})
        EXPECT_FALSE(to_millionths(text).has_value()) << text;
}

TEST(Decimal, needless_zeros_are_not_written)
{
    EXPECT_EQ(from_millionths(38'500'000), "38.5");
    EXPECT_EQ(from_millionths(-250'000), "-0.25");
    EXPECT_EQ(from_millionths(40 * one), "40");
}

TEST(Decimal, an_age_in_months_weeks_or_days_is_a_number_of_years)
{
    EXPECT_EQ(to_years(3 * one, "months"), 250'000);
    EXPECT_EQ(to_years(28 * one, "days"), 76'659);
    EXPECT_EQ(to_years(4 * one, "weeks"), 76'659);
    EXPECT_FALSE(to_years(3 * one, "moons").has_value());
}

}  // namespace

}  // namespace helselos::triage
