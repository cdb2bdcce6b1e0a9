#include "fhir/search/parse_criterion.h"

#include "fhir/search/query_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

TEST(ParseCriterion, a_value_set_stands_for_its_codes)
{
    EXPECT_EQ(asked("Observation", "code:in=http://t/green"), "code=http://t/tree|oak,http://t/tree|moss");
    EXPECT_EQ(asked("Observation", "code:not-in=http://t/green"), "none(code=http://t/tree|oak,http://t/tree|moss)");
    EXPECT_EQ(asked("Patient", "gender:in=http://hl7.org/fhir/ValueSet/administrative-gender").substr(0, 7), "gender=");
}

TEST(ParseCriterion, a_value_set_that_cannot_be_told_whole_is_refused)
{
    EXPECT_EQ(refusal("Observation", "code:in=http://t/unheard-of"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "code:in=http://t/open"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "code:not-in=http://t/open"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "code:in=ValueSet/1"), Kind::unsupported);
    EXPECT_EQ(refusal("Patient", "identifier:in=http://t/green"), Kind::unsupported);
    auto grounds = test_grounds();
    grounds.terms = nullptr;
    EXPECT_EQ(refusal(Space::of_type("Observation"), "code:in=http://t/green", grounds), Kind::unsupported);
}

TEST(ParseCriterion, a_code_stands_for_its_branch_downwards_or_upwards)
{
    EXPECT_EQ(asked("Observation", "code:below=http://t/tree%7Ctree"), "code=http://t/tree|tree,http://t/tree|oak");
    EXPECT_EQ(asked("Observation", "code:above=http://t/tree%7Coak"),
        "code=http://t/tree|oak,http://t/tree|plant,http://t/tree|tree");
    EXPECT_EQ(asked("Observation", "code:below=http://t/tree%7Cstone"), "code=http://t/tree|stone");
    EXPECT_EQ(refusal("Observation", "code:below=tree"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "code:below=http://t/part%7Ca"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "code:below=http://loinc.org%7C8480-6"), Kind::unsupported);
}

TEST(ParseCriterion, an_identifier_is_asked_of_its_type)
{
    EXPECT_EQ(asked("Patient", "identifier:of-type=http://t/types%7CMR%7C12345"),
        "identifier:of-type=http://t/types|MR|12345");
    EXPECT_EQ(refusal("Patient", "identifier:of-type=MR%7C12345"), Kind::invalid);
    EXPECT_EQ(refusal("Patient", "identifier:of-type=http://t/types%7C%7C12345"), Kind::invalid);
    EXPECT_EQ(refusal("Patient", "gender:of-type=a%7Cb%7Cc"), Kind::unsupported);
}

TEST(ParseCriterion, the_text_of_a_code_is_asked_in_words)
{
    EXPECT_EQ(asked("Observation", "code:text=Blood pressure"), "code~blood~pressure");
    EXPECT_EQ(asked("Observation", "code:text=blod*,sugar"), "any(code~blod* code~sugar)");
    EXPECT_EQ(refusal("Patient", "gender:text=male"), Kind::unsupported);
    EXPECT_EQ(refusal("Patient", "name:text=male"), Kind::unsupported);
}

TEST(ParseCriterion, a_composite_of_the_resource_is_asked_as_its_components)
{
    EXPECT_EQ(asked("Observation", "code-value-quantity=http://loinc.org%7C8480-6$gt140"),
        "all(code=http://loinc.org|8480-6 value-quantity=gt140|*|*)");
    EXPECT_EQ(asked("Observation", "code-value-quantity=a$1,b$2"),
        "any(all(code=a value-quantity=eq1|*|*) all(code=b value-quantity=eq2|*|*))");
    EXPECT_EQ(asked("Observation", "code-value-date=a$2026"),
        "all(code=a value-date=eq2026-01-01T00:00:00.000Z..2027-01-01T00:00:00.000Z)");
    EXPECT_EQ(asked("Observation", "code-value-string=a$x"), "all(code=a value-string='x')");
}

