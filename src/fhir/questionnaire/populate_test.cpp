#include "fhir/questionnaire/populate.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace helselos::fhir::questionnaire {

namespace {

const std::string sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

std::string expression(
    const std::string& name, const std::string& language, const std::string& text, const std::string& as = "x")
{
    return R"({"url":")" + name + R"(","valueExpression":{"name":")" + as + R"(","language":")" + language
        + R"(","expression":")" + text + R"("}})";
}

std::string initial(const std::string& text)
{
    return R"("extension":[)" + expression(sdc + "initialExpression", "text/fhirpath", text) + "]";
}

struct Told {
    std::string items;
    std::string issues;
    std::vector<std::string> queries;
};

Told filled(const std::string& items, const std::string& answer = "", const std::string& head = "")
{
    const auto form
        = json::read(R"({"resourceType":"Questionnaire","url":"http://x/q","version":"1","status":"active",)" + head
            + R"("item":[)" + items + "]}");
    const auto patient = json::read(R"({"resourceType":"Patient","id":"p","birthDate":"1974-12-25","active":true,
      "name":[{"family":"Berg","given":["Kari","Anne"]}]})");
    const auto subject = json::read(R"({"reference":"Patient/p"})");
    const auto bundle = json::read(answer.empty() ? R"({"resourceType":"Bundle","type":"searchset"})" : answer);
    EXPECT_TRUE(form.ok() && bundle.ok());
    Told told;
    Filling filling{form->root(), subject->root(), {{"patient", patient->root()}}, {}, Definitions::r4(),
        instant_from_text("2026-11-22T10:00:00Z").value()};
    filling.search = [&](const std::string& query) -> Result<json::Value> {
        told.queries.push_back(query);
        return bundle->root();
    };
    const auto done = populate(filling);
    if (!done.ok()) {
        told.issues = done.error().reason;
        return told;
    }
    const auto document = json::read(json::to_text(done->response));
    for (const auto& member : document->root().members())
        if (member.key == "item") {
            json::Document copy;
            copy.set_root(copy.copy(member.value()));
            told.items = json::to_text(json::Draft(copy.root()));
        }
    for (const auto& issue : done->issues)
        told.issues += (told.issues.empty() ? "" : "; ") + issue.code + " " + issue.element;
    return told;
}

}  // namespace

TEST(Populate, an_expression_asks_the_patient_it_is_launched_with)
{
    EXPECT_EQ(filled(R"({"linkId":"born","type":"date",)" + initial("%patient.birthDate") + "}").items,
        R"([{"linkId":"born","answer":[{"valueDate":"1974-12-25"}]}])");
}

TEST(Populate, several_values_leave_a_question_open_that_takes_one)
{
    const auto one = filled(R"({"linkId":"given","type":"string",)" + initial("%patient.name.given") + "}");
    EXPECT_EQ(one.items, R"([{"linkId":"given"}])");
    EXPECT_EQ(one.issues, "multiple-matches Questionnaire.item[0]");
    EXPECT_EQ(
        filled(R"({"linkId":"given","type":"string","repeats":true,)" + initial("%patient.name.given") + "}").items,
        R"([{"linkId":"given","answer":[{"valueString":"Kari"},{"valueString":"Anne"}]}])");
}

TEST(Populate, what_cannot_be_an_answer_is_told_and_not_given)
{
    const auto told = filled(R"({"linkId":"n","type":"integer",)" + initial("%patient.birthDate") + "}");
    EXPECT_EQ(told.items, R"([{"linkId":"n"}])");
    EXPECT_EQ(told.issues, "value Questionnaire.item[0]");
}

TEST(Populate, an_expression_that_fails_is_told)
{
    EXPECT_EQ(filled(R"({"linkId":"n","type":"string",)" + initial("%nobody.name") + "}").issues,
        "not-supported Questionnaire.item[0]");
}

TEST(Populate, what_the_form_suggests_stands_where_nothing_is_known)
{
    EXPECT_EQ(filled(R"({"linkId":"n","type":"integer","initial":[{"valueInteger":2}],)"
                  + initial("%patient.multipleBirthInteger") + "}")
                  .items,
        R"([{"linkId":"n","answer":[{"valueInteger":2}]}])");
}

TEST(Populate, a_group_repeats_for_each_of_its_contexts)
{
    const auto told = filled(R"({"linkId":"g","type":"group","repeats":true,"extension":[)"
        + expression(sdc + "itemPopulationContext", "text/fhirpath", "%patient.name.given", "given")
        + R"(],"item":[{"linkId":"n","type":"string",)" + initial("%given") + "}]}");
    EXPECT_EQ(told.items,
        R"([{"linkId":"g","item":[{"linkId":"n","answer":[{"valueString":"Kari"}]}]},)"
        R"({"linkId":"g","item":[{"linkId":"n","answer":[{"valueString":"Anne"}]}]}])");
}

TEST(Populate, a_query_is_asked_with_its_parts_escaped)
{
    const auto told = filled(R"({"linkId":"n","type":"string",)" + initial("%found.total.toString()") + "}",
        R"({"resourceType":"Bundle","type":"searchset","total":3})",
        R"("extension":[)"
            + expression("http://hl7.org/fhir/StructureDefinition/variable", "application/x-fhir-query",
                "Condition?patient={{%patient.id}}&code={{'a&b'}}", "found")
            + "],");
    ASSERT_EQ(told.queries.size(), 1U);
    EXPECT_EQ(told.queries[0], "Condition?patient=p&code=a%26b");
    EXPECT_EQ(told.items, R"([{"linkId":"n","answer":[{"valueString":"3"}]}])");
}

TEST(Populate, a_query_with_an_empty_part_is_not_asked)
{
    const auto told = filled(R"({"linkId":"n","type":"string"})", "",
        R"("extension":[)"
            + expression("http://hl7.org/fhir/StructureDefinition/variable", "application/x-fhir-query",
                "Condition?patient={{%patient.gender}}", "found")
            + "],");
    EXPECT_TRUE(told.queries.empty());
    EXPECT_EQ(told.issues, "not-supported Questionnaire");
}

TEST(Populate, the_last_observation_of_the_code_is_the_answer)
{
    const auto told = filled(R"({"linkId":"w","type":"quantity","code":[{"system":"http://loinc.org","code":"29463-7"}],
      "extension":[{"url":")"
            + sdc
            + R"(observationLinkPeriod","valueDuration":{"value":6,"code":"mo","system":"http://unitsofmeasure.org"}}]})",
        R"({"resourceType":"Bundle","type":"searchset","entry":[{"search":{"mode":"match"},"resource":
          {"resourceType":"Observation","status":"final","code":{"text":"w"},"valueQuantity":{"value":80.5,"unit":"kg"}}}]})");
    ASSERT_EQ(told.queries.size(), 1U) << told.issues;
    EXPECT_EQ(told.queries[0].substr(0, 86),
        "Observation?subject=Patient%2Fp&code=http%3A%2F%2Floinc.org%7C29463-7&date=ge2026-05-2");
    EXPECT_EQ(told.items, R"([{"linkId":"w","answer":[{"valueQuantity":{"value":80.5,"unit":"kg"}}]}])");
}

TEST(Populate, a_context_the_form_asks_for_and_nobody_gave_is_told)
{
    EXPECT_EQ(filled(R"({"linkId":"n","type":"string"})", "",
                  R"("extension":[{"url":")" + sdc
                      + R"(launchContext","extension":[{"url":"name","valueCoding":{"code":"encounter"}}]}],)")
                  .issues,
        "incomplete Questionnaire");
}

}  // namespace helselos::fhir::questionnaire
