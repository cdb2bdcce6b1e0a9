#include "fhir/questionnaire/assemble.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

namespace helselos::fhir::questionnaire {

namespace {

const std::string sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

std::string form(const std::string& name, const std::string& items, const std::string& head = "")
{
    return R"({"resourceType":"Questionnaire","url":"http://x/)" + name + R"(","version":"1","status":"active",)" + head
        + R"("item":[)" + items + "]}";
}

std::string named(const std::string& name, const std::string& variable = "")
{
    return R"({"linkId":"of-)" + name + R"(","type":"display","extension":[{"url":")" + sdc
        + R"(subQuestionnaire","valueCanonical":"http://x/)" + name + R"("})"
        + (variable.empty()
                ? ""
                : R"(,{"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{"name":"linkIdPrefix","language":"text/fhirpath","expression":")"
                    + variable + R"("}})")
        + "]}";
}

std::string assembled(const std::string& root, const std::map<std::string, std::string>& others)
{
    const auto document = json::read(root);
    const auto find = [&](std::string_view canonical) -> Result<FormDocument> {
        const auto found = others.find(std::string(canonical.substr(canonical_of(canonical).url.rfind('/') + 1)));
        if (found == others.end())
            return FormDocument();
        return std::make_shared<const json::Document>(TRY(json::read(found->second)));
    };
    const auto made = assemble(document->root(), find);
    if (made.ok()) {
        const auto text = json::to_text(*made);
        return text.substr(text.find("\"item\""));
    }
    std::string issues;
    for (const auto& issue : made.error().issues)
        issues += (issues.empty() ? "" : "; ") + issue.code + " " + issue.element;
    return issues;
}

const std::string height = R"({"linkId":"height","type":"decimal"})";

}  // namespace

TEST(Assemble, the_items_of_a_part_stand_where_it_is_named)
{
    EXPECT_EQ(assembled(form("root", R"({"linkId":"g","type":"group","item":[)" + named("part") + "]}"),
                  {{"part", form("part", height)}}),
        R"("item":[{"linkId":"g","type":"group","item":[{"linkId":"height","type":"decimal"}]}]})");
}

TEST(Assemble, a_prefix_keeps_two_uses_of_one_part_apart)
{
    const auto when = height
        + R"(,{"linkId":"why","type":"string","enableWhen":[{"question":"height","operator":"exists","answerBoolean":true}]})";
    EXPECT_EQ(
        assembled(form("root", named("part", "'a.'") + "," + named("part", "'b.'")), {{"part", form("part", when)}}),
        R"("item":[{"linkId":"a.height","type":"decimal"},)"
        R"({"linkId":"a.why","type":"string","enableWhen":[{"question":"a.height","operator":"exists","answerBoolean":true}]},)"
        R"({"linkId":"b.height","type":"decimal"},)"
        R"({"linkId":"b.why","type":"string","enableWhen":[{"question":"b.height","operator":"exists","answerBoolean":true}]}]})");
}

TEST(Assemble, two_items_with_one_link_id_are_refused)
{
    EXPECT_EQ(assembled(form("root", height + "," + named("part")), {{"part", form("part", height)}}),
        "duplicate Questionnaire.item[1].item[0]");
}

TEST(Assemble, a_part_that_holds_its_whole_is_refused)
{
    EXPECT_EQ(assembled(form("root", named("part")),
                  {{"part", form("part", named("root"))}, {"root", form("root", named("part"))}}),
        "business-rule Questionnaire.item[0].item[0]");
}

TEST(Assemble, a_part_nobody_knows_is_refused)
{
    EXPECT_EQ(assembled(form("root", named("none")), {}), "not-found Questionnaire.item[0]");
}

TEST(Assemble, a_context_a_part_needs_has_to_be_given)
{
    EXPECT_EQ(assembled(form("root", named("part")),
                  {{"part",
                      form("part", height,
                          R"("extension":[{"url":")" + sdc + R"(assembleContext","valueString":"limit"}],)")}}),
        "required Questionnaire.item[0]");
}

TEST(Assemble, it_is_told_what_it_was_made_of)
{
    const auto root = json::read(form("root", named("part")));
    const auto part = std::make_shared<const json::Document>(json::read(form("part", height)).value());
    const auto made = assemble(root->root(), [&](std::string_view) -> Result<FormDocument> { return part; });
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(json::to_text(*made),
        R"({"resourceType":"Questionnaire","extension":[{"url":")" + sdc
            + R"(assembledFrom","valueCanonical":"http://x/part|1"}],"url":"http://x/root","version":"1-assembled",)"
              R"("status":"active","item":[{"linkId":"height","type":"decimal"}]})");
}

}  // namespace helselos::fhir::questionnaire
