#include "fhir/profile/profiles.h"

#include "fhir/profile/version.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::profile {

namespace {

constexpr std::string_view body_height = "http://hl7.org/fhir/StructureDefinition/bodyheight";

json::Document tiny(const std::string& version)
{
    return *json::read(R"({"resourceType":"StructureDefinition","url":"https://example.org/tiny","version":")" + version
        + R"(","name":"Tiny","type":"Patient","derivation":"constraint",
          "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
          "snapshot":{"element":[{"id":"Patient","path":"Patient"}]}})");
}

}  // namespace

TEST(Profiles, know_those_of_the_core)
{
    const Profiles profiles(Definitions::r4());
    const auto found = profiles.find(body_height);
    ASSERT_TRUE(found.ok());
    ASSERT_NE(*found, nullptr);
    EXPECT_EQ((*found)->url, body_height);
    EXPECT_EQ((*found)->type, "Observation");
    EXPECT_EQ((*found)->base, "http://hl7.org/fhir/StructureDefinition/vitalsigns");
    EXPECT_TRUE((*found)->is_constraint);
    EXPECT_EQ((*found)->elements.front()["path"].text(), "Observation");
    EXPECT_GT((*found)->elements.size(), 40U);
}

TEST(Profiles, leave_out_what_the_maker_of_the_package_added_to_a_type)
{
    const Profiles profiles(Definitions::r4());
    const auto meta = profiles.find("http://hl7.org/fhir/StructureDefinition/Meta");
    ASSERT_TRUE(meta.ok());
    for (const auto element : (*meta)->elements)
        EXPECT_NE(element["path"].text(), "Meta.project");
}

TEST(Profiles, an_unknown_address_is_null_and_no_error)
{
    const Profiles profiles(Definitions::r4());
    const auto found = profiles.find("https://example.org/nowhere");
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(*found, nullptr);
}

TEST(Profiles, a_core_profile_of_another_release_is_unknown)
{
    const Profiles profiles(Definitions::r4());
    EXPECT_NE(*profiles.find(std::string(body_height) + "|4.0.1"), nullptr);
    EXPECT_EQ(*profiles.find(std::string(body_height) + "|5.0.0"), nullptr);
}

TEST(Profiles, the_newest_is_found_when_no_version_is_asked_for)
{
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(profiles.add(tiny("1.10.0")).ok());
    ASSERT_TRUE(profiles.add(tiny("1.9.0")).ok());
    EXPECT_EQ((*profiles.find("https://example.org/tiny"))->version, "1.10.0");
    EXPECT_EQ((*profiles.find("https://example.org/tiny|1.9.0"))->version, "1.9.0");
    EXPECT_EQ(*profiles.find("https://example.org/tiny|1.8.0"), nullptr);
}

TEST(Profiles, the_same_pointer_is_given_each_time)
{
    const Profiles profiles(Definitions::r4());
    EXPECT_EQ(*profiles.find(body_height), *profiles.find(body_height));
}

TEST(Profiles, what_is_no_structure_definition_is_refused)
{
    Profiles profiles(Definitions::r4());
    const auto added = profiles.add(*json::read(R"({"resourceType":"Patient"})"));
    ASSERT_FALSE(added.ok());
    EXPECT_EQ(added.error().kind, Kind::invalid);
}

TEST(Version, numbers_are_compared_by_their_size)
{
    EXPECT_TRUE(is_older("2.9.0", "2.10.0"));
    EXPECT_FALSE(is_older("2.10.0", "2.9.0"));
    EXPECT_FALSE(is_older("2.2.2", "2.2.2"));
}

TEST(Version, a_version_before_its_release_is_older)
{
    EXPECT_TRUE(is_older("2.5.8-beta", "2.5.8"));
    EXPECT_TRUE(is_older("2.5.8-alpha", "2.5.8-beta"));
    EXPECT_FALSE(is_older("2.5.8", "2.5.8-beta"));
}

}  // namespace helselos::fhir::profile
