#include "fhir/path/unit_terms.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

TEST(UnitTerms, equal_names_are_counted_together)
{
    EXPECT_EQ(unit_product("cm", "cm"), "cm2");
    EXPECT_EQ(unit_product("cm", "cm2"), "cm3");
    EXPECT_EQ(unit_product("kg", "m"), "kg.m");
    EXPECT_EQ(unit_product("m/s", "s"), "m");
    EXPECT_EQ(unit_product("/cm", "cm"), "1");
    EXPECT_EQ(unit_product("s-1", "m"), "m/s");
    EXPECT_EQ(unit_product("[in_i]", "mm[Hg]"), "[in_i].mm[Hg]");
}

TEST(UnitTerms, what_is_below_the_stroke_cancels_out)
{
    EXPECT_EQ(unit_quotient("cm2", "cm"), "cm");
    EXPECT_EQ(unit_quotient("m", "s"), "m/s");
    EXPECT_EQ(unit_quotient("1", "s"), "/s");
    EXPECT_EQ(unit_quotient("m", "m"), "1");
    EXPECT_EQ(unit_quotient("kg", "m2"), "kg/m2");
    EXPECT_EQ(unit_quotient("mg", "kg/d"), "mg.d/kg");
}

TEST(UnitTerms, what_is_more_than_names_stands_as_it_is)
{
    EXPECT_EQ(unit_product("10*3/uL", "uL"), "(10*3/uL).uL");
    EXPECT_EQ(unit_quotient("{cells}", "uL"), "{cells}/uL");
    EXPECT_EQ(unit_quotient("mg", "(kg.d)"), "mg/((kg.d))");
}

}  // namespace

}  // namespace helselos::fhir::path
