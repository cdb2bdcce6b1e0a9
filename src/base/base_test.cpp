#include "base/base64.h"
#include "base/build_id.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/url.h"

#include <gtest/gtest.h>

namespace helselos {

namespace {

TEST(Clock, an_instant_is_read_as_it_is_written)
{
    for (const char* text : {"1970-01-01T00:00:00.000Z", "2026-11-22T07:31:05.250Z", "2024-02-29T23:59:59.999Z"})
        EXPECT_EQ(to_text(*instant_from_text(text)), text);
    EXPECT_EQ(to_text(*instant_from_text("2026-11-22T08:31:05+01:00")), "2026-11-22T07:31:05.000Z");
}

TEST(Clock, what_is_not_an_instant_is_refused)
{
    for (const char* text : {"", "2026-11-22", "2026-11-22T07:31:05", "2026-13-22T07:31:05Z", "2023-02-29T00:00:00Z",
             "2026-11-22T24:00:00Z", "2026-11-22T07:31:05Zx", "2026-11-22T07:31:05+15:00"})
        EXPECT_FALSE(instant_from_text(text).ok()) << text;
}

TEST(Random, one_seed_gives_one_sequence)
{
    SeededRandom left(190723);
    SeededRandom right(190723);
    EXPECT_EQ(make_uuid(left), make_uuid(right));
    EXPECT_NE(make_uuid(left), make_uuid(left));
}

TEST(Random, time_ordered_ids_sort_by_time)
{
    SeededRandom random(1);
    SetClock clock(*instant_from_text("2026-11-22T07:00:00Z"));
    const auto first = make_time_ordered_uuid(clock, random);
    clock.advance(std::chrono::milliseconds(1));
    const auto second = make_time_ordered_uuid(clock, random);
    EXPECT_LT(first, second);
    EXPECT_EQ(first.size(), 36U);
    EXPECT_EQ(first[14], '7');
}

TEST(Url, what_was_encoded_is_decoded)
{
    const std::string text = "http://a.no/x|æøå ?&=%+";
    EXPECT_EQ(*percent_decode(percent_encode(text)), text);
    EXPECT_EQ(*percent_decode("a%20b"), "a b");
    EXPECT_EQ(*percent_decode("a+b", Plus::is_space), "a b");
    EXPECT_EQ(*percent_decode("%41"), "A");
}

TEST(Url, broken_escapes_are_refused)
{
    for (const char* text : {"%", "%4", "%zz", "%00", "%ff", "%c0%af", "%ed%a0%80"})
        EXPECT_FALSE(percent_decode(text).ok()) << text;
}

TEST(Url, a_query_string_keeps_order_and_repeats)
{
    const auto parameters = parse_query_string("b=1&a=x%26y&b=2&c");
    ASSERT_TRUE(parameters.ok());
    EXPECT_EQ(*parameters, (QueryParameters{{"b", "1"}, {"a", "x&y"}, {"b", "2"}, {"c", ""}}));
    EXPECT_TRUE(parse_query_string("")->empty());
}

TEST(BuildId, is_told_by_the_program_itself)
{
    const auto id = build_id();
    EXPECT_GE(id.size(), 16U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(build_id(), id);
}

TEST(Base64, pads_to_four)
{
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64(std::string_view("\xFF\x00\xFE", 3)), "/wD+");
}

}  // namespace

}  // namespace helselos
