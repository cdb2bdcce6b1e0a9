#include "fhir/path/temporal.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

std::string round_trip(const char* text)
{
    const auto temporal = date_time_from_text(text);
    return temporal ? to_text(*temporal) : "refused";
}

TEST(Temporal, what_was_read_is_written_with_its_precision)
{
    for (const char* text :
        {"2015", "2015-02", "2015-02-04", "2015-02-04T14", "2015-02-04T14:34", "2015-02-04T14:34:28",
            "2015-02-04T14:34:28.120Z", "2015-02-04T14:34:28.123456789+05:30", "2015-02-04T14:34-03:00"})
        EXPECT_EQ(round_trip(text), text);
    EXPECT_EQ(round_trip("2015-02-04T14:34:28.1234567891Z"), "2015-02-04T14:34:28.123456789Z");
}

TEST(Temporal, what_does_not_exist_is_refused)
{
    for (const char* text : {"", "15", "2015-13", "2015-02-29", "2015-2-4", "2015-02-04T24:00", "2015-02-04T14:60",
             "2015-02-04T14:34:61", "2015-02-04T14:34:28.", "2015-02-04T14:34Zx", "2015-02-04T14:34+15:00",
             "2015-02T14:00", "0000-01-01", "2015-02-04 14:34"})
        EXPECT_EQ(round_trip(text), "refused") << text;
    EXPECT_FALSE(date_from_text("2015-02-04T10:00").has_value());
    EXPECT_FALSE(time_from_text("10:00Z").has_value());
}

TEST(Temporal, a_range_is_all_that_may_be_meant)
{
    constexpr std::int64_t day_ms = 86'400'000;
    const auto width = [](const char* text) {
        const auto range = range_of(date_time_from_text(text).value());
        return range.high - range.low;
    };
    EXPECT_EQ(width("2016"), 366 * day_ms);
    EXPECT_EQ(width("2015-02"), 28 * day_ms);
    EXPECT_EQ(width("2015-12"), 31 * day_ms);
    EXPECT_EQ(width("2015-02-04"), day_ms);
    EXPECT_EQ(width("2015-02-04T14:34"), 60'000);
    EXPECT_EQ(width("2015-02-04T14:34:28"), 1000);
    EXPECT_EQ(width("2015-02-04T14:34:28.1"), 100);
    EXPECT_EQ(width("2015-02-04T14:34:28.123"), 1);
    EXPECT_EQ(range_of(date_time_from_text("1970-01-01T02:00:00+02:00").value()).low, 0);
}

TEST(Temporal, offsets_do_not_matter_when_both_are_known)
{
    const auto order = [](const char* left, const char* right) {
        return compare(date_time_from_text(left).value(), date_time_from_text(right).value());
    };
    EXPECT_EQ(order("2015-01-01T00:30:00+01:00", "2014-12-31T23:30:00Z"), std::strong_ordering::equal);
    EXPECT_EQ(order("2015-01-01T00:30:00.5Z", "2015-01-01T00:30:00.50Z"), std::strong_ordering::equal);
    EXPECT_EQ(order("2015", "2014-12-31"), std::strong_ordering::greater);
    EXPECT_EQ(order("2015-01-01", "2015-01-01T10:00:00Z"), std::nullopt);
    EXPECT_EQ(order("2015-01-03", "2015-01-01T10:00:00Z"), std::strong_ordering::greater);
}

}  // namespace

}  // namespace helselos::fhir::path
