#include "access/deidentify.h"

#include "access/calendar.h"
#include "fhir/definitions/definitions.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::access {

namespace {

const Deidentifier deidentifier("a secret");
constexpr const char* canary = "kanari";

// One of each type, with all that a view may show, and much that it may not.
constexpr const char* resources[] = {
    R"({"resourceType":"Observation","id":"1","meta":{"source":"x","security":[{"system":"s","code":"c"}]},
    "text":{"status":"generated","div":"<div>x</div>"},"contained":[{"resourceType":"Patient","id":"p"}],
    "extension":[{"url":"u","valueString":"x"}],"identifier":[{"system":"s","value":"01818110347"}],
    "status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
    "code":"vital-signs","display":"x"}],"text":"x"}],"code":{"coding":[{"system":"http://loinc.org","code":"8867-4",
    "display":"x","id":"x"}],"text":"x"},"subject":{"reference":"Patient/4","display":"Kari"},
    "effectiveDateTime":"2026-05-05T10:00:00+02:00","effectivePeriod":{"start":"2026-05-05","end":"2026-05-06"},
    "performer":[{"reference":"Practitioner/1","display":"x"}],"note":[{"text":"x"}],"valueString":"x",
    "valueQuantity":{"value":72,"unit":"slag","system":"http://unitsofmeasure.org","code":"/min"},
    "valueInteger":3,"device":{"reference":"Device/1"},"interpretation":[{"coding":[{"code":"H","system":
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"}]}],
    "component":[{"code":{"coding":[{"system":"http://snomed.info/sct","code":"271649006"}],"text":"x"},
    "valueQuantity":{"value":120,"system":"http://unitsofmeasure.org","code":"mm[Hg]"},"valueString":"x"}]})",
    R"({"resourceType":"Condition","id":"1","clinicalStatus":{"coding":[{"code":"active","system":
    "http://terminology.hl7.org/CodeSystem/condition-clinical"}]},"code":{"coding":[{"code":"R80","system":
    "urn:oid:2.16.578.1.12.4.1.1.7170"},{"system":"http://hl7.org/fhir/sid/icd-10","code":"J45.9"}],"text":"x"},
    "subject":{"reference":"Patient/4"},"onsetDateTime":"2020-01-01","recordedDate":"2026-05-05",
    "bodySite":[{"text":"x"}],"note":[{"text":"x"}],"asserter":{"reference":"Patient/4","display":"x"}})",
    R"({"resourceType":"RiskAssessment","id":"1","status":"final","subject":{"reference":"Patient/4"},
    "occurrenceDateTime":"2026-05-05","mitigation":"x","prediction":[{"qualitativeRisk":{"coding":[{"code":"urgent",
    "system":"https://helselos.no/fhir/CodeSystem/severity-level"}],"text":"x"},"rationale":"x"}],
    "note":[{"text":"x"}]})",
    R"({"resourceType":"QuestionnaireResponse","id":"1","identifier":{"value":"x"},"questionnaire":"http://e.org/q",
    "status":"completed","authored":"2026-05-05","subject":{"reference":"Patient/4"},"author":{"reference":"Patient/4"},
    "item":[{"linkId":"a","text":"x","answer":[{"valueBoolean":true,"item":[{"linkId":"b","answer":[{"valueString":"x"}]}]}],
    "item":[{"linkId":"c","definition":"d","answer":[{"valueCoding":{"system":"s","code":"c","display":"x"}},
    {"valueDecimal":1.5},{"valueDate":"2000-01-01"},{"valueAttachment":{"data":"eA==","title":"x"}}]}]}]})",
    R"({"resourceType":"Task","id":"1","status":"requested","intent":"order","priority":"urgent","description":"x",
    "code":{"coding":[{"system":"https://helselos.no/fhir/CodeSystem/task","code":"emergency-access"}],"text":"x"},
    "for":{"reference":"Patient/4","display":"x"},"owner":{"reference":"Practitioner/1"},"authoredOn":"2026-05-05",
    "reasonCode":{"text":"x"},"input":[{"type":{"text":"x"},"valueString":"x"}]})",
};

std::string view_of(json::Value resource)
{
    return json::to_text(deidentifier.view_of(resource, "Patient/4")->root());
}

json::Document read(const char* text)
{
    auto document = json::read(text);
    EXPECT_TRUE(document.ok()) << text;
    return *std::move(document);
}

// Puts the canary into the text at number `at`, counted through the whole resource. False: there are not so many.
bool plant(json::Document& document, json::Value value, std::size_t& at)
{
    for (const auto& member : value.members()) {
        if (member.key == "resourceType" && value["id"].exists() && value["status"].exists())
            continue;
        if (member.value().is_string() && at-- == 0) {
            document.set(value, std::string(member.key), canary);
            return true;
        }
        if (plant(document, member.value(), at))
            return true;
    }
    for (const auto element : value.elements())
        if (plant(document, element, at))
            return true;
    return false;
}

}  // namespace

