#include "fhir/questionnaire/judge.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace helselos::fhir::questionnaire {

namespace {

std::string shown(const Issues& issues)
{
    std::string text;
    for (const auto& issue : issues) {
        const auto letter = issue.severity == Severity::error ? 'E' : issue.severity == Severity::warning ? 'W' : 'I';
        text += std::string(text.empty() ? "" : "; ") + letter + " " + issue.code + " " + issue.element;
    }
    return text;
}

terminology::Membership in_colours(json::Value contained, std::string_view url, std::string_view, std::string_view code)
{
    if (url != "http://x/colours" && !contained.exists())
        return terminology::Membership::unknown;
    return code == "red" ? terminology::Membership::inside : terminology::Membership::outside;
}

// The items of a form, and those of a response to it.
std::string judged(const std::string& asked, const std::string& answered, const std::string& status = "completed")
{
    const auto form = json::read(R"({"resourceType":"Questionnaire","status":"active","item":[)" + asked + "]}");
    const auto response = json::read(
        R"({"resourceType":"QuestionnaireResponse","status":")" + status + R"(","item":[)" + answered + "]}");
    EXPECT_TRUE(form.ok() && response.ok());
    return shown(judge(response->root(), form->root(), {Definitions::r4(), in_colours, Instant()}));
}

const std::string name = R"({"linkId":"name","type":"string","required":true})";
const std::string smokes = R"({"linkId":"smokes","type":"boolean"})";
const std::string how_many = R"({"linkId":"many","type":"integer","required":true,
  "enableWhen":[{"question":"smokes","operator":"=","answerBoolean":true}]})";

std::string answer(const std::string& link_id, const std::string& value)
{
    return R"({"linkId":")" + link_id + R"(","answer":[{)" + value + "}]}";
}

std::string with(const std::string& item, const std::string& url, const std::string& value)
{
    return item.substr(0, item.size() - 1) + R"(,"extension":[{"url":")" + url + R"(",)" + value + "}]}";
}

const std::string core = "http://hl7.org/fhir/StructureDefinition/";
const std::string sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";

}  // namespace

TEST(Judge, nothing_is_wrong_with_a_response_as_the_form_wants_it)
{
    EXPECT_EQ(judged(name + "," + smokes, answer("name", R"("valueString":"x")")), "");
}

