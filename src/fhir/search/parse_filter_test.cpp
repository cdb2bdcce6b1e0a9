#include "fhir/search/parse_filter.h"

#include "fhir/search/query_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

std::string filtered(std::string_view type, std::string_view filter)
{
    return asked(type, "_filter=" + percent_encode(filter));
}

Kind filter_refusal(std::string_view type, std::string_view filter)
{
    return refusal(type, "_filter=" + percent_encode(filter));
}

TEST(ParseFilter, the_examples_of_the_specification)
{
    EXPECT_EQ(filtered("Patient", R"(name co "pet")"), "name:contains='pet'");
    EXPECT_EQ(filtered("Patient", R"(given eq "peter" and birthdate ge 2014-10-10)"),
        "all(given:whole='peter' birthdate=ge2014-10-10T00:00:00.000Z..2014-10-11T00:00:00.000Z)");
    EXPECT_EQ(filtered("Observation", "code eq http://loinc.org|1234-5"), "code=http://loinc.org|1234-5");
    EXPECT_EQ(filtered("Observation", R"(patient.name co "pet")"), "patient->Patient{name:contains='pet'}");
}

TEST(ParseFilter, and_and_or_bind_from_left_to_right)
{
    EXPECT_EQ(
        filtered("Patient", "gender eq a or gender eq b and gender eq c"), "all(any(gender=a gender=b) gender=c)");
    EXPECT_EQ(
        filtered("Patient", "gender eq a or (gender eq b and gender eq c)"), "any(gender=a all(gender=b gender=c))");
    EXPECT_EQ(filtered("Patient", "gender eq a and gender eq b and gender eq c"), "all(gender=a gender=b gender=c)");
    EXPECT_EQ(filtered("Patient", R"(name co "x" and (birthdate ge 1990 or not (active eq false)))"),
        "all(name:contains='x' any(birthdate=ge1990-01-01T00:00:00.000Z..1991-01-01T00:00:00.000Z "
        "none(active=false)))");
}

TEST(ParseFilter, strings_begin_end_contain_or_are)
{
    EXPECT_EQ(filtered("Patient", "name sw Ola"), "name='Ola'");
    EXPECT_EQ(filtered("Patient", "name ew Ola"), "name:ends='Ola'");
    EXPECT_EQ(filtered("Patient", R"(name co "a,b|c$\\d")"), R"(name:contains='a,b|c$\d')");
    EXPECT_EQ(filter_refusal("Patient", "name gt Ola"), Kind::unsupported);
    EXPECT_EQ(filter_refusal("Patient", "name ne Ola"), Kind::unsupported);
}

TEST(ParseFilter, there_is_a_value_or_none)
{
    EXPECT_EQ(filtered("Patient", "birthdate pr true"), "birthdate:missing=false");
    EXPECT_EQ(filtered("Patient", "birthdate pr false"), "birthdate:missing=true");
    EXPECT_EQ(filter_refusal("Patient", "birthdate pr maybe"), Kind::invalid);
}

TEST(ParseFilter, unlike_is_said_of_one_value_only)
{
    EXPECT_EQ(filtered("Patient", "gender ne male"), "all(gender:missing=false none(gender=male))");
    EXPECT_EQ(
        filtered("Patient", "birthdate ne 2000"), "birthdate=ne2000-01-01T00:00:00.000Z..2001-01-01T00:00:00.000Z");
    EXPECT_EQ(filter_refusal("Observation", "code ne x"), Kind::unsupported);
    EXPECT_EQ(filter_refusal("Patient", "identifier ne x"), Kind::unsupported);
    EXPECT_EQ(filtered("Patient", "_id ne x"), "none(_id=x)");
}

TEST(ParseFilter, codes_are_in_sets_and_branches)
{
    EXPECT_EQ(filtered("Observation", "code in http://t/green"), "code=http://t/tree|oak,http://t/tree|moss");
    EXPECT_EQ(filtered("Observation", "code ni http://t/green"), "none(code=http://t/tree|oak,http://t/tree|moss)");
    EXPECT_EQ(filtered("Observation", "code ss http://t/tree|tree"), "code=http://t/tree|tree,http://t/tree|oak");
    EXPECT_EQ(filtered("Observation", "code sb http://t/tree|tree"), "code=http://t/tree|tree,http://t/tree|plant");
    EXPECT_EQ(filter_refusal("Observation", "code co x"), Kind::unsupported);
}

