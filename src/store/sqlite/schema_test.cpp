#include "store/sqlite/schema.h"

#include <array>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

std::unique_ptr<Connection> empty()
{
    return Connection::open({.path = ":memory:", .is_writer = true}).value();
}

constexpr Migration first{1, "first", "CREATE TABLE a(x); INSERT INTO a VALUES(1);"};
constexpr Migration second{2, "second", "UPDATE a SET x=x+1; CREATE TABLE b(y);"};
constexpr Migration broken{2, "broken", "UPDATE a SET x=x+1; INSERT INTO nothing VALUES(1);"};

}  // namespace

TEST(Schema, steps_are_numbered_from_one_without_gaps)
{
    std::int64_t number = 0;
    for (const auto& step : all_migrations())
        EXPECT_EQ(step.number, ++number) << step.name;
}

TEST(Schema, an_empty_file_is_brought_to_the_newest_layout_once)
{
    const auto connection = empty();
    ASSERT_TRUE(bring_up_to_date(*connection));
    ASSERT_TRUE(bring_up_to_date(*connection));
    EXPECT_EQ(schema_version(*connection).value(), all_migrations().back().number);
}

TEST(Schema, only_the_steps_that_are_missing_are_taken)
{
    const auto connection = empty();
    ASSERT_TRUE(bring_up_to_date(*connection, std::array{first}));
    ASSERT_TRUE(bring_up_to_date(*connection, std::array{first, second}));
    EXPECT_EQ(connection->integer("SELECT x FROM a").value(), 2);
    EXPECT_EQ(schema_version(*connection).value(), 2);
}

TEST(Schema, a_step_that_fails_leaves_nothing_and_may_be_taken_again)
{
    const auto connection = empty();
    EXPECT_FALSE(bring_up_to_date(*connection, std::array{first, broken}));
    EXPECT_EQ(schema_version(*connection).value(), 1);
    EXPECT_EQ(connection->integer("SELECT x FROM a").value(), 1);
    EXPECT_TRUE(bring_up_to_date(*connection, std::array{first, second}));
    EXPECT_EQ(connection->integer("SELECT x FROM a").value(), 2);
}

TEST(Schema, a_newer_layout_is_refused)
{
    const auto connection = empty();
    ASSERT_TRUE(bring_up_to_date(*connection, std::array{first, second}));
    EXPECT_EQ(bring_up_to_date(*connection, std::array{first}).error().kind, Kind::unsupported);
}

}  // namespace helselos::store::sqlite
