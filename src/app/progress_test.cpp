#include "app/progress.h"

#include <gtest/gtest.h>

namespace helselos::app {

namespace {

struct Screen {
    SetClock clock{Instant{std::chrono::milliseconds{1'000'000}}};
    std::string written;
    std::size_t pieces = 0;

    ProgressLine line(std::optional<std::size_t> columns)
    {
        return {"import", "resources", columns, clock, [this](std::string_view text) {
                    written += text;
                    ++pieces;
                }};
    }
};

TEST(Progress, a_terminal_shows_bar_share_count_rate_and_time_left)
{
    Screen screen;
    auto line = screen.line(200);
    screen.clock.advance(std::chrono::seconds{10});
    line.show({.done = 250, .total = 1000, .things = 5000, .failures = 2});
    EXPECT_EQ(screen.written, "\rimport [======..................] 25 %  5000 resources, 500/s, 0:30 left, 2 failed");
}

TEST(Progress, a_terminal_is_drawn_over_in_one_piece_and_not_too_often)
{
    Screen screen;
    auto line = screen.line(200);
    line.show({.done = 1, .total = 10, .things = 100});
    line.show({.done = 2, .total = 10, .things = 200});
    screen.clock.advance(std::chrono::milliseconds{99});
    line.show({.done = 3, .total = 10, .things = 300});
    EXPECT_EQ(screen.pieces, 1U);
    screen.clock.advance(std::chrono::milliseconds{1});
    line.show({.done = 3, .total = 10, .things = 300});
    EXPECT_EQ(screen.pieces, 2U);
    EXPECT_EQ(screen.written.find('\n'), std::string::npos);
}

TEST(Progress, a_shorter_line_covers_the_longer_one)
{
    Screen screen;
    auto line = screen.line(200);
    line.show({.things = 1'000'000});
    screen.written.clear();
    screen.clock.advance(std::chrono::seconds{1});
    line.finish({.things = 1});
    EXPECT_EQ(screen.written, "\rimport  1 resources, 1/s, 0:01\n");
    screen.written.clear();
    auto other = screen.line(200);
    other.show({.things = 1'000'000});
    screen.written.clear();
    other.say("x");
    EXPECT_EQ(screen.written, "\r" + std::string(25, ' ') + "\rx\n");
}

TEST(Progress, the_line_never_fills_the_last_column)
{
    Screen screen;
    auto line = screen.line(20);
    line.show({.done = 1, .total = 2, .things = 1000});
    EXPECT_EQ(screen.written.size(), 1U + 19U);
}

TEST(Progress, elsewhere_a_whole_line_comes_every_ten_seconds)
{
    Screen screen;
    auto line = screen.line(std::nullopt);
    line.show({.done = 1, .total = 2, .things = 1});
    screen.clock.advance(std::chrono::milliseconds{9'999});
    line.show({.done = 1, .total = 2, .things = 1});
    EXPECT_EQ(screen.written, "");
    screen.clock.advance(std::chrono::milliseconds{1});
    line.show({.done = 1, .total = 2, .things = 30});
    line.show({.done = 1, .total = 2, .things = 30});
    EXPECT_EQ(screen.written, "import [============............] 50 %  30 resources, 3/s, 0:10 left\n");
    line.say("something");
    EXPECT_TRUE(screen.written.ends_with("\nsomething\n"));
}

TEST(Progress, long_times_have_hours_and_large_totals_do_not_overflow)
{
    Screen screen;
    auto line = screen.line(std::nullopt);
    screen.clock.advance(std::chrono::hours{2});
    line.show({.done = std::uint64_t{1} << 62, .total = std::uint64_t{1} << 63, .things = 7200});
    EXPECT_EQ(screen.written, "import [============............] 50 %  7200 resources, 1/s, 2:00:00 left\n");
}

}  // namespace

}  // namespace helselos::app
