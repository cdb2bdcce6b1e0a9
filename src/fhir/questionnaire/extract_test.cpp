#include "fhir/questionnaire/extract.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::questionnaire {

namespace {

const std::string sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
const std::string is_observed = R"({"url":")" + sdc + R"(observationExtract","valueBoolean":true})";
const std::string is_component = R"({"url":")" + sdc + R"(observationExtract","valueCode":"component"})";
const std::string weight = R"("code":[{"system":"http://loinc.org","code":"29463-7"}])";

struct Told {
    json::Document bundle;
    std::string issues;
    std::string entry(std::size_t place) const
    {
        return json::to_text(json::Draft(bundle.root()["entry"].at(place)["resource"]));
    }
    std::size_t size() const { return bundle.root()["entry"].size(); }
};

Told extracted(const std::string& asked, const std::string& answered, const std::string& head = "",
    const std::string& status = "completed")
{
    const auto form
        = json::read(R"({"resourceType":"Questionnaire","status":"active",)" + head + R"("item":[)" + asked + "]}");
    const auto response = json::read(R"({"resourceType":"QuestionnaireResponse","id":"r","status":")" + status
        + R"(","subject":{"reference":"Patient/p"},"authored":"2026-11-22T10:00:00Z","author":{"reference":"Patient/p"},"item":[)"
        + answered + "]}");
    EXPECT_TRUE(form.ok() && response.ok());
    int ids = 0;
    const auto done = extract(
        {response->root(), form->root(), Definitions::r4(), Instant(), [&] { return "id-" + std::to_string(++ids); }});
    Told told;
    if (!done.ok()) {
        told.issues = done.error().reason;
        return told;
    }
    told.bundle = json::to_document(done->bundle.exists() ? done->bundle : json::object({{"x", "y"}}));
    for (const auto& issue : done->issues)
        told.issues += (told.issues.empty() ? "" : "; ") + issue.code + " " + issue.element;
    return told;
}

}  // namespace

TEST(Extract, a_number_becomes_an_observation_with_the_unit_of_its_question)
{
    const auto told = extracted(R"({"linkId":"w","type":"decimal",)" + weight + R"(,"extension":[)" + is_observed
            + R"(,{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"system":"http://unitsofmeasure.org","code":"kg","display":"kg"}}]})",
        R"({"linkId":"w","answer":[{"valueDecimal":80.50}]})");
    EXPECT_EQ(told.issues, "");
    EXPECT_EQ(told.entry(0),
        R"({"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},)"
        R"("subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-11-22T10:00:00Z","issued":"2026-11-22T10:00:00Z",)"
        R"("performer":[{"reference":"Patient/p"}],)"
        R"("valueQuantity":{"value":80.50,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"},)"
        R"("derivedFrom":[{"reference":"QuestionnaireResponse/r"}]})");
}

TEST(Extract, what_the_root_says_holds_below_it_with_its_category)
{
    const auto head = R"("extension":[)" + is_observed + R"(,{"url":")" + sdc
        + R"(observation-extract-category","valueCodeableConcept":{"text":"survey"}}],)";
    const auto told = extracted(R"({"linkId":"w","type":"boolean",)" + weight + "}",
        R"({"linkId":"w","answer":[{"valueBoolean":true}]})", head);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told.entry(0).find(R"("category":[{"text":"survey"}])"), std::string::npos);
    EXPECT_NE(told.entry(0).find(R"("valueBoolean":true)"), std::string::npos);
}

