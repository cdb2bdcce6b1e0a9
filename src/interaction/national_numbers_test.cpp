#include "interaction/national_numbers.h"

#include "interaction/outcome.h"
#include "interaction/sealed_criteria.h"
#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::interaction {

namespace {

// Synthetic: month + 80.
constexpr const char* made_up = "10816011286";

class NationalNumbers : public testing::Test {
protected:
    Hall hall(fhir::norway::Environment environment)
    {
        Hall hall{fhir::Definitions::r4(), m_extractor, m_clock, m_random};
        hall.numbers.environment = environment;
        hall.seal = &m_seal;
        return hall;
    }

    fhir::search::Extractor m_extractor
        = *fhir::search::Extractor::create(fhir::search::Parameters::of(fhir::Definitions::r4()));
    SetClock m_clock{Instant{}};
    SeededRandom m_random{1};
    Seal m_seal{"secret"};
};

constexpr auto production = fhir::norway::Environment::production;
constexpr auto test = fhir::norway::Environment::test;

json::Document patient(const std::string& value)
{
    return *json::read(R"({"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":")"
        + value + R"("}]})");
}

TEST_F(NationalNumbers, each_environment_refuses_those_of_the_other)
{
    const auto document = patient(made_up);
    EXPECT_TRUE(judge_numbers(hall(test), document.root()).empty());
    const auto issues = judge_numbers(hall(production), document.root());
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(issues[0].code, "business-rule/synthetic-in-production");
    EXPECT_EQ(issues[0].element, "Patient.identifier[0].value");
    EXPECT_EQ(issues[0].text.find(made_up), std::string::npos);
}

TEST_F(NationalNumbers, an_identifier_without_a_value_is_not_judged)
{
    const auto document = *json::read(
        R"({"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.578.1.12.4.1.4.1","_value":{"id":"a"}}]})");
    EXPECT_TRUE(judge_numbers(hall(production), document.root()).empty());
}

TEST_F(NationalNumbers, a_draft_is_refused_by_what_its_text_holds)
{
    const auto document = patient("1");
    const auto refused = refuse_wrong_numbers(
        hall(test), {"Patient", "a"}, document.root(), R"("system":"urn:oid:2.16.578.1.12.4.1.4.1")");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, Kind::unprocessable);
}

TEST_F(NationalNumbers, the_id_of_a_person_is_no_number)
{
    const auto document = *json::read(R"({"resourceType":"Patient"})");
    EXPECT_FALSE(refuse_wrong_numbers(hall(test), {"Patient", made_up}, document.root(), "").ok());
    EXPECT_TRUE(refuse_wrong_numbers(hall(test), {"Observation", made_up}, document.root(), "").ok())
        << "eleven digits may well be the id of something else";
}

TEST(NumberInAddress, parameters_that_ask_for_an_identifier_are_read_for_bare_numbers)
{
    for (const char* name : {"identifier", "identifier:not", "patient.identifier", "subject:Patient.identifier",
             "subject:identifier", "_has:Person:patient:identifier", "_filter", "_content"})
        EXPECT_TRUE(names_person(name, made_up)) << name;
    for (const char* name : {"_id", "code", "_cursor", "identifier-type", "value-string"})
        EXPECT_FALSE(names_person(name, made_up)) << name;
}

TEST(NumberInAddress, a_system_of_persons_is_seen_in_every_parameter)
{
    EXPECT_TRUE(names_person("anything", "urn:oid:2.16.578.1.12.4.1.4.2|1"));
}

TEST(NumberInAddress, a_number_is_seen_in_the_path_of_a_person_only)
{
    EXPECT_FALSE(refuse_number_in_address(std::string("/Patient/") + made_up, {}).ok());
    EXPECT_FALSE(refuse_number_in_address(std::string("/Patient/") + made_up + "/Observation", {}).ok());
    EXPECT_TRUE(refuse_number_in_address(std::string("/Observation/") + made_up, {}).ok());
    EXPECT_TRUE(refuse_number_in_address("/Patient/1", {}).ok());
}

TEST_F(NationalNumbers, what_names_a_person_is_sealed_and_the_rest_stays)
{
    const auto here = hall(test);
    const auto query = std::string("gender=female&identifier=") + made_up + "&_count=1";
    const auto sealed = *seal_criteria(here, query);
    EXPECT_TRUE(sealed.starts_with("gender=female&_sealed=")) << sealed;
    EXPECT_TRUE(sealed.ends_with("&_count=1")) << sealed;
    EXPECT_EQ(sealed.find(made_up), std::string::npos);
    EXPECT_EQ(*open_criteria(here, *parse_query_string(sealed)), *parse_query_string(query));
}

TEST_F(NationalNumbers, a_query_that_names_nobody_is_left_as_it_is)
{
    const auto here = hall(test);
    EXPECT_EQ(*seal_criteria(here, "a=1&b=%2C"), "a=1&b=%2C");
    EXPECT_EQ(*seal_criteria(here, ""), "");
}

TEST_F(NationalNumbers, without_a_seal_no_link_is_made)
{
    auto bare = hall(test);
    bare.seal = nullptr;
    EXPECT_EQ(seal_criteria(bare, std::string("identifier=") + made_up).error().kind, Kind::fault);
    EXPECT_EQ(open_criteria(bare, {{"_sealed", "x"}}).error().kind, Kind::invalid);
}

TEST(Outcome, a_code_of_our_own_is_told_in_details)
{
    const auto outcome = *json::read(outcome_text(Issues{{Severity::error, "business-rule/real-in-test", "", "x"}}));
    const auto issue = outcome.root()["issue"].at(0);
    EXPECT_EQ(issue["code"].text(), "business-rule");
    EXPECT_EQ(issue["details"]["coding"].at(0)["code"].text(), "real-in-test");
}

TEST(Outcome, a_code_of_fhir_alone_has_no_details)
{
    const auto outcome = *json::read(outcome_text(Issues{{Severity::error, "invalid", "", "x"}}));
    EXPECT_FALSE(outcome.root()["issue"].at(0)["details"].exists());
}

TEST(Outcome, a_number_is_never_told)
{
    const auto text
        = outcome_text(Issues{{Severity::error, "invalid", std::string("a.") + made_up, std::string("b ") + made_up}});
    EXPECT_EQ(text.find(made_up), std::string::npos) << text;
}

}  // namespace

}  // namespace helselos::interaction