TEST(ParseFilter, ranges_compare_and_periods_overlap)
{
    EXPECT_EQ(filtered("Observation", "value-quantity gt 5.4|http://unitsofmeasure.org|mg"),
        "value-quantity=gt5.4|http://unitsofmeasure.org|mg");
    EXPECT_EQ(filtered("Observation", "_lastUpdated ge 2026"),
        "_lastUpdated=ge2026-01-01T00:00:00.000Z..2027-01-01T00:00:00.000Z");
    EXPECT_EQ(filtered("Observation", "date po 2026").substr(0, 43), "all(date:missing=false none(date=sa2026-01-");
    EXPECT_EQ(filter_refusal("Observation", "value-quantity co 5"), Kind::unsupported);
    EXPECT_EQ(filter_refusal("Patient", "birthdate eq yesterday"), Kind::invalid);
    EXPECT_EQ(filter_refusal("Patient", "birthdate eq ge2000"), Kind::invalid);
}

TEST(ParseFilter, references_lead_to_what_is_asked_on)
{
    EXPECT_EQ(filtered("Observation", "subject re Patient/1"), "subject=Patient/1");
    EXPECT_EQ(filtered("Observation", "subject eq Patient/1"), "subject=Patient/1");
    EXPECT_EQ(filtered("Observation", "subject ne Patient/1"), "all(subject:missing=false none(subject=Patient/1))");
    EXPECT_EQ(filtered("Observation", R"(patient[active eq true].name co "x")"),
        "patient->Patient{active=true name:contains='x'}");
    EXPECT_EQ(filter_refusal("Observation", "code[status eq final].text eq x"), Kind::unsupported);
    EXPECT_EQ(
        filtered("Observation", "component-code-value-quantity eq a$gt5"), "component-code-value-quantity=a$gt5|*|*");
}

TEST(ParseFilter, what_is_no_filter_is_refused_with_its_place)
{
    for (const char* text : {"", "name", "name eq", "name co \"x", "(name eq x", "name eq x)", "name eq x or",
             "name eq x and and name eq y", "not name eq x", "name[gender eq x] eq y", "name is x", "1name eq x",
             "name eq \"\\q\"", "name  eq  x  y", "name.", "and", "not ()"}) {
        EXPECT_EQ(filter_refusal("Patient", text), Kind::invalid) << text;
    }
    EXPECT_EQ(filtered("Patient", "name eq"), "_filter: a value is missing at character 8");
}

TEST(ParseFilter, what_is_not_known_is_refused_by_name)
{
    EXPECT_EQ(filtered("Patient", "color eq red"), "search parameter _filter: not known for Patient");
    EXPECT_EQ(filter_refusal("Patient", "name eq x or color eq red"), Kind::unsupported);
    EXPECT_EQ(filter_refusal("Observation", "subject.color eq red"), Kind::unsupported);
    EXPECT_EQ(filter_refusal("Patient", "near eq x"), Kind::unsupported);
}

TEST(ParseFilter, depth_and_length_are_limited_at_under_and_over)
{
    const auto nested
        = [](std::size_t depth) { return std::string(depth, '(') + "gender eq a" + std::string(depth, ')'); };
    EXPECT_EQ(filtered("Patient", nested(limits::search_filter_depth_max - 2)), "gender=a");
    EXPECT_EQ(filtered("Patient", nested(limits::search_filter_depth_max - 1)), "gender=a");
    EXPECT_EQ(filter_refusal("Patient", nested(limits::search_filter_depth_max)), Kind::too_large);
    EXPECT_EQ(filter_refusal("Patient", nested(5'000)), Kind::too_large);
    const auto long_one = [](std::size_t bytes) { return "gender eq a" + std::string(bytes - 11, ' '); };
    EXPECT_EQ(filtered("Patient", long_one(limits::search_filter_bytes_max - 1)), "gender=a");
    EXPECT_EQ(filtered("Patient", long_one(limits::search_filter_bytes_max)), "gender=a");
    EXPECT_EQ(filter_refusal("Patient", long_one(limits::search_filter_bytes_max + 1)), Kind::too_large);
}

TEST(ParseFilter, clauses_in_clauses_are_limited)
{
    std::string deep = "gender eq a";
    for (int i = 0; i < 3; ++i)
        deep = "(gender eq b or (gender eq c and " + deep + "))";
    EXPECT_TRUE(parsed("Patient", "_filter=" + percent_encode(deep)).ok());
    deep = "(gender eq b or (gender eq c and " + deep + "))";
    EXPECT_EQ(filter_refusal("Patient", deep), Kind::too_large);
}

}  // namespace

}  // namespace helselos::fhir::search
