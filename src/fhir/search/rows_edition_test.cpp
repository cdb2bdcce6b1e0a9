#include "fhir/search/rows_edition.h"

#include "fhir/search/parse_query.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

// Asked of a store whose rows are of an edition.
Result<Query> asked(int edition, const std::string& type, const QueryParameters& parameters)
{
    const Grounds grounds{Parameters::of(Definitions::r4())->with_rows_of(edition)};
    Issues notes;
    return parse_query(Space::of_type(type), parameters, grounds, Handling::strict, notes);
}

bool is_told_to_come_back(const Result<Query>& query)
{
    return !query && query.error().kind == Kind::busy;
}

}  // namespace

TEST(RowsEdition, the_newest_change_is_that_of_the_present_edition)
{
    const auto newest = std::ranges::max(rows_changes, {}, &RowsChange::edition);
    EXPECT_EQ(newest.edition, rows_edition);
    EXPECT_TRUE(std::ranges::is_sorted(rows_changes, {}, &RowsChange::edition));
}

TEST(RowsEdition, a_kind_that_did_not_change_is_present_in_older_rows)
{
    EXPECT_TRUE(are_present(RowsKind::string, 1));
    EXPECT_FALSE(are_present(RowsKind::composite, 1));
    EXPECT_TRUE(are_present(RowsKind::composite, 2));
    EXPECT_EQ(newest_change(RowsKind::composite, 1), 1);
}

TEST(RowsEdition, what_older_rows_lack_is_not_asked_of_them)
{
    const QueryParameters composite{{"component-code-value-quantity", "a$gt5"}};
    const QueryParameters both_forms{{"combo-code-value-quantity", "a$gt5"}};
    const QueryParameters of_type{{"identifier:of-type", "s|t|v"}};
    EXPECT_TRUE(is_told_to_come_back(asked(1, "Observation", composite)));
    EXPECT_TRUE(is_told_to_come_back(asked(1, "Observation", both_forms)));
    EXPECT_TRUE(is_told_to_come_back(asked(1, "Observation", {{"combo-code-value-quantity:missing", "true"}})));
    EXPECT_TRUE(is_told_to_come_back(asked(1, "Patient", of_type)));
    EXPECT_TRUE(is_told_to_come_back(asked(1, "Observation", {{"subject:Patient.identifier:of-type", "s|t|v"}})));
    EXPECT_TRUE(
        is_told_to_come_back(asked(1, "Patient", {{"_has:Observation:subject:combo-code-value-quantity", "a$5"}})));
    const QueryParameters filter{{"_filter", "combo-code-value-quantity eq a$5"}};
    EXPECT_TRUE(is_told_to_come_back(asked(1, "Observation", filter)));
    EXPECT_TRUE(asked(2, "Observation", filter));
    EXPECT_TRUE(asked(2, "Observation", composite));
    EXPECT_TRUE(asked(2, "Patient", of_type));
}

TEST(RowsEdition, what_older_rows_have_is_asked_of_them)
{
    EXPECT_TRUE(asked(1, "Patient", {{"identifier", "s|v"}, {"name", "x"}, {"birthdate", "2000"}}));
    // It holds when its components do, and these have always had rows.
    EXPECT_TRUE(asked(1, "Observation", {{"code-value-quantity", "a$gt5"}}));
}

}  // namespace helselos::fhir::search
