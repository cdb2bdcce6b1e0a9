#include "fhir/search/walk.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace helselos::fhir::search {

namespace {

std::optional<std::vector<Walk>> walks(std::string_view type, std::string_view expression)
{
    return plain_walks(expression, type, Definitions::r4());
}

// "valueQuantity:Quantity component.valueQuantity:Quantity"
std::string written(std::string_view type, std::string_view expression)
{
    const auto found = walks(type, expression);
    if (!found)
        return "engine";
    std::vector<std::string> texts;
    for (const auto& walk : *found) {
        std::string text;
        for (const auto& step : walk.steps)
            text += (text.empty() ? "" : ".") + step.key;
        texts.push_back(text + ":" + std::string(walk.type));
    }
    std::ranges::sort(texts);
    std::string all;
    for (const auto& text : texts)
        all += (all.empty() ? "" : " ") + text;
    return all;
}

std::vector<std::string> values(std::string_view expression, std::string_view resource)
{
    const auto document = json::read(resource);
    EXPECT_TRUE(document.ok());
    const auto ways = walks(document->root()["resourceType"].text(), expression).value_or(std::vector<Walk>());
    std::vector<std::string> found;
    for (const auto& walk : ways)
        follow(walk, document->root(), [&](json::Value value) { found.emplace_back(value.text()); });
    return found;
}

TEST(Walk, a_path_is_walked)
{
    EXPECT_EQ(written("Observation", "Observation.code"), "code:CodeableConcept");
    EXPECT_EQ(written("Patient", " Patient . contact.name "), "contact.name:HumanName");
    EXPECT_EQ(written("Patient", "Resource.meta.tag"), "meta.tag:Coding");
    EXPECT_EQ(written("InsurancePlan", "name | alias"), "alias:string name:string");
}

TEST(Walk, a_choice_is_walked_under_all_its_names)
{
    EXPECT_EQ(written("Observation", "Observation.effective"),
        "effectiveDateTime:dateTime effectiveInstant:instant effectivePeriod:Period effectiveTiming:Timing");
}

TEST(Walk, a_type_chooses_in_three_spellings)
{
    for (const char* expression :
        {"(Observation.value as Quantity)", "Observation.value.as(Quantity)", "Observation.value.ofType(Quantity)"})
        EXPECT_EQ(written("Observation", expression), "valueQuantity:Quantity");
    EXPECT_EQ(
        written("Observation", "(Observation.value as CodeableConcept).text"), "valueCodeableConcept.text:string");
    EXPECT_EQ(written("Observation", "Observation.value as string"), "valueString:string");
}

TEST(Walk, paths_through_other_types_have_no_way)
{
    EXPECT_EQ(
        written("Observation", "Patient.name | Observation.code | (Condition.onset as Age)"), "code:CodeableConcept");
    EXPECT_EQ(written("Observation", "Patient.name"), "");
}

TEST(Walk, repeated_content_is_walked)
{
    EXPECT_EQ(written("Questionnaire", "Questionnaire.item.item.linkId"), "item.item.linkId:string");
}

TEST(Walk, other_forms_are_left_to_the_engine)
{
    for (const char* expression : {"Patient.deceased.exists() and Patient.deceased != false", "Patient.name[0]",
             "Patient.name.first()", "Patient.telecom.where(system != 'phone')",
             "Patient.telecom.where(system = 'it\\'s')", "", "Patient.", "(Patient.name", "Patient.name)",
             "Patient.name |", "Patient.name or Patient.id", "Patient.link.where(other.exists())",
             "Patient.link.other.where(resolve() is Resource)", "%resource.name", "Patient.where(id = 'a')",
             "Patient.telecom.where(system='phone').where(use='home')", "Patient.name.as()", "Patient.name as"})
        EXPECT_EQ(written("Patient", expression), std::string_view(expression).ends_with("as") ? "" : "engine")
            << expression;
}

TEST(Walk, parentheses_are_limited)
{
    const auto nested
        = [](std::size_t depth) { return std::string(depth, '(') + "Patient.name" + std::string(depth, ')'); };
    EXPECT_EQ(written("Patient", nested(14)), "name:HumanName");
    EXPECT_EQ(written("Patient", nested(15)), "name:HumanName");
    EXPECT_EQ(written("Patient", nested(16)), "engine");
    EXPECT_EQ(written("Patient", nested(1'000'000)), "engine");
}

TEST(Walk, a_condition_on_a_member_chooses)
{
    EXPECT_EQ(values("Patient.telecom.where(system='phone').value",
                  R"({"resourceType":"Patient","telecom":[{"system":"phone","value":"1"},{"system":"email","value":"2"},
                      {"value":"3"},{"system":"phone","value":"4"}]})"),
        (std::vector<std::string>{"1", "4"}));
}

TEST(Walk, a_condition_on_the_target_chooses)
{
    const char* resource = R"({"resourceType":"Task","for":{"reference":"%"}})";
    const auto is_found = [&](std::string reference) {
        auto text = std::string(resource);
        text.replace(text.find('%'), 1, reference);
        return !values("Task.for.where(resolve() is Patient)", text).empty();
    };
    EXPECT_TRUE(is_found("Patient/1"));
    EXPECT_TRUE(is_found("https://elsewhere.example/fhir/Patient/1"));
    EXPECT_FALSE(is_found("Group/1"));
    EXPECT_FALSE(is_found("#p"));
    EXPECT_FALSE(is_found("urn:uuid:2a2c1ca5-1c1f-4ad8-a1c1-6b4ac4f5a1b0"));
}

TEST(Walk, the_type_element_tells_the_target_where_the_address_does_not)
{
    EXPECT_EQ(values("Task.for.where(resolve() is Patient).display",
                  R"({"resourceType":"Task","for":{"type":"Patient","display":"a","identifier":{"value":"1"}}})"),
        (std::vector<std::string>{"a"}));
}

TEST(Walk, lists_are_walked_and_nulls_are_not)
{
    EXPECT_EQ(values("Patient.name.given",
                  R"({"resourceType":"Patient","name":[{"given":["a",null,"b"]},{"given":["c"]},{}]})"),
        (std::vector<std::string>{"a", "b", "c"}));
}

TEST(Walk, nearly_all_parameters_of_r4_are_walked)
{
    std::vector<std::string> left;
    for (const auto type : Definitions::r4().resource_types())
        for (const auto* parameter : Definitions::r4().search_parameters(type))
            if (!parameter->expression.empty() && !walks(type, parameter->expression))
                left.push_back(std::string(type) + "." + std::string(parameter->code));
    EXPECT_EQ(left, (std::vector<std::string>{"Bundle.composition", "Bundle.message", "Patient.deceased"}));
}

TEST(Walk, every_walked_parameter_has_a_way)
{
    std::vector<std::string> without;
    for (const auto type : Definitions::r4().resource_types())
        for (const auto* parameter : Definitions::r4().search_parameters(type))
            if (const auto found = walks(type, parameter->expression); found && found->empty())
                without.push_back(std::string(type) + "." + std::string(parameter->code));
    EXPECT_EQ(without, std::vector<std::string>());
}

}  // namespace

}  // namespace helselos::fhir::search