TEST(Extract, components_stand_in_the_observation_of_their_group)
{
    const auto part = [](const std::string& id, const std::string& code) {
        return R"({"linkId":")" + id + R"(","type":"quantity","code":[{"code":")" + code + R"("}],"extension":[)"
            + is_component + "]}";
    };
    const auto told
        = extracted(R"({"linkId":"bp","type":"group","repeats":true,"code":[{"code":"85354-9"}],"extension":[)"
                + is_observed + R"(],"item":[)" + part("s", "8480-6") + "," + part("d", "8462-4") + "]}",
            R"({"linkId":"bp","item":[{"linkId":"s","answer":[{"valueQuantity":{"value":120}}]},
           {"linkId":"d","answer":[{"valueQuantity":{"value":80}}]}]},{"linkId":"bp"})");
    ASSERT_EQ(told.size(), 1U) << told.issues;
    EXPECT_NE(
        told.entry(0).find(R"("component":[{"code":{"coding":[{"code":"8480-6"}]},"valueQuantity":{"value":120}},)"
                           R"({"code":{"coding":[{"code":"8462-4"}]},"valueQuantity":{"value":80}}])"),
        std::string::npos);
}

TEST(Extract, a_question_without_a_code_is_left_out_and_told)
{
    const auto told = extracted(R"({"linkId":"w","type":"boolean","extension":[)" + is_observed + "]}",
        R"({"linkId":"w","answer":[{"valueBoolean":true}]})");
    EXPECT_EQ(told.issues, "not-supported QuestionnaireResponse.item[0].answer[0]; informational Questionnaire");
}

TEST(Extract, nothing_is_made_of_answers_in_progress)
{
    EXPECT_EQ(extracted(R"({"linkId":"w","type":"boolean"})", "", "", "in-progress").issues,
        "only answers that are completed or amended become records");
}

TEST(Extract, a_template_is_filled_and_what_has_no_value_is_left_out)
{
    const auto extension = [](const std::string& name, const std::string& text) {
        return R"({"url":")" + sdc + name + R"(","valueString":")" + text + R"("})";
    };
    const auto head
        = R"("contained":[{"resourceType":"Patient","id":"t","active":true,"name":[{"family":"x","_family":{"extension":[)"
        + extension("templateExtractValue", "item.where(linkId='family').answer.value") + R"(]},"_text":{"extension":[)"
        + extension("templateExtractValue", "item.where(linkId='none').answer.value")
        + R"(]}}],"telecom":[{"extension":[)"
        + extension("templateExtractContext", "item.where(linkId='phone').answer.value")
        + R"(],"system":"phone","_value":{"extension":[)" + extension("templateExtractValue", "$this")
        + R"(]}}]}],"extension":[{"url":")" + sdc
        + R"json(templateExtract","extension":[{"url":"template","valueReference":{"reference":"#t"}},
        {"url":"resourceId","valueString":"%resource.subject.reference.split('/').last()"}]}],)json";
    const auto told
        = extracted(R"({"linkId":"family","type":"string"},{"linkId":"phone","type":"string","repeats":true})",
            R"({"linkId":"family","answer":[{"valueString":"Berg"}]},
           {"linkId":"phone","answer":[{"valueString":"1"},{"valueString":"2"}]})",
            head);
    EXPECT_EQ(told.issues, "");
    EXPECT_EQ(told.entry(0),
        R"({"resourceType":"Patient","id":"p","active":true,"name":[{"family":"Berg"}],)"
        R"("telecom":[{"system":"phone","value":"1"},{"system":"phone","value":"2"}]})");
    const auto request = told.bundle.root()["entry"].at(0)["request"];
    EXPECT_EQ(request["method"].text(), "PUT");
    EXPECT_EQ(request["url"].text(), "Patient/p");
}

namespace {

std::string defined(const std::string& path)
{
    return R"("definition":"http://hl7.org/fhir/StructureDefinition/Patient#)" + path + "\"";
}

const std::string of_patient = R"("extension":[{"url":")" + sdc
    + R"(definitionExtract","extension":[{"url":"definition","valueCanonical":"http://hl7.org/fhir/StructureDefinition/Patient"}]},{"url":")"
    + sdc
    + R"(definitionExtractValue","extension":[{"url":"definition","valueUri":"http://hl7.org/fhir/StructureDefinition/Patient#Patient.active"},{"url":"fixed-value","valueBoolean":true}]}],)";

}  // namespace

