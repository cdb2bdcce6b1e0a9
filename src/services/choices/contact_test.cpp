#include "services/choices/contact.h"

#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::choices {

namespace {

json::Document patient(const char* members)
{
    return *json::read(std::string(R"({"resourceType":"Patient")") + members + "}");
}

TEST(Contact, a_telephone_number_has_eight_digits_or_a_country_code)
{
    for (const char* number : {"90000000", "900 00 000", "+47 900 00 000", "+4790000000", "+123456789012345"})
        EXPECT_TRUE(is_phone(number)) << number;
    for (const char* number :
        {"", "+", "9000000", "900000000", "+1234567890123456", "ring 90000000", "90000000;", "9-0000000"})
        EXPECT_FALSE(is_phone(number)) << number;
}

TEST(Contact, an_email_address_has_two_sides)
{
    for (const char* address : {"a@b.no", "kari.sandvik+helse@example.org", "K_S-1@mail.example.org"})
        EXPECT_TRUE(is_email(address)) << address;
    for (const char* address : {"", "a", "@b.no", "a@", "a@b", "a@.no", "a@b.", "a@b@c.no", "a b@c.no", "<a@b.no>"})
        EXPECT_FALSE(is_email(address)) << address;
    EXPECT_TRUE(is_email(std::string(245, 'a') + "@bcdef.no"));
    EXPECT_FALSE(is_email(std::string(246, 'a') + "@bcdef.no"));
}

TEST(Contact, what_nobody_chose_is_bokmaal_and_both_ways)
{
    const auto empty = patient("");
    const auto settings = settings_of(empty.root());
    EXPECT_EQ(settings.language, "nb");
    EXPECT_TRUE(settings.sms);
    EXPECT_TRUE(settings.email);
    EXPECT_EQ(settings.phone, "");
}

TEST(Contact, another_language_is_preferred_and_the_first_one_stays)
{
    auto resource = patient(
        R"(,"communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"pl"}]},"preferred":true}])");
    apply({.language = "nn"}, resource);
    EXPECT_EQ(settings_of(resource.root()).language, "nn");
    EXPECT_EQ(resource.root()["communication"].size(), 2U);
    EXPECT_FALSE(resource.root()["communication"].at(1)["preferred"].truth());
    apply({.language = "nn"}, resource);
    EXPECT_EQ(resource.root()["communication"].size(), 2U) << "not twice";
}

TEST(Contact, one_number_is_replaced_and_others_stay)
{
    auto resource = patient(R"(,"telecom":[{"system":"phone","value":"22222222","use":"old"},
        {"system":"phone","value":"33333333"},{"system":"email","value":"a@b.no"},{"system":"phone","value":"44444444","use":"work"}])");
    EXPECT_EQ(settings_of(resource.root()).phone, "33333333");
    apply({.phone = "55555555"}, resource);
    EXPECT_EQ(settings_of(resource.root()).phone, "55555555");
    EXPECT_EQ(resource.root()["telecom"].size(), 4U);
    const auto text = json::to_text(resource.root());
    EXPECT_EQ(text.find("33333333"), std::string::npos);
    EXPECT_NE(text.find("22222222"), std::string::npos);
    EXPECT_NE(text.find("44444444"), std::string::npos);
}

TEST(Contact, the_last_number_is_taken_away_with_the_list)
{
    auto resource = patient(R"(,"telecom":[{"system":"phone","value":"33333333"}])");
    apply({.phone = ""}, resource);
    EXPECT_FALSE(resource.root()["telecom"].exists());
}

TEST(Contact, one_way_of_notices_is_changed_and_the_other_and_foreign_extensions_stay)
{
    auto resource = patient(R"(,"extension":[{"url":"http://example.org/x","valueBoolean":true}])");
    apply({.sms = false}, resource);
    apply({.email = false}, resource);
    apply({.sms = true}, resource);
    EXPECT_TRUE(settings_of(resource.root()).sms);
    EXPECT_FALSE(settings_of(resource.root()).email);
    EXPECT_EQ(resource.root()["extension"].size(), 2U);
}

}  // namespace

}  // namespace helselos::choices
