#include "server/rest/http_date.h"

#include <gtest/gtest.h>

namespace helselos::rest {

namespace {

TEST(HttpDate, what_is_written_is_read_to_the_second)
{
    for (const long long seconds : {0LL, 951'782'400LL, 1'795'332'665LL, 4'102'444'799LL}) {
        const Instant instant{std::chrono::seconds(seconds)};
        EXPECT_EQ(parse_http_date(http_date(instant)), instant) << http_date(instant);
    }
    EXPECT_EQ(http_date(Instant(std::chrono::seconds(1'795'332'665))), "Sun, 22 Nov 2026 07:31:05 GMT");
}

TEST(HttpDate, what_is_no_such_time_is_none)
{
    for (const char* text :
        {"", "Sun, 31 Feb 2026 07:31:05 GMT", "Sun, 22 Nov 2026 24:31:05 GMT", "Sun, 22 nov 2026 07:31:05 GMT",
            "Sunday, 22-Nov-26 07:31:05 GMT", "Sun, +2 Nov 2026 07:31:05 GMT", "Sun, 22 Nov 2026 07:31:05 CET"})
        EXPECT_FALSE(parse_http_date(text)) << text;
}

}  // namespace

}  // namespace helselos::rest
