#include "fhir/search/composite.h"

#include "base/limits.h"
#include "fhir/search/rows_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

constexpr const char* blood_pressure = R"({"resourceType":"Observation","code":{"coding":[{"code":"85354-9"}]},
    "component":[
      {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"},{"system":"http://t","code":"sys"}]},
       "valueQuantity":{"value":120,"system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
      {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":80,"code":"mm[Hg]"}},
      {"code":{"coding":[{"code":"absent"}]},"dataAbsentReason":{"coding":[{"code":"unknown"}]}}]})";

TEST(Composite, what_stands_in_one_element_is_combined_and_no_more)
{
    EXPECT_EQ(composites(rows_of(blood_pressure), "component-code-value-quantity"),
        (Texts{"http://loinc.org|8462-4$80..80 |mm[Hg]",
            "http://loinc.org|8480-6$120..120 http://unitsofmeasure.org|mm[Hg]",
            "http://t|sys$120..120 http://unitsofmeasure.org|mm[Hg]"}));
}

TEST(Composite, the_same_rows_are_kept_once)
{
    EXPECT_EQ(composites(rows_of(blood_pressure), "combo-code-value-quantity"), Texts{});
    EXPECT_EQ(composites(rows_of(blood_pressure), "code-value-quantity"), Texts{});
}

TEST(Composite, a_component_may_look_at_the_whole_resource)
{
    EXPECT_EQ(composites(rows_of(R"({"resourceType":"MolecularSequence","coordinateSystem":0,
        "referenceSeq":{"chromosome":{"coding":[{"code":"1"}]},"windowStart":1,"windowEnd":2},
        "variant":[{"start":5,"end":9},{"start":7,"end":8}]})"),
                  "chromosome-variant-coordinate"),
        (Texts{"|1$5..5$9..9", "|1$7..7$8..8"}));
}

TEST(Composite, a_reference_stands_beside_its_code)
{
    EXPECT_EQ(composites(rows_of(R"({"resourceType":"DocumentReference","status":"current","content":[],
        "relatesTo":[{"code":"replaces","target":{"reference":"DocumentReference/1"}}]})"),
                  "relationship"),
        (Texts{"http://hl7.org/fhir/document-relationship-type|replaces$DocumentReference/1"}));
}

TEST(Composite, combinations_are_limited)
{
    const auto observation = [](std::size_t codings) {
        std::string text
            = R"({"resourceType":"Observation","component":[{"valueQuantity":{"value":1,"unit":"a","code":"b"},
            "code":{"coding":[{"code":"c0"})";
        for (std::size_t i = 1; i < codings; ++i)
            text += fmt::format(R"(,{{"code":"c{}"}})", i);
        return *json::read(text + "]}}]}");
    };
    // Each coding is a token twice, a quantity has two units.
    const auto under = observation(limits::search_rows_max / 4 - 2);
    const auto over = observation(limits::search_rows_max / 2 + 1);
    EXPECT_TRUE(extractor(Extractor::Way::quick).extract(under.root()).ok());
    const auto refused = extractor(Extractor::Way::quick).extract(over.root());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, Kind::too_large);
}

TEST(Composite, an_identifier_with_a_type_is_found_by_it)
{
    const auto rows = rows_of(R"({"resourceType":"Patient","identifier":[
        {"system":"urn:x","value":"12","type":{"coding":[{"system":"http://t/types","code":"MR"}]}},
        {"system":"urn:y","value":"13"}]})");
    EXPECT_EQ(tokens(rows, "identifier"), (Texts{"urn:x|12", "urn:y|13"}));
    EXPECT_EQ(tokens(rows, "identifier:of-type"), Texts{"http://t/types|MR|12"});
}

}  // namespace

}  // namespace helselos::fhir::search