TEST(ParseCriterion, a_composite_of_elements_is_one_value)
{
    EXPECT_EQ(asked("Observation", "component-code-value-quantity=a$lt5%7C%7Cmg"),
        "component-code-value-quantity=a$lt5|*|mg");
    EXPECT_EQ(asked("Observation", "combo-code-value-quantity=a$lt5"),
        "any(all(code=a value-quantity=lt5|*|*) component-code-value-quantity=a$lt5|*|*)");
    EXPECT_EQ(asked("Group", "characteristic-value=gender$male"), "characteristic-value=gender$male");
    EXPECT_EQ(asked("DocumentReference", "relationship=replaces$DocumentReference/1"),
        "relationship=replaces$DocumentReference/1");
    EXPECT_EQ(asked("Questionnaire", "context-type-quantity=age$gt5"), "context-type-quantity=age$gt5|*|*");
    EXPECT_EQ(asked("MolecularSequence", "chromosome-variant-coordinate=1$gt5$lt9"),
        "chromosome-variant-coordinate=1$gt5$lt9");
}

TEST(ParseCriterion, every_composite_of_r4_is_answered)
{
    const auto grounds = test_grounds();
    for (const auto type : Definitions::r4().resource_types())
        for (const auto* parameter : Definitions::r4().search_parameters(type))
            if (parameter->type == SearchType::composite) {
                EXPECT_NE(grounds.parameters->composite(type, parameter->code), nullptr) << type << parameter->code;
            }
}

TEST(ParseCriterion, a_composite_has_a_value_for_each_component)
{
    EXPECT_EQ(refusal("Observation", "code-value-quantity=a"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "code-value-quantity=a$1$2"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "code-value-quantity=a$many"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "code-value-quantity:exact=a$1"), Kind::unsupported);
    EXPECT_EQ(asked("Observation", R"(code-value-string=a$5\$)"), "all(code=a value-string='5$')");
}

TEST(ParseCriterion, a_composite_is_missing_when_no_form_of_it_is_there)
{
    EXPECT_EQ(
        asked("Observation", "code-value-quantity:missing=true"), "any(code:missing=true value-quantity:missing=true)");
    EXPECT_EQ(asked("Observation", "code-value-quantity:missing=false"),
        "all(code:missing=false value-quantity:missing=false)");
    EXPECT_EQ(asked("Observation", "combo-code-value-quantity:missing=true"),
        "all(any(code:missing=true value-quantity:missing=true) component-code-value-quantity:missing=true)");
    EXPECT_EQ(asked("Group", "characteristic-value:missing=false"), "characteristic-value:missing=false");
}

TEST(ParseCriterion, a_reference_to_this_server_is_one_of_our_own)
{
    EXPECT_EQ(asked("Observation", "subject=https://here/fhir/Patient/1,https://elsewhere/fhir/Patient/1"),
        "subject=Patient/1,https://elsewhere/fhir/Patient/1");
}

TEST(ParseCriterion, a_reference_modifier_names_a_type_it_can_lead_to)
{
    EXPECT_EQ(asked("Observation", "subject:Patient=1"), "subject:type=Patient/1");
    EXPECT_EQ(refusal("Observation", "subject:Practitioner=1"), Kind::unsupported);
    EXPECT_EQ(refusal("Location", "partof:below=1"), Kind::unsupported);
    EXPECT_EQ(refusal("Location", "partof:above=1"), Kind::unsupported);
}

TEST(ParseCriterion, the_modifiers_told_are_those_answered)
{
    const auto told = [](std::string_view type, std::string_view code) {
        const auto grounds = test_grounds();
        return fmt::format(
            "{}", fmt::join(modifiers_of({type, *grounds.parameters->find(type, code)}, *grounds.parameters), " "));
    };
    EXPECT_EQ(told("Patient", "name"), "missing exact contains");
    EXPECT_EQ(told("Observation", "code"), "missing not text in not-in above below");
    EXPECT_EQ(told("Patient", "identifier"), "missing not text of-type");
    EXPECT_EQ(told("Patient", "active"), "missing not");
    EXPECT_EQ(told("Observation", "subject"), "missing identifier [type]");
    EXPECT_EQ(told("Observation", "date"), "missing");
    EXPECT_EQ(told("ValueSet", "url"), "missing above below");
}

}  // namespace

}  // namespace helselos::fhir::search
