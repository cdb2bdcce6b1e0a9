#include "fhir/norway/register_number.h"

#include "fhir/norway/digits.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include <fmt/format.h>

namespace helselos::fhir::norway {

namespace {

// Public bodies, as they stand in Enhetsregisteret.
TEST(OrganisationNumber, those_of_public_bodies_are_right)
{
    for (const char* number : {"974760673", "983658776", "889640782", "914637651", "974761076"})
        EXPECT_TRUE(is_organisation_number(number)) << number;
}

TEST(OrganisationNumber, every_single_wrong_digit_is_noticed)
{
    const std::string number = "974760673";
    for (std::size_t at = 0; at < number.size(); ++at)
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto mistyped = number;
            mistyped[at] = digit;
            EXPECT_EQ(is_organisation_number(mistyped), digit == number[at]) << mistyped;
        }
}

TEST(OrganisationNumber, it_is_nine_digits)
{
    for (const char* text : {"", "97476067", "9747606730", "974 760 673", "97476067x", "000000000", "NO974760673"})
        EXPECT_FALSE(is_organisation_number(text)) << text;
}

// By the rule as it is told: the six digits and then the year, with the weights 4, 6, 3, 2, 7, 5, 4, 6, 3, 2.
TEST(DufNumber, the_remainder_stands_in_its_last_two_digits)
{
    constexpr std::array weights{4, 6, 3, 2, 7, 5, 4, 6, 3, 2};
    for (const std::string year : {"1998", "2015", "2024"})
        for (int serial = 0; serial < 1'000'000; serial += 77'777) {
            const auto digits = fmt::format("{:06}", serial);
            const int control = weighted_sum(digits + year, weights) % 11;
            for (int said = 0; said < 100; ++said)
                EXPECT_EQ(is_duf_number(fmt::format("{}{}{:02}", year, digits, said)), said == control);
        }
}

TEST(DufNumber, it_begins_with_a_year_and_has_twelve_digits)
{
    EXPECT_FALSE(is_duf_number("182412345600"));
    EXPECT_FALSE(is_duf_number("20241234560"));
    EXPECT_FALSE(is_duf_number("2024123456xx"));
}

TEST(NumberWithoutControlDigits, it_is_up_to_nine_digits)
{
    for (const auto is_number : {is_hpr_number, is_her_id, is_resh_id}) {
        for (const char* right : {"1", "9144900", "999999999", "000000011"})
            EXPECT_TRUE(is_number(right)) << right;
        for (const char* wrong : {"", "1234567890", "12 34", "12a", "-1"})
            EXPECT_FALSE(is_number(wrong)) << wrong;
    }
}

TEST(Kommunenummer, it_is_the_county_and_the_municipality_in_it)
{
    for (const char* right : {"0301", "5001", "1103"})
        EXPECT_TRUE(is_kommunenummer(right)) << right;
    for (const char* wrong : {"", "301", "00301", "0001", "0300", "03O1"})
        EXPECT_FALSE(is_kommunenummer(wrong)) << wrong;
}

}  // namespace

}  // namespace helselos::fhir::norway
