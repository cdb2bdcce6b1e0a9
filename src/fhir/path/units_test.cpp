#include "fhir/path/units.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

using json::Decimal;

Quantity quantity(const char* value, std::string_view unit, bool is_calendar = false)
{
    return {Decimal::parse(value).value(), unit, is_calendar};
}

bool same(Quantity left, Quantity right)
{
    return compare(left, right) == std::strong_ordering::equal;
}

TEST(Units, clinical_units_convert)
{
    EXPECT_TRUE(same(quantity("1", "mg/dL"), quantity("10", "mg/L")));
    EXPECT_TRUE(same(quantity("1", "[lb_av]"), quantity("0.45359237", "kg")));
    EXPECT_TRUE(same(quantity("1", "[in_i]"), quantity("2.54", "cm")));
    EXPECT_TRUE(same(quantity("1", "mmol/L"), quantity("1", "mol/m3")));
    EXPECT_TRUE(same(quantity("760", "mm[Hg]"), quantity("101324.72", "Pa")));
    EXPECT_TRUE(same(quantity("60", "/min"), quantity("1", "Hz")));
    EXPECT_TRUE(same(quantity("1", "kcal"), quantity("4184", "J")));
    EXPECT_TRUE(same(quantity("5", "%"), quantity("0.05", "1")));
    EXPECT_TRUE(same(quantity("3", "10*9/L"), quantity("3000000000", "L-1")));
    EXPECT_TRUE(same(quantity("1", "{score}"), quantity("1", "1")));
    EXPECT_TRUE(same(quantity("1", "mL/(kg.min)"), quantity("60", "mL/kg/h")));
    EXPECT_TRUE(same(quantity("37", "Cel"), quantity("310.15", "K")));
}

TEST(Units, every_atom_of_the_table_is_a_unit_or_arbitrary)
{
    for (const char* code : {"[Ch]", "[acr_us]", "[bu_us]", "[psi]", "[in_i'Hg]", "[stone_av]", "[tsp_us]", "eV", "lx",
             "Ohm", "kat", "sph", "''", "[lbf_av]", "[knt]"})
        EXPECT_EQ(ucum_unit(code).has_value(), std::string_view(code) != "[knt]") << code;
}

TEST(Units, what_is_no_unit_is_refused)
{
    for (const char* code : {"", "foo", "mm[", "kg/", ".m", "m..s", "(m", "m)", "{open", "da", "m99", "[IU]", "Cel.m"})
        EXPECT_FALSE(ucum_unit(code).has_value()) << code;
    EXPECT_FALSE(ucum_unit(std::string(1000, 'm')).has_value());
    EXPECT_FALSE(ucum_unit(std::string(50, '(') + "m" + std::string(50, ')')).has_value());
}

TEST(Units, arbitrary_units_compare_only_with_themselves)
{
    EXPECT_TRUE(same(quantity("5", "[IU]"), quantity("5.0", "[IU]")));
    EXPECT_EQ(compare(quantity("5", "[IU]"), quantity("5", "1")), std::nullopt);
}

TEST(Units, calendar_years_have_no_fixed_length)
{
    EXPECT_TRUE(same(quantity("1", "year", true), quantity("12", "months", true)));
    EXPECT_EQ(compare(quantity("1", "year", true), quantity("365", "days", true)), std::strong_ordering::equal);
    EXPECT_EQ(compare(quantity("1", "year", true), quantity("365", "d")), std::nullopt);
    EXPECT_TRUE(same(quantity("2", "weeks", true), quantity("14", "d")));
    EXPECT_EQ(are_equivalent(quantity("1", "month", true), quantity("1", "mo")), true);
}

TEST(Units, equivalence_looks_at_the_digits_of_the_less_precise)
{
    EXPECT_EQ(are_equivalent(quantity("4", "g"), quantity("4040", "mg")), true);
    EXPECT_EQ(are_equivalent(quantity("4.1", "g"), quantity("4060.0", "mg")), true);
    EXPECT_EQ(are_equivalent(quantity("4.1", "g"), quantity("4160.0", "mg")), false);
    EXPECT_EQ(are_equivalent(quantity("4", "g"), quantity("4", "m")), std::nullopt);
}

}  // namespace

}  // namespace helselos::fhir::path
