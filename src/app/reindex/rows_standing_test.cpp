#include "app/reindex/rows_standing.h"

#include "fhir/search/rows_edition.h"

#include <gtest/gtest.h>

namespace helselos::app {

namespace {

using fhir::search::rows_edition;

RowsStanding of_old_data()
{
    return standing_of_rows("", HasData::yes).value();
}

// As the same program finds it at its next start.
RowsStanding after_a_start(const RowsStanding& standing)
{
    return standing_of_rows(to_text(standing), HasData::yes).value();
}

}  // namespace

TEST(RowsStanding, asked_anew_it_begins_once_and_what_there_is_holds)
{
    auto standing = standing_of_rows("", HasData::no).value();
    const auto edition = standing.edition;
    EXPECT_TRUE(ask_anew(standing));
    EXPECT_EQ(standing.state(), "indexing");
    EXPECT_EQ(standing.edition, edition);

    standing.types = {"Patient"};
    standing.cursor = "x";
    EXPECT_FALSE(ask_anew(standing));
    EXPECT_EQ(standing.cursor, "x");
    EXPECT_EQ(standing_of_rows(to_text(standing), HasData::yes).value(), standing);

    finish(standing);
    EXPECT_EQ(standing.state(), "ready");
    EXPECT_TRUE(ask_anew(standing));
}

TEST(RowsStanding, asked_anew_with_rows_that_fail_it_says_so)
{
    auto standing = standing_of_rows("", HasData::no).value();
    ask_anew(standing);
    standing.resources_failed = 2;
    standing.first_failed = "Patient/1";
    finish(standing);
    EXPECT_EQ(standing.state(), "incomplete");
    EXPECT_FALSE(standing.reason().empty());
}

TEST(RowsStanding, a_new_store_has_the_present_edition)
{
    const auto standing = standing_of_rows("", HasData::no).value();
    EXPECT_EQ(standing.edition, rows_edition);
    EXPECT_EQ(standing.state(), "ready");
    EXPECT_EQ(after_a_start(standing), standing);
}

TEST(RowsStanding, data_without_an_edition_is_of_the_first)
{
    const auto standing = of_old_data();
    EXPECT_EQ(standing.edition, 1);
    EXPECT_EQ(standing.target, rows_edition);
    EXPECT_EQ(standing.state(), "indexing");
}

TEST(RowsStanding, goes_on_where_it_was)
{
    auto standing = of_old_data();
    standing.types = {"Observation", "Patient"};
    standing.at_type = 1;
    standing.cursor = "there";
    standing.resources_done = 7;
    EXPECT_EQ(after_a_start(standing), standing);
}

TEST(RowsStanding, is_of_the_present_edition_when_all_was_gone_through)
{
    auto standing = of_old_data();
    finish(standing);
    EXPECT_EQ(standing.edition, rows_edition);
    EXPECT_EQ(after_a_start(standing).state(), "ready");
}

TEST(RowsStanding, is_incomplete_when_something_failed_and_the_next_start_tries_again)
{
    auto standing = of_old_data();
    standing.types = {"Patient"};
    standing.at_type = 1;
    standing.resources_failed = 2;
    standing.first_failed = "Patient/1";
    finish(standing);
    EXPECT_EQ(standing.edition, 1);
    EXPECT_EQ(standing.state(), "incomplete");
    EXPECT_NE(standing.reason().find("Patient/1"), std::string::npos);
    EXPECT_EQ(after_a_start(standing), of_old_data());
}

// A folder from before who may see had an edition: its search rows are right, and all is gone through all the same.
TEST(RowsStanding, memberships_without_an_edition_are_of_the_first)
{
    const auto standing
        = standing_of_rows(R"({"edition":2,"target":2,"isDone":true,"types":["Patient"],"atType":"1"})", HasData::yes)
              .value();
    EXPECT_EQ(standing.state(), "indexing");
    EXPECT_EQ(standing.edition, rows_edition) << "a search is not told to come back";
    EXPECT_EQ(standing.memberships, 1);
    EXPECT_TRUE(standing.is_at_start());
    EXPECT_EQ(after_a_start(standing), standing);
}

TEST(RowsStanding, is_incomplete_when_what_says_who_may_see_cannot_be_kept)
{
    auto standing = of_old_data();
    standing.memberships_failed = 1;
    standing.first_failed = "Consent/1";
    finish(standing);
    EXPECT_EQ(standing.edition, rows_edition);
    EXPECT_EQ(standing.state(), "incomplete");
    EXPECT_NE(standing.reason().find("Consent/1"), std::string::npos);
    EXPECT_EQ(after_a_start(standing).state(), "indexing");
}

TEST(RowsStanding, of_a_newer_program_is_refused)
{
    auto standing = of_old_data();
    standing.edition = rows_edition + 1;
    standing.target = standing.edition;
    EXPECT_EQ(standing_of_rows(to_text(standing), HasData::yes).error().kind, Kind::unsupported);
    standing.edition = 1;
    EXPECT_EQ(standing_of_rows(to_text(standing), HasData::yes).error().kind, Kind::unsupported);
}

TEST(RowsStanding, that_is_damaged_is_a_fault)
{
    EXPECT_EQ(standing_of_rows("2", HasData::yes).error().kind, Kind::fault);
    EXPECT_EQ(standing_of_rows(R"({"edition":0,"target":2})", HasData::yes).error().kind, Kind::fault);
}

}  // namespace helselos::app
