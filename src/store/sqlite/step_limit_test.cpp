#include "store/sqlite/connection.h"

#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

// Counts to a number, in more steps than that.
constexpr const char* count_to
    = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?) SELECT count(*) FROM n";

Result<std::int64_t> count(Connection& connection, std::int64_t to)
{
    auto statement = TRY(connection.prepare(count_to));
    statement.bind(to);
    TRY(statement.step());
    return statement.integer(0);
}

std::unique_ptr<Connection> empty()
{
    return Connection::open({.path = ":memory:", .is_writer = true}).value();
}

}  // namespace

TEST(StepLimit, ends_what_takes_too_long_as_too_costly_and_nothing_after_it)
{
    const auto connection = empty();
    {
        const StepLimit limit(*connection, 100'000);
        EXPECT_EQ(count(*connection, 100).value(), 100);
        EXPECT_FALSE(limit.is_reached());
        EXPECT_EQ(count(*connection, 1'000'000).error().kind, Kind::too_costly);
        EXPECT_TRUE(limit.is_reached());
        EXPECT_TRUE(limit.is_own());
    }
    EXPECT_EQ(count(*connection, 100'000).value(), 100'000);
}

TEST(StepLimit, what_is_taken_inside_is_taken_from_the_one_around)
{
    const auto connection = empty();
    const StepLimit around(*connection, 400'000);
    for (int i = 0; i < 3; ++i) {
        const StepLimit inside(*connection, 50'000);
        EXPECT_EQ(count(*connection, 1'000'000).error().kind, Kind::too_costly);
        EXPECT_TRUE(inside.is_own());
    }
    EXPECT_EQ(count(*connection, 1'000).value(), 1'000);
    EXPECT_EQ(count(*connection, 1'000'000).error().kind, Kind::too_costly);
    const StepLimit late(*connection, 50'000);
    EXPECT_FALSE(late.is_own()) << "nothing is left to give";
}

}  // namespace helselos::store::sqlite
