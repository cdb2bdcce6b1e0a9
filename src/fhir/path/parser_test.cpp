#include "fhir/path/shown_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

TEST(Parser, precedence_is_that_of_the_specification)
{
    EXPECT_EQ(evaluated("1 + 2 * 3 - 4"), "Integer 3");
    EXPECT_EQ(evaluated("-2 + 5"), "Integer 3");
    EXPECT_EQ(evaluated("1 + 1 = 2 and 2 < 3"), "Boolean true");
    EXPECT_EQ(evaluated("(1 | 1 is Integer).count()"), "Integer 2");
    EXPECT_EQ(evaluated("true or false and false"), "Boolean true");
    EXPECT_EQ(evaluated("false implies false or true"), "Boolean true");
    EXPECT_EQ(evaluated("1 in 1 | 2"), "Boolean true");
    EXPECT_EQ(evaluated("10 - 3 - 2"), "Integer 5");
}

TEST(Parser, keywords_are_names_where_a_name_may_stand)
{
    const auto* resource = R"({"resourceType":"ValueSet","expansion":{"contains":[{"code":"a"}]}})";
    EXPECT_EQ(evaluated("expansion.contains.code", resource), "code a");
    EXPECT_EQ(evaluated("expansion.contains(1)", resource), "refused: FHIRPath: contains() takes strings");
    EXPECT_EQ(evaluated("'abc'.contains('b') and ('a' | 'b') contains 'b'"), "Boolean true");
}

TEST(Parser, comments_are_left_out)
{
    EXPECT_EQ(evaluated("1 /* one */ + // plus\n 2"), "Integer 3");
    EXPECT_EQ(evaluated("1 /* one"), "refused: FHIRPath: a comment does not end (line 1, column 3)");
}

TEST(Parser, literals_have_their_types)
{
    EXPECT_EQ(evaluated("5 | 5000000000L"), "Integer 5, Long 5000000000");
    EXPECT_EQ(evaluated("@2015-02T | @2015-02-04T14 | @T14:34:28.123"),
        "DateTime 2015-02, DateTime 2015-02-04T14, Time 14:34:28.123");
    EXPECT_EQ(evaluated("4 days"), "Quantity 4 days");
    EXPECT_EQ(evaluated("4.5 'mg/dL'"), "Quantity 4.5 'mg/dL'");
    EXPECT_EQ(evaluated("@2015.is(Date)"), "Boolean true");
}

TEST(Parser, what_is_not_fhirpath_is_refused_with_its_place)
{
    EXPECT_EQ(evaluated("name.\n  given."), "refused: FHIRPath: a name is missing (line 2, column 9)");
    for (const char* text :
        {"", "1 +", "(1", "1)", "a..b", "a.", "'a", "`a", "{1}", "a b", "@", "@2015-1x", "@T", "@2015-02-30", "@T25:00",
            "%", "$that", "a.$this", "1 is", "where()", "iif(1)", "a[", "a[1", "# a", "'\\uD83D'", "@T14:34:28Z"})
        EXPECT_EQ(compile(text).ok() ? helselos::Kind::fault : compile(text).error().kind, helselos::Kind::invalid)
            << text;
    EXPECT_EQ(compile("nosuch()").error().kind, helselos::Kind::unsupported);
}

}  // namespace

}  // namespace helselos::fhir::path
