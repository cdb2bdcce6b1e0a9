#include "services/insight/outcome_recorded.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::insight {

namespace {

json::Document outcome(std::string_view level)
{
    return *json::read(R"({"resourceType":"RiskAssessment","basedOn":{"reference":"RiskAssessment/190723"},
        "method":{"coding":[{"system":"https://helselos.no/fhir/CodeSystem/assessment-method","code":"clinical-judgement"}]},
        "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icpc-2","code":"R76"}]},
        "subject":{"reference":"Patient/canary-4711"},
        "prediction":[{"qualitativeRisk":{"coding":[{"system":"https://helselos.no/fhir/CodeSystem/severity-level","code":")"
        + std::string(level) + R"("}]}}]})");
}

json::Document advised()
{
    return *json::read(R"({"resourceType":"RiskAssessment",
        "extension":[{"url":"https://helselos.no/fhir/StructureDefinition/content-version","valueString":"sore-throat 0.1.0"}],
        "code":{"coding":[{"system":"https://helselos.no/fhir/CodeSystem/complaint","code":"sore-throat"}]},
        "prediction":[{"qualitativeRisk":{"coding":[{"system":"https://helselos.no/fhir/CodeSystem/severity-level","code":"selfcare"}]}}]})");
}

TEST(OutcomeRecorded, the_two_levels_stand_beside_each_other)
{
    const auto comparison = compare(outcome("urgent").root(), advised().root());
    ASSERT_TRUE(comparison.has_value());
    EXPECT_EQ(comparison->advised, "selfcare");
    EXPECT_EQ(comparison->found, "urgent");
    EXPECT_EQ(comparison->complaint, "sore-throat");
    EXPECT_EQ(comparison->diagnosis, "R76");
}

TEST(OutcomeRecorded, what_personnel_did_not_level_is_no_comparison)
{
    EXPECT_FALSE(compare(outcome("").root(), advised().root()).has_value());
}

TEST(OutcomeRecorded, only_a_clinical_judgement_answers_an_assessment)
{
    EXPECT_EQ(answered_assessment(outcome("urgent").root()), "RiskAssessment/190723");
    EXPECT_EQ(answered_assessment(advised().root()), "");
}

TEST(OutcomeRecorded, the_observation_names_nobody_and_no_time_of_day)
{
    const event::Event event{
        77, event::Happened::created, "RiskAssessment", "x", 1, *instant_from_text("2026-11-22T07:31:05Z")};
    const auto text = json::to_text(to_observation(*compare(outcome("urgent").root(), advised().root()), event));
    EXPECT_EQ(text.find("canary-4711"), std::string::npos);
    EXPECT_EQ(text.find("190723"), std::string::npos);
    EXPECT_NE(text.find(R"("effectiveDateTime":"2026-11-22")"), std::string::npos);
    EXPECT_NE(text.find(R"("id":"comparison-77")"), std::string::npos);
}

}  // namespace

}  // namespace helselos::insight
