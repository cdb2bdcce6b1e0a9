#include "server/http/outbox.h"

#include "base/limits/web_socket.h"

#include <gtest/gtest.h>

namespace helselos::http {

TEST(Outbox, texts_come_out_in_their_order_and_the_end_after_them)
{
    int woken = 0;
    Outbox outbox([&] { ++woken; });
    auto first = outbox.say("one");
    auto second = outbox.say("two");
    outbox.close(CloseCode::going_away, "stopping");
    EXPECT_EQ(woken, 3);
    EXPECT_FALSE(outbox.closing());
    auto one = outbox.next();
    ASSERT_TRUE(one);
    EXPECT_EQ(one->text, "one");
    one->is_sent.set_value(true);
    EXPECT_TRUE(first.get());
    EXPECT_EQ(outbox.next()->text, "two");
    ASSERT_TRUE(outbox.closing());
    EXPECT_EQ(outbox.closing()->code, CloseCode::going_away);
}

TEST(Outbox, nothing_is_taken_after_the_end_was_said)
{
    Outbox outbox([] {});
    outbox.close(CloseCode::normal, "");
    EXPECT_FALSE(outbox.say("late").get());
    EXPECT_FALSE(outbox.next());
}

TEST(Outbox, whoever_waits_is_told_that_the_line_ended)
{
    Outbox outbox([] {});
    auto waiting = outbox.say("one");
    outbox.end();
    EXPECT_FALSE(waiting.get());
    EXPECT_FALSE(outbox.say("two").get());
    EXPECT_TRUE(outbox.has_ended());
}

TEST(Outbox, a_client_that_takes_nothing_is_too_slow)
{
    Outbox outbox([] {});
    std::vector<std::future<bool>> waiting;
    for (std::size_t i = 0; i < limits::web_socket_waiting_texts_max; ++i)
        waiting.push_back(outbox.say("x"));
    EXPECT_FALSE(outbox.say("one too many").get());
    while (outbox.next()) {}
    ASSERT_TRUE(outbox.closing());
    EXPECT_EQ(outbox.closing()->code, CloseCode::try_again);
}

}  // namespace helselos::http
