#include "fhir/search/literal_reference.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::search {

namespace {

TEST(LiteralReference, a_relative_one_has_type_and_id)
{
    const auto reference = literal_reference("Patient/a-1.2");
    EXPECT_EQ(reference.type, "Patient");
    EXPECT_EQ(reference.id, "a-1.2");
    EXPECT_EQ(reference.url, "");
}

TEST(LiteralReference, a_version_is_left_out)
{
    const auto reference = literal_reference("Patient/1/_history/7");
    EXPECT_EQ(reference.type, "Patient");
    EXPECT_EQ(reference.id, "1");
}

TEST(LiteralReference, what_leads_elsewhere_is_an_address)
{
    for (const char* text : {"https://elsewhere.example/fhir/Patient/1",
             "urn:uuid:2a2c1ca5-1c1f-4ad8-a1c1-6b4ac4f5a1b0", "/Patient/1", "Patient?identifier=1", "patient/1",
             "Patient/", "Patient", "Patient/1/2", "Patient/a_b", "Organization/Patient/1"}) {
        EXPECT_EQ(literal_reference(text).url, text);
        EXPECT_EQ(literal_reference(text).id, "") << text;
    }
}

TEST(LiteralReference, a_fragment_is_contained)
{
    EXPECT_TRUE(literal_reference("#p").is_contained);
    EXPECT_EQ(literal_reference("#p").url, "");
    EXPECT_FALSE(literal_reference("Patient/1").is_contained);
    EXPECT_FALSE(literal_reference("").is_contained);
}

TEST(LiteralReference, the_type_is_told_by_relative_and_absolute_ones)
{
    EXPECT_EQ(type_in_reference("Patient/1"), "Patient");
    EXPECT_EQ(type_in_reference("https://elsewhere.example/fhir/Patient/1/_history/2"), "Patient");
    EXPECT_EQ(type_in_reference("urn:uuid:2a2c1ca5-1c1f-4ad8-a1c1-6b4ac4f5a1b0"), "");
    EXPECT_EQ(type_in_reference("#p"), "");
    EXPECT_EQ(type_in_reference(""), "");
}

TEST(LiteralReference, an_id_has_at_most_64_letters)
{
    EXPECT_TRUE(is_id(std::string(63, 'a')));
    EXPECT_TRUE(is_id(std::string(64, 'a')));
    EXPECT_FALSE(is_id(std::string(65, 'a')));
    EXPECT_FALSE(is_id(""));
}

}  // namespace

}  // namespace helselos::fhir::search
