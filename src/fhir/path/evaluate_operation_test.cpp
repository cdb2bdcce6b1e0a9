#include "fhir/path/evaluate_operation.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

std::string answer_to(std::string_view parameters)
{
    const auto document = json::read(parameters).value();
    Environment environment(Definitions::r4());
    const auto answer = evaluate_operation(document.root(), environment);
    return answer.ok() ? json::to_text(*answer) : "refused: " + answer.error().reason;
}

std::string asked(const std::string& expression, const std::string& more = "")
{
    return R"({"resourceType":"Parameters","parameter":[{"name":"expression","valueString":")" + expression
        + R"("},{"name":"resource","resource":{"resourceType":"Patient","id":"1","active":true,"name":[{"family":"Berg",)"
          R"("given":["Kari","Liv"]}],"_birthDate":{"id":"b"},"contact":[{"gender":"female"}]}})"
        + more + "]}";
}

bool has(const std::string& answer, const std::string& part)
{
    return answer.find(part) != std::string::npos;
}

TEST(EvaluateOperation, items_are_parts_named_by_type_in_order)
{
    EXPECT_EQ(answer_to(asked("name.given")),
        R"({"resourceType":"Parameters","id":"fhirpath","parameter":[{"name":"parameters","part":[)"
        R"({"name":"evaluator","valueString":"Helselos"},{"name":"expression","valueString":"name.given"}]},)"
        R"({"name":"result","part":[{"name":"string","valueString":"Kari"},{"name":"string","valueString":"Liv"}]}]})");
}

TEST(EvaluateOperation, each_kind_of_item_has_its_form)
{
    EXPECT_TRUE(has(answer_to(asked("1.50")), R"({"name":"decimal","valueDecimal":1.50})"));
    EXPECT_TRUE(has(answer_to(asked("1 + 1")), R"({"name":"integer","valueInteger":2})"));
    EXPECT_TRUE(has(answer_to(asked("active")), R"({"name":"boolean","valueBoolean":true})"));
    EXPECT_TRUE(has(answer_to(asked("@2026-11-22")), R"({"name":"date","valueDate":"2026-11-22"})"));
    EXPECT_TRUE(has(answer_to(asked("@T12:30")), R"({"name":"time","valueTime":"12:30"})"));
    EXPECT_TRUE(has(answer_to(asked("2 'mg'")),
        R"({"name":"Quantity","valueQuantity":{"value":2,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}})"));
    EXPECT_TRUE(has(answer_to(asked("2 days")), R"({"name":"Quantity","valueQuantity":{"value":2,"unit":"days"}})"));
    EXPECT_TRUE(has(answer_to(asked("name")), R"({"name":"HumanName","valueHumanName":{"family":"Berg",)"));
    EXPECT_TRUE(has(answer_to(asked("Patient")), R"({"name":"Patient","resource":{"resourceType":"Patient",)"));
    EXPECT_TRUE(has(answer_to(asked("birthDate")), R"({"name":"date","_valueDate":{"id":"b"}})"));
    EXPECT_TRUE(has(answer_to(asked("''")), R"("valueString":"\"\"")"));
}

TEST(EvaluateOperation, a_backbone_element_is_json_text_in_an_extension)
{
    EXPECT_TRUE(has(answer_to(asked("contact")),
        R"({"name":"Patient.contact","extension":[{"url":"http://fhir.forms-lab.com/StructureDefinition/json-value",)"
        R"("valueString":"{\"gender\":\"female\"}"}]})"));
}

TEST(EvaluateOperation, nothing_found_is_a_result_without_parts)
{
    EXPECT_TRUE(has(answer_to(asked("name.suffix")), R"({"name":"result"}])"));
}

TEST(EvaluateOperation, a_context_gives_one_result_for_each_of_its_items)
{
    const auto answer = answer_to(asked("$this & '!'", R"(,{"name":"context","valueString":"name.given"})"));
    EXPECT_TRUE(has(answer,
        R"({"name":"result","part":[{"name":"string","valueString":"Kari!"}],)"
        R"("valueString":"Patient.name[0].given[0]"})"));
    EXPECT_TRUE(has(answer, R"("valueString":"Patient.name[0].given[1]")"));
}

TEST(EvaluateOperation, variables_are_known_by_name)
{
    const auto answer
        = answer_to(asked("%limit + 1", R"(,{"name":"variables","part":[{"name":"limit","valueInteger":41}]})"));
    EXPECT_TRUE(has(answer, R"({"name":"integer","valueInteger":42})"));
}

TEST(EvaluateOperation, traces_follow_the_items)
{
    EXPECT_TRUE(has(answer_to(asked("name.family.trace('t')")),
        R"([{"name":"string","valueString":"Berg"},{"name":"trace","valueString":"t","part":[)"));
}

TEST(EvaluateOperation, what_is_wrong_is_refused)
{
    EXPECT_TRUE(has(answer_to(R"({"resourceType":"Parameters"})"), "refused: $fhirpath takes"));
    EXPECT_TRUE(
        has(answer_to(asked("name.given +")), "refused: FHIRPath: an expression is missing (line 1, column 13)"));
    EXPECT_TRUE(has(answer_to(asked("name.given.upper()")), "refused: FHIRPath: upper() takes one item"));
    EXPECT_TRUE(has(answer_to(asked("nosuch()")), "refused: FHIRPath: no function nosuch()"));
}

TEST(EvaluateOperation, a_mistake_about_the_types_is_refused_and_does_not_yield_nothing)
{
    EXPECT_EQ(
        answer_to(asked("name.famly")), "refused: FHIRPath: FHIR.HumanName has no element famly (line 1, column 6)");
    EXPECT_TRUE(has(answer_to(asked("name.as(HumanName)")), "refused: FHIRPath: as() takes one item") == false);
    EXPECT_TRUE(has(answer_to(asked("name.given.as(string)")), "refused: FHIRPath: as() takes one item"));
}

TEST(EvaluateOperation, mistakes_yield_nothing_when_they_are_not_to_be_looked_for)
{
    const auto lenient = R"(,{"name":"validate","valueBoolean":false})";
    EXPECT_TRUE(has(answer_to(asked("name.famly", lenient)), R"({"name":"result"})"));
    EXPECT_TRUE(has(answer_to(asked("name.famly", R"(,{"name":"validate","valueBoolean":true})")), "refused: "));
}

TEST(EvaluateOperation, mistakes_are_looked_for_from_where_the_context_starts)
{
    EXPECT_TRUE(has(answer_to(asked("family", R"(,{"name":"context","valueString":"Patient.name"})")), "Berg"));
    EXPECT_TRUE(has(answer_to(asked("gender", R"(,{"name":"context","valueString":"Patient.name"})")), "refused: "));
    EXPECT_TRUE(has(answer_to(asked("family", R"(,{"name":"context","valueString":"Patient.nmae"})")), "refused: "));
    EXPECT_TRUE(has(answer_to(asked("length()", R"(,{"name":"context","valueString":"'a' & 'b'"})")), "2"));
}

}  // namespace

}  // namespace helselos::fhir::path