// The property everything rests on: whatever stands in a text, it does not come out.
TEST(Deidentify, nothing_that_stands_in_any_text_comes_out)
{
    std::size_t planted = 0;
    for (const auto* text : resources) {
        for (std::size_t number = 0;; ++number) {
            auto document = read(text);
            auto at = number;
            if (!plant(document, document.root(), at))
                break;
            ++planted;
            if (is_shown_deidentified(document.root()["resourceType"].text())) {
                EXPECT_EQ(view_of(document.root()).find(canary), std::string::npos) << view_of(document.root());
            }
        }
    }
    EXPECT_GT(planted, 100U);
}

TEST(Deidentify, nor_in_an_element_that_the_table_does_not_know)
{
    for (const auto* text : resources) {
        std::string more(text);
        more.insert(1, R"("kanari":"kanari","_status":{"extension":[{"url":"kanari","valueString":"kanari"}]},)");
        EXPECT_EQ(view_of(read(more.c_str()).root()).find(canary), std::string::npos);
    }
}

TEST(Deidentify, a_number_of_a_person_does_not_come_out_wherever_it_stands)
{
    for (const char* text :
        {R"({"resourceType":"Observation","id":"01818110347","status":"final","valueInteger":1818110347})",
            R"({"resourceType":"Observation","code":{"coding":[{"system":"http://snomed.info/sct","code":"01818110347"}]}})",
            R"({"resourceType":"Observation","code":{"coding":[{"system":"http://loinc.org","code":"0181811034-7"}]}})",
            R"({"resourceType":"Observation","valueQuantity":{"value":1818110347,"system":
                "http://unitsofmeasure.org","code":"1"}})",
            R"({"resourceType":"Observation","subject":{"reference":"Patient/01818110347"}})"})
        EXPECT_EQ(view_of(read(text).root()).find("18110347"), std::string::npos) << view_of(read(text).root());
}

TEST(Deidentify, what_is_counted_and_compared_stays)
{
    const auto observation = deidentifier.view_of(read(resources[0]).root(), "Patient/4");
    const auto root = observation->root();
    EXPECT_EQ(root["status"].text(), "final");
    EXPECT_EQ(root["code"]["coding"].at(0)["code"].text(), "8867-4");
    EXPECT_EQ(root["valueQuantity"]["value"].text(), "72");
    EXPECT_EQ(root["component"].at(0)["valueQuantity"]["code"].text(), "mm[Hg]");
    const auto answers = deidentifier.view_of(read(resources[3]).root(), "Patient/4");
    EXPECT_TRUE(answers->root()["item"].at(0)["answer"].at(0)["valueBoolean"].truth());
    EXPECT_EQ(answers->root()["item"].at(0)["item"].at(0)["answer"].at(0)["valueDecimal"].text(), "1.5");
    EXPECT_EQ(deidentifier.view_of(read(resources[2]).root(), "Patient/4")
                  ->root()["prediction"]
                  .at(0)["qualitativeRisk"]["coding"]
                  .at(0)["code"]
                  .text(),
        "urgent");
}

TEST(Deidentify, ids_are_the_same_for_the_same_and_others_with_another_key)
{
    const auto first = deidentifier.view_of(read(resources[0]).root(), "Patient/4");
    const auto second = deidentifier.view_of(read(resources[1]).root(), "Patient/4");
    EXPECT_EQ(first->root()["subject"]["reference"].text(), second->root()["subject"]["reference"].text());
    EXPECT_NE(first->root()["id"].text(), second->root()["id"].text()) << "another type";
    EXPECT_NE(deidentifier.pseudonym("Patient", "4"), Deidentifier("another").pseudonym("Patient", "4"));
    EXPECT_NE(deidentifier.pseudonym("Patient", "4"), deidentifier.pseudonym("Patient", "5"));
}

TEST(Deidentify, days_keep_their_distance_within_a_patient_and_are_others_of_another)
{
    EXPECT_EQ(
        deidentifier.week_of("2026-05-05", "Patient/4"), deidentifier.week_of("2026-05-05T23:00:00Z", "Patient/4"));
    const auto first = *last_day_of(deidentifier.week_of("2026-05-05", "Patient/4"));
    const auto later = *last_day_of(deidentifier.week_of("2026-05-26", "Patient/4"));
    EXPECT_EQ((std::chrono::sys_days(later) - std::chrono::sys_days(first)).count(), 21);
    EXPECT_EQ(std::chrono::weekday(std::chrono::sys_days(first)), std::chrono::Monday);
    int others = 0;
    for (int patient = 0; patient < 50; ++patient)
        others += deidentifier.week_of("2026-05-05", "Patient/" + std::to_string(patient))
                != deidentifier.week_of("2026-05-05", "Patient/4")
            ? 1
            : 0;
    EXPECT_GT(others, 40);
    EXPECT_EQ(deidentifier.week_of("2026", "Patient/4"), "") << "a year is no day to be moved";
    EXPECT_EQ(deidentifier.week_of("2026-05-05", ""), "");
    EXPECT_EQ(deidentifier.week_of("kanari-kanari", "Patient/4"), "");
}

TEST(Deidentify, no_other_type_is_shown)
{
    for (const auto type : fhir::Definitions::r4().resource_types()) {
        const auto is_one = type == "Observation" || type == "Condition" || type == "RiskAssessment"
            || type == "QuestionnaireResponse" || type == "Task";
        EXPECT_EQ(is_shown_deidentified(type), is_one) << type;
    }
}

}  // namespace helselos::access
