#include "access/refusals.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::access {

namespace {

const Instant noon{std::chrono::hours(500'000)};

store::AuditRow row_of(const std::string& agent)
{
    store::AuditRow row;
    row.agent = agent;
    row.organization = "Organization/9";
    return row;
}

// How many of so many attempts are told one by one.
std::size_t told(RefusalCount& count, const std::string& agent, std::size_t attempts, Instant at)
{
    std::size_t told = 0;
    for (std::size_t i = 0; i < attempts; ++i)
        told += count.count(row_of(agent), at).is_told ? 1 : 0;
    return told;
}

}  // namespace

TEST(RefusalCount, the_first_are_told_one_by_one_and_the_rest_is_counted)
{
    RefusalCount count;
    EXPECT_EQ(told(count, "Practitioner/1", limits::refusals_logged_max + 7, noon), limits::refusals_logged_max);
    EXPECT_EQ(told(count, "Practitioner/2", 3, noon), 3U) << "each has their own";
    const auto verdict = count.count(row_of("Practitioner/1"), noon + limits::refusals_time);
    EXPECT_TRUE(verdict.is_told);
    ASSERT_EQ(verdict.ended.size(), 1U);
    EXPECT_EQ(verdict.ended[0].agent, "Practitioner/1");
    EXPECT_EQ(verdict.ended[0].organization, "Organization/9");
    EXPECT_EQ(verdict.ended[0].count, 7U);
}

TEST(RefusalCount, another_who_comes_later_ends_the_time_of_all)
{
    RefusalCount count;
    EXPECT_EQ(told(count, "a", limits::refusals_logged_max + 1, noon), limits::refusals_logged_max);
    const auto verdict = count.count(row_of("b"), noon + limits::refusals_time);
    ASSERT_EQ(verdict.ended.size(), 1U);
    EXPECT_EQ(verdict.ended[0].agent, "a");
    EXPECT_TRUE(count.take_rest().empty());
}

TEST(RefusalCount, what_is_left_at_the_end_is_told_once)
{
    RefusalCount count;
    EXPECT_EQ(told(count, "a", limits::refusals_logged_max + 5, noon), limits::refusals_logged_max);
    const auto rests = count.take_rest();
    ASSERT_EQ(rests.size(), 1U);
    EXPECT_EQ(rests[0].count, 5U);
    EXPECT_TRUE(count.take_rest().empty());
}

TEST(RefusalCount, more_callers_than_there_is_room_for_begin_anew_and_lose_nothing)
{
    RefusalCount count;
    EXPECT_EQ(told(count, "first", limits::refusals_logged_max + 2, noon), limits::refusals_logged_max);
    std::uint64_t ended = 0;
    for (std::size_t i = 0; i < limits::refusal_callers_max; ++i)
        for (const auto& rest : count.count(row_of("other" + std::to_string(i)), noon).ended)
            ended += rest.count;
    EXPECT_EQ(ended, 2U);
}

}  // namespace helselos::access