TEST(Extract, answers_go_where_the_definition_of_their_item_says)
{
    const auto told = extracted(R"({"linkId":"born","type":"date",)" + defined("Patient.birthDate")
            + R"(},{"linkId":"sex","type":"choice",)" + defined("Patient.gender")
            + R"(},{"linkId":"married","type":"choice",)" + defined("Patient.maritalStatus") + "}",
        R"({"linkId":"born","answer":[{"valueDate":"1974-12-25"}]},{"linkId":"sex","answer":[{"valueCoding":{"system":"s","code":"female"}}]},
           {"linkId":"married","answer":[{"valueCoding":{"code":"M"}}]})",
        of_patient);
    EXPECT_EQ(told.issues, "");
    EXPECT_EQ(told.entry(0),
        R"({"resourceType":"Patient","active":true,"birthDate":"1974-12-25","gender":"female",)"
        R"("maritalStatus":{"coding":[{"code":"M"}]}})");
}

TEST(Extract, what_is_asked_in_one_group_belongs_to_one_element)
{
    const auto told = extracted(R"({"linkId":"n","type":"group","repeats":true,)" + defined("Patient.name")
            + R"(,"item":[{"linkId":"f","type":"string",)" + defined("Patient.name.family")
            + R"(},{"linkId":"g","type":"string","repeats":true,)" + defined("Patient.name.given") + "}]}",
        R"({"linkId":"n","item":[{"linkId":"f","answer":[{"valueString":"Berg"}]},{"linkId":"g","answer":[{"valueString":"Kari"},{"valueString":"Anne"}]}]},
           {"linkId":"n","item":[{"linkId":"f","answer":[{"valueString":"Lie"}]}]})",
        of_patient);
    EXPECT_EQ(told.issues, "");
    EXPECT_EQ(told.entry(0),
        R"({"resourceType":"Patient","active":true,"name":[{"family":"Berg","given":["Kari","Anne"]},{"family":"Lie"}]})");
}

TEST(Extract, a_definition_that_names_nothing_is_told_and_left_out)
{
    const auto told = extracted(R"({"linkId":"a","type":"string",)" + defined("Patient.nothing")
            + R"(},{"linkId":"b","type":"string",)" + defined("Patient.birthDate") + "}",
        R"({"linkId":"a","answer":[{"valueString":"x"}]},{"linkId":"b","answer":[{"valueString":"x"}]})", of_patient);
    EXPECT_EQ(told.issues, "not-supported QuestionnaireResponse.item[0]; not-supported QuestionnaireResponse.item[1]");
    EXPECT_EQ(told.entry(0), R"({"resourceType":"Patient","active":true})");
}

TEST(Extract, a_choice_of_types_takes_the_type_of_the_answer)
{
    const auto asked = [](const std::string& path) {
        return R"("definition":"http://hl7.org/fhir/StructureDefinition/Observation#)" + path + "\"";
    };
    const auto told = extracted(R"({"linkId":"g","type":"group","extension":[{"url":")" + sdc
            + R"(itemExtractionContext","valueCode":"Observation"}],"item":[{"linkId":"w","type":"decimal",)"
            + asked("Observation.value[x]")
            + R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"code":"kg"}}]},{"linkId":"t","type":"dateTime",)"
            + asked("Observation.effectiveDateTime") + "}]}",
        R"({"linkId":"g","item":[{"linkId":"w","answer":[{"valueDecimal":80.0}]},{"linkId":"t","answer":[{"valueDateTime":"2026-11-22"}]}]})");
    EXPECT_EQ(told.issues, "");
    EXPECT_EQ(told.entry(0),
        R"({"resourceType":"Observation","valueQuantity":{"value":80.0,"code":"kg"},"effectiveDateTime":"2026-11-22"})");
}

TEST(Extract, a_template_that_is_not_there_is_told)
{
    const auto head = R"("extension":[{"url":")" + sdc
        + R"(templateExtract","extension":[{"url":"template","valueReference":{"reference":"#t"}}]}],)";
    EXPECT_EQ(extracted(R"({"linkId":"w","type":"boolean"})", "", head).issues,
        "not-found QuestionnaireResponse; informational Questionnaire");
}

}  // namespace helselos::fhir::questionnaire