TEST(Judge, where_the_form_takes_it_a_value_may_say_that_it_is_not_known)
{
    const std::string asked = R"({"linkId":"many","type":"integer","required":true})";
    const auto may
        = with(asked, "https://helselos.no/fhir/StructureDefinition/may-be-unknown", R"("valueBoolean":true)");
    const auto because = [](const std::string& member, const std::string& reason) {
        return answer("many",
            "\"" + member
                + R"(":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":")"
                + reason + R"("}]})");
    };
    EXPECT_EQ(judged(may, because("_valueInteger", "asked-unknown")), "");
    EXPECT_EQ(judged(may, because("_valueInteger", "unknown")), "");
    EXPECT_EQ(judged(may, because("_valueInteger", "masked")), "E value QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(judged(may, because("_valueDecimal", "asked-unknown")),
        "E value QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(judged(may, because("valueQuantity", "asked-unknown")),
        "E value QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(judged(asked, because("_valueInteger", "asked-unknown")),
        "E required QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(judged(may, answer("many", R"("_valueInteger":{"extension":[]})")),
        "E required QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, of_a_quantity_that_is_not_known_no_number_may_stand)
{
    const auto may = with(R"({"linkId":"t","type":"quantity","required":true})",
        "https://helselos.no/fhir/StructureDefinition/may-be-unknown", R"("valueBoolean":true)");
    const std::string why
        = R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-unknown"}])";
    EXPECT_EQ(judged(may, answer("t", R"("valueQuantity":{)" + why + "}")), "");
    EXPECT_EQ(judged(with(R"({"linkId":"t","type":"quantity"})", core + "maxValue", R"("valueInteger":40)"),
                  answer("t", R"("valueQuantity":{)" + why + R"(,"value":41})")),
        "E value QuestionnaireResponse.item[0].answer[0].value")
        << "with a number it is one";
}

TEST(Judge, an_unknown_link_id_is_told_with_its_place)
{
    EXPECT_EQ(
        judged(smokes, answer("smoke", R"("valueBoolean":true)")), "E not-found QuestionnaireResponse.item[0].linkId");
}

TEST(Judge, what_is_required_may_be_missing_only_while_the_response_is_in_progress)
{
    EXPECT_EQ(judged(name, ""), "E required QuestionnaireResponse");
    EXPECT_EQ(judged(name, R"({"linkId":"name"})"), "E required QuestionnaireResponse.item[0]");
    EXPECT_EQ(judged(name, "", "in-progress"), "");
}

TEST(Judge, what_is_not_enabled_is_not_required_and_must_not_be_answered)
{
    const auto form = smokes + "," + how_many;
    EXPECT_EQ(judged(form, answer("smokes", R"("valueBoolean":false)")), "");
    EXPECT_EQ(judged(form, answer("smokes", R"("valueBoolean":true)")), "E required QuestionnaireResponse");
    EXPECT_EQ(judged(form, answer("smokes", R"("valueBoolean":false)") + "," + answer("many", R"("valueInteger":3)")),
        "E business-rule QuestionnaireResponse.item[1]");
}

TEST(Judge, items_keep_the_order_of_the_form)
{
    EXPECT_EQ(judged(name + "," + smokes,
                  answer("smokes", R"("valueBoolean":true)") + "," + answer("name", R"("valueString":"x")")),
        "E structure QuestionnaireResponse.item[1]");
}

TEST(Judge, what_is_asked_in_a_group_is_answered_in_it)
{
    const auto form = R"({"linkId":"g","type":"group","item":[)" + name + "]}";
    EXPECT_EQ(judged(form, answer("name", R"("valueString":"x")")), "E structure QuestionnaireResponse.item[0]");
    EXPECT_EQ(judged(form, R"({"linkId":"g","item":[)" + answer("name", R"("valueString":"x")") + "]}"), "");
    EXPECT_EQ(judged(form, R"({"linkId":"g","item":[{"linkId":"name"}]})"),
        "E required QuestionnaireResponse.item[0].item[0]");
}

TEST(Judge, what_is_asked_below_a_question_stands_under_its_answer)
{
    const auto form = R"({"linkId":"q","type":"boolean","item":[)" + name + "]}";
    EXPECT_EQ(judged(form,
                  R"({"linkId":"q","answer":[{"valueBoolean":true,"item":[)" + answer("name", R"("valueString":"x")")
                      + "]}]}"),
        "");
    EXPECT_EQ(judged(form, R"({"linkId":"q","answer":[{"valueBoolean":true}]})"),
        "E required QuestionnaireResponse.item[0].answer[0]");
    EXPECT_EQ(judged(form, R"({"linkId":"q","item":[)" + answer("name", R"("valueString":"x")") + "]}"),
        "E structure QuestionnaireResponse.item[0].item");
}

TEST(Judge, an_answer_is_of_the_type_of_its_question)
{
    EXPECT_EQ(judged(smokes, answer("smokes", R"("valueString":"yes")")),
        "E value QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(judged(R"({"linkId":"d","type":"display"})", answer("d", R"("valueString":"yes")")),
        "E structure QuestionnaireResponse.item[0]");
    EXPECT_EQ(judged(R"({"linkId":"g","type":"group"})", answer("g", R"("valueString":"yes")")),
        "E structure QuestionnaireResponse.item[0].answer");
}

TEST(Judge, a_choice_is_one_of_those_offered)
{
    const std::string form
        = R"({"linkId":"c","type":"choice","answerOption":[{"valueCoding":{"system":"http://s","code":"a"}},
      {"valueCoding":{"system":"http://s","code":"b"}}]})";
    EXPECT_EQ(judged(form, answer("c", R"("valueCoding":{"system":"http://s","code":"b"})")), "");
    EXPECT_EQ(judged(form, answer("c", R"("valueCoding":{"system":"http://other","code":"b"})")),
        "E code-invalid QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(
        judged(form, answer("c", R"("valueString":"b")")), "E value QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, an_open_choice_takes_words_of_ones_own)
{
    const std::string form = R"({"linkId":"c","type":"open-choice","answerOption":[{"valueCoding":{"code":"a"}}]})";
    EXPECT_EQ(judged(form, answer("c", R"("valueString":"other")")), "");
    EXPECT_EQ(judged(form, answer("c", R"("valueCoding":{"code":"b"})")),
        "W code-invalid QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, a_value_set_decides_or_it_is_said_that_nobody_can)
{
    const auto form
        = [](const std::string& set) { return R"({"linkId":"c","type":"choice","answerValueSet":")" + set + "\"}"; };
    const auto red = answer("c", R"("valueCoding":{"system":"http://s","code":"red"})");
    const auto blue = answer("c", R"("valueCoding":{"system":"http://s","code":"blue"})");
    EXPECT_EQ(judged(form("http://x/colours"), red), "");
    EXPECT_EQ(judged(form("http://x/colours"), blue), "E code-invalid QuestionnaireResponse.item[0].answer[0].value");
    EXPECT_EQ(judged(form("http://x/unknown"), red), "W not-supported QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, numbers_stay_within_their_bounds_and_decimal_places)
{
    const auto form = with(R"({"linkId":"n","type":"decimal"})", core + "maxValue", R"("valueDecimal":10.5)");
    EXPECT_EQ(judged(form, answer("n", R"("valueDecimal":10.50)")), "");
    EXPECT_EQ(
        judged(form, answer("n", R"("valueDecimal":10.51)")), "E value QuestionnaireResponse.item[0].answer[0].value");
    const auto places = with(R"({"linkId":"n","type":"decimal"})", core + "maxDecimalPlaces", R"("valueInteger":1)");
    EXPECT_EQ(judged(places, answer("n", R"("valueDecimal":1.5)")), "");
    EXPECT_EQ(
        judged(places, answer("n", R"("valueDecimal":1.55)")), "E value QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, texts_have_a_length_and_a_form)
{
    const std::string form = R"({"linkId":"t","type":"string","maxLength":2})";
    EXPECT_EQ(judged(form, answer("t", R"("valueString":"øå")")), "");
    EXPECT_EQ(judged(form, answer("t", R"("valueString":"øåæ")")),
        "E too-long QuestionnaireResponse.item[0].answer[0].value");
    const auto digits = with(R"({"linkId":"t","type":"string"})", core + "regex", R"("valueString":"[0-9]{4}")");
    EXPECT_EQ(judged(digits, answer("t", R"("valueString":"0150")")), "");
    EXPECT_EQ(judged(digits, answer("t", R"("valueString":"01500")")),
        "E value QuestionnaireResponse.item[0].answer[0].value");
    const auto broken = with(R"({"linkId":"t","type":"string"})", core + "regex", R"("valueString":"([")");
    EXPECT_EQ(judged(broken, answer("t", R"("valueString":"x")")),
        "W not-supported QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, a_quantity_has_a_unit_of_the_question)
{
    const auto form = with(R"({"linkId":"w","type":"quantity"})", core + "questionnaire-unitOption",
        R"("valueCoding":{"system":"http://unitsofmeasure.org","code":"kg"})");
    EXPECT_EQ(
        judged(form, answer("w", R"("valueQuantity":{"value":80,"system":"http://unitsofmeasure.org","code":"kg"})")),
        "");
    EXPECT_EQ(judged(form, answer("w", R"("valueQuantity":{"value":80,"unit":"kg"})")),
        "E value QuestionnaireResponse.item[0].answer[0].value");
}

TEST(Judge, how_often_a_question_is_answered_is_the_forms_to_say)
{
    const std::string two = R"({"linkId":"smokes","answer":[{"valueBoolean":true},{"valueBoolean":false}]})";
    EXPECT_EQ(judged(smokes, two), "E structure QuestionnaireResponse.item[0]");
    EXPECT_EQ(judged(R"({"linkId":"smokes","type":"boolean","repeats":true})", two), "");
    EXPECT_EQ(judged(with(R"({"linkId":"smokes","type":"boolean","repeats":true})", core + "questionnaire-maxOccurs",
                         R"("valueInteger":1)"),
                  two),
        "E structure QuestionnaireResponse.item[0]");
}

TEST(Judge, a_group_that_repeats_judges_each_by_itself)
{
    const auto form = R"({"linkId":"g","type":"group","repeats":true,"item":[)" + smokes + "," + how_many + "]}";
    const auto yes = R"({"linkId":"g","item":[)" + answer("smokes", R"("valueBoolean":true)") + "]}";
    const auto no = R"({"linkId":"g","item":[)" + answer("smokes", R"("valueBoolean":false)") + "]}";
    EXPECT_EQ(judged(form, no + "," + yes), "E required QuestionnaireResponse.item[1]");
}

TEST(Judge, an_expression_may_enable)
{
    const auto form = smokes + ","
        + with(R"({"linkId":"why","type":"string"})", sdc + "sdc-questionnaire-enableWhenExpression",
            R"("valueExpression":{"language":"text/fhirpath","expression":"%resource.item.where(linkId='smokes').answer.value = true"})");
    const auto why = answer("why", R"("valueString":"x")");
    EXPECT_EQ(judged(form, answer("smokes", R"("valueBoolean":true)") + "," + why), "");
    EXPECT_EQ(judged(form, why), "E business-rule QuestionnaireResponse.item[0]");
}

TEST(Judge, what_is_calculated_is_calculated_again)
{
    const auto form = R"({"linkId":"a","type":"integer"},)"
        + with(R"({"linkId":"sum","type":"integer","readOnly":true})", sdc + "sdc-questionnaire-calculatedExpression",
            R"("valueExpression":{"language":"text/fhirpath","expression":"%resource.item.where(linkId='a').answer.value + 1"})");
    const auto given = answer("a", R"("valueInteger":3)") + ",";
    EXPECT_EQ(judged(form, given + answer("sum", R"("valueInteger":4)")), "");
    EXPECT_EQ(
        judged(form, given + answer("sum", R"("valueInteger":5)")), "E value QuestionnaireResponse.item[1].answer");
}

TEST(Judge, what_is_read_only_stays_as_it_was)
{
    const std::string form = R"({"linkId":"a","type":"integer","readOnly":true,"initial":[{"valueInteger":3}]})";
    EXPECT_EQ(judged(form, answer("a", R"("valueInteger":3)")), "");
    EXPECT_EQ(judged(form, answer("a", R"("valueInteger":4)")), "E business-rule QuestionnaireResponse.item[0].answer");
}

TEST(Judge, a_constraint_holds_or_is_told_with_the_words_of_the_form)
{
    const auto form = R"({"linkId":"a","type":"integer","extension":[{"url":")" + core
        + R"(questionnaire-constraint","extension":[{"url":"key","valueId":"a-1"},{"url":"severity","valueCode":"error"},
        {"url":"expression","valueString":"answer.value > 2"},{"url":"human","valueString":"More than two"}]}]})";
    EXPECT_EQ(judged(form, answer("a", R"("valueInteger":3)")), "");
    EXPECT_EQ(judged(form, answer("a", R"("valueInteger":2)")), "E invariant QuestionnaireResponse.item[0]");
    EXPECT_EQ(judged(form, R"({"linkId":"a"})"), "W not-supported QuestionnaireResponse.item[0]");
}

TEST(Judge, an_expression_that_cannot_be_decided_is_told)
{
    const auto form = with(smokes, sdc + "sdc-questionnaire-enableWhenExpression",
        R"("valueExpression":{"language":"text/fhirpath","expression":"%patient.active"})");
    EXPECT_EQ(judged(form, answer("smokes", R"("valueBoolean":true)")), "W not-supported QuestionnaireResponse");
}

TEST(Judge, a_form_that_costs_too_much_is_refused_and_not_passed)
{
    const auto form = with(smokes, sdc + "sdc-questionnaire-enableWhenExpression",
        R"("valueExpression":{"language":"text/fhirpath","expression":"1.repeat($this + 1).count() > 0"})");
    const auto found = judged(form, answer("smokes", R"("valueBoolean":true)"));
    EXPECT_TRUE(found.starts_with("E too-costly")) << found;
}

TEST(Judge, many_options_and_many_answers_are_refused_as_too_costly)
{
    std::string options;
    std::string answers;
    for (int i = 0; i < 2'000; ++i) {
        options += std::string(i == 0 ? "" : ",") + R"({"valueCoding":{"code":"c)" + std::to_string(i) + R"("}})";
        answers += std::string(i == 0 ? "" : ",") + R"({"valueCoding":{"code":"none"}})";
    }
    const auto found = judged(R"({"linkId":"c","type":"open-choice","repeats":true,"answerOption":[)" + options + "]}",
        R"({"linkId":"c","answer":[)" + answers + "]}");
    EXPECT_NE(found.find("E too-costly"), std::string::npos);
}

TEST(Judge, a_variable_is_known_below_it)
{
    const auto form = R"({"linkId":"g","type":"group","extension":[{"url":")" + core
        + R"(variable","valueExpression":{"name":"limit","language":"text/fhirpath","expression":"2 + 1"}}],"item":[)"
        + R"({"linkId":"a","type":"integer","extension":[{"url":")" + core
        + R"(targetConstraint","extension":[{"url":"key","valueId":"a-1"},{"url":"severity","valueCode":"error"},
        {"url":"expression","valueExpression":{"language":"text/fhirpath","expression":"answer.value < %limit"}}]}]}]})";
    EXPECT_EQ(judged(form, R"({"linkId":"g","item":[)" + answer("a", R"("valueInteger":2)") + "]}"), "");
    EXPECT_EQ(judged(form, R"({"linkId":"g","item":[)" + answer("a", R"("valueInteger":3)") + "]}"),
        "E invariant QuestionnaireResponse.item[0].item[0]");
}

TEST(Judge, two_items_with_one_link_id_make_no_form)
{
    EXPECT_EQ(judged(smokes + "," + smokes, ""), "E not-supported QuestionnaireResponse.questionnaire");
}

}  // namespace helselos::fhir::questionnaire
