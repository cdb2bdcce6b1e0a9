#include "app/bulk/settled.h"

#include <gtest/gtest.h>

namespace helselos::app::bulk {

TEST(Settled, spans_that_touch_become_one)
{
    Settled settled;
    settled.add({0, 10});
    settled.add({20, 30});
    EXPECT_EQ(settled.spans, (DoneSpans{{0, 10}, {20, 30}}));
    settled.add({10, 20});
    EXPECT_EQ(settled.spans, (DoneSpans{{0, 30}}));
}

TEST(Settled, a_group_covers_the_line_in_it_that_was_refused_before)
{
    Settled settled;
    settled.add({40, 50});
    settled.add({0, 100});
    EXPECT_EQ(settled.spans, (DoneSpans{{0, 100}}));
    settled.add({60, 70});
    EXPECT_EQ(settled.spans, (DoneSpans{{0, 100}}));
}

TEST(Settled, knows_what_it_holds)
{
    Settled settled;
    settled.add({10, 20});
    EXPECT_FALSE(settled.holds(9));
    EXPECT_TRUE(settled.holds(10));
    EXPECT_TRUE(settled.holds(19));
    EXPECT_FALSE(settled.holds(20));
}

TEST(Settled, is_read_as_it_was_written)
{
    Settled settled{{{0, 7}, {9, 12}}, 5, 2};
    EXPECT_EQ(*settled_of(to_text(settled)), settled);
    EXPECT_EQ(*settled_of(""), Settled());
}

TEST(Settled, what_is_damaged_is_a_fault)
{
    for (const auto* text : {"x", "1", "1 2 3", "1 2 -3 4"})
        EXPECT_EQ(settled_of(text).error().kind, Kind::fault) << text;
}

}  // namespace helselos::app::bulk
