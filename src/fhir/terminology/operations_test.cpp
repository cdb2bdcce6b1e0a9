#include "fhir/terminology/closure.h"
#include "fhir/terminology/lookup.h"
#include "fhir/terminology/subsumes.h"
#include "fhir/terminology/terminology.h"
#include "fhir/terminology/translate.h"
#include "fhir/terminology/validate_code.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::terminology {

namespace {

constexpr const char* animal = "https://example.org/animal";

class Operations : public testing::Test {
protected:
    Operations() : terminology(Definitions::r4())
    {
        add(R"({"resourceType":"CodeSystem","url":"https://example.org/animal","version":"2","name":"Animals",
            "content":"complete","concept":[
            {"code":"mammal","display":"Mammal","property":[{"code":"notSelectable","valueBoolean":true}],"concept":[
                {"code":"dog","display":"Dog","definition":"Barks","designation":[{"language":"nb","value":"Hund"}],
                    "property":[{"code":"legs","valueInteger":4}]},
                {"code":"cat","display":"Cat"}]},{"code":"bird","display":"Bird"}]})");
        add(R"({"resourceType":"CodeSystem","url":"https://example.org/part","content":"fragment","concept":[
            {"code":"a","display":"A","concept":[{"code":"b","display":"B"}]},{"code":"c","display":"C"}]})");
        add(R"({"resourceType":"ValueSet","url":"https://example.org/pets","compose":{"include":[
            {"system":"https://example.org/animal","concept":[{"code":"cat","display":"House cat"},{"code":"dog"}]}]}})");
        add(R"({"resourceType":"ValueSet","url":"https://example.org/wide","compose":{"include":[
            {"system":"https://example.org/animal"},{"system":"https://example.org/nobody-has-it"}]}})");
    }

    void add(const std::string& text) { ASSERT_TRUE(terminology.add(*json::read(text)).ok()) << text; }

    // "true", "false" or the kind of error, and the message.
    std::string told(const Result<json::Draft>& answer)
    {
        if (!answer)
            return answer.error().kind == Kind::not_found ? "not found" : "undecided";
        const auto document = json::to_document(*answer);
        std::string text;
        for (const auto part : document.root()["parameter"].elements())
            for (const auto& member : part.members())
                if (member.key.starts_with("value"))
                    text += (text.empty() ? "" : " / ") + std::string(member.value().text());
        return text;
    }
    std::string in_set(std::string_view url, const CodedValue& value)
    {
        return told(validate_in_set(terminology, {url}, {{value}}));
    }
    std::string subsumed(const char* system, const char* a, const char* b)
    {
        const auto outcome = subsumption(terminology, {system, {}, a, {}}, {system, {}, b, {}});
        return outcome ? std::string(*outcome) : "undecided";
    }

    Terminology terminology;
};

}  // namespace

TEST_F(Operations, lookup_tells_names_designations_relatives_and_properties)
{
    const auto answer = lookup(terminology, {{animal, "2", "dog", {}}, "nb"});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(json::to_text(*answer),
        R"({"resourceType":"Parameters","parameter":[{"name":"name","valueString":"Animals"},)"
        R"({"name":"version","valueString":"2"},{"name":"display","valueString":"Hund"},)"
        R"({"name":"designation","part":[{"name":"language","valueCode":"nb"},{"name":"value","valueString":"Hund"}]},)"
        R"({"name":"property","part":[{"name":"code","valueCode":"definition"},{"name":"value","valueString":"Barks"}]},)"
        R"({"name":"property","part":[{"name":"code","valueCode":"parent"},{"name":"value","valueCode":"mammal"},)"
        R"({"name":"description","valueString":"Mammal"}]},)"
        R"({"name":"property","part":[{"name":"code","valueCode":"legs"},{"name":"value","valueInteger":4}]}]})");
}

TEST_F(Operations, lookup_tells_only_the_properties_that_are_named)
{
    const auto answer = lookup(terminology, {{animal, {}, "mammal", {}}, {}, {"child"}});
    EXPECT_EQ(told(answer), "Animals / 2 / Mammal");
    EXPECT_EQ(json::to_document(*answer).root()["parameter"].size(), 5U);
}

TEST_F(Operations, what_is_not_here_is_not_found_and_what_cannot_be_known_is_undecided)
{
    EXPECT_EQ(told(lookup(terminology, {{animal, {}, "bee", {}}})), "not found");
    EXPECT_EQ(told(lookup(terminology, {{"urn:nobody", {}, "x", {}}})), "not found");
    EXPECT_EQ(told(lookup(terminology, {{animal, "1", "dog", {}}})), "not found");
    EXPECT_EQ(told(lookup(terminology, {{"https://example.org/part", {}, "z", {}}})), "undecided");
}

TEST_F(Operations, a_code_is_right_in_its_system)
{
    const auto asked = [&](CodedValue value) { return told(validate_in_system(terminology, value.system, {{value}})); };
    EXPECT_EQ(asked({animal, {}, "dog", {}}), "true / Dog");
    EXPECT_EQ(asked({animal, {}, "dog", "DOG"}), "true / Dog");
    EXPECT_EQ(asked({animal, {}, "dog", "hund"}), "true / Dog");
    EXPECT_EQ(asked({animal, {}, "dog", "Cat"}), "false / The display is not one of this code; it is \"Dog\". / Dog");
    EXPECT_EQ(asked({animal, {}, "bee", {}}), "false / The code system has no such code.");
    EXPECT_EQ(asked({animal, "9", "dog", {}}), "not found");
    EXPECT_EQ(asked({"https://example.org/part", {}, "b", {}}), "true / B");
    EXPECT_EQ(asked({"https://example.org/part", {}, "z", {}}), "undecided");
    EXPECT_EQ(asked({"urn:nobody", {}, "z", {}}), "not found");
}

TEST_F(Operations, an_abstract_code_is_wrong_where_it_is_not_allowed)
{
    ValidateCodeRequest request{{{animal, {}, "mammal", {}}}};
    request.is_abstract_allowed = false;
    EXPECT_EQ(told(validate_in_system(terminology, animal, request)),
        "false / The code is abstract: it groups others, and is not to be used itself. / Mammal");
}

TEST_F(Operations, a_code_is_in_a_set_by_its_own_words_or_those_of_the_set)
{
    EXPECT_EQ(in_set("https://example.org/pets", {animal, {}, "cat", "house CAT"}), "true / House cat");
    EXPECT_EQ(in_set("https://example.org/pets", {animal, {}, "cat", "Cat"}), "true / House cat");
    EXPECT_EQ(
        in_set("https://example.org/pets", {animal, {}, "bird", {}}), "false / The code is not in the value set.");
    EXPECT_EQ(
        in_set("https://example.org/pets", {"urn:other", {}, "cat", {}}), "false / The code is not in the value set.");
}

TEST_F(Operations, a_code_nobody_could_look_up_is_never_called_wrong)
{
    EXPECT_EQ(in_set("https://example.org/wide", {animal, {}, "dog", {}}), "true / Dog");
    EXPECT_EQ(in_set("https://example.org/wide", {"https://example.org/nobody-has-it", {}, "x", {}}), "undecided");
    EXPECT_EQ(in_set("https://example.org/wide", {animal, "7", "bee", {}}), "undecided");
    EXPECT_EQ(in_set("https://example.org/nowhere", {animal, {}, "dog", {}}), "undecided");
}

TEST_F(Operations, of_several_codings_one_that_is_right_is_enough_and_one_unknown_decides_nothing)
{
    const auto set = AskedSet{"https://example.org/wide"};
    EXPECT_EQ(told(validate_in_set(
                  terminology, set, {{{"https://example.org/nobody-has-it", {}, "x", {}}, {animal, {}, "dog", {}}}})),
        "true / Dog");
    EXPECT_EQ(told(validate_in_set(
                  terminology, set, {{{"https://example.org/nobody-has-it", {}, "x", {}}, {animal, {}, "bee", {}}}})),
        "undecided");
}

TEST_F(Operations, subsumption_is_told_both_ways_and_not_guessed)
{
    EXPECT_EQ(subsumed(animal, "mammal", "dog"), "subsumes");
    EXPECT_EQ(subsumed(animal, "dog", "mammal"), "subsumed-by");
    EXPECT_EQ(subsumed(animal, "dog", "dog"), "equivalent");
    EXPECT_EQ(subsumed(animal, "dog", "bird"), "not-subsumed");
    EXPECT_EQ(subsumed("https://example.org/part", "a", "b"), "subsumes");
    EXPECT_EQ(subsumed("https://example.org/part", "a", "c"), "undecided");
    EXPECT_EQ(subsumed(animal, "dog", "bee"), "undecided");
}

TEST_F(Operations, translation_follows_the_map_its_conditions_and_its_way_back)
{
    const auto map = json::read(R"({"resourceType":"ConceptMap","url":"https://example.org/map","group":[
        {"source":"https://example.org/animal","target":"urn:b","element":[
            {"code":"dog","target":[{"code":"D","display":"Dd","equivalence":"wider"}]},
            {"code":"cat","target":[{"code":"C1","equivalence":"equal","dependsOn":[
                {"property":"urn:size","system":"urn:s","value":"small"}]},{"code":"C2","equivalence":"inexact"}]},
            {"code":"bird","target":[{"equivalence":"unmatched"}]}],
         "unmapped":{"mode":"fixed","code":"other","display":"Other"}}]})");
    const auto asked = [&](const char* system, const char* code, bool is_reverse) {
        TranslateRequest request{{{system, {}, code, {}}}, {map->root()}};
        request.is_reverse = is_reverse;
        const auto text = json::to_text(translate(terminology, request));
        std::string found = text.find(R"("result","valueBoolean":true)") == std::string::npos ? "no" : "yes";
        const auto document = json::read(text);
        for (const auto one : document->root()["parameter"].elements())
            for (const auto part : one["part"].elements())
                found += " " + std::string(part["valueCode"].text()) + std::string(part["valueCoding"]["code"].text());
        return found.substr(0, found.find_last_not_of(' ') + 1);
    };
    EXPECT_EQ(asked(animal, "dog", false), "yes wider D");
    EXPECT_EQ(asked(animal, "cat", false), "yes inexact C2");
    EXPECT_EQ(asked(animal, "bird", false), "no unmatched");
    EXPECT_EQ(asked(animal, "bee", false), "yes wider other");
    EXPECT_EQ(asked("urn:b", "D", true), "yes narrower dog");
    EXPECT_EQ(asked("urn:c", "D", false), "no");
}

TEST_F(Operations, a_closure_table_tells_what_is_new_since_a_version)
{
    ClosureTable table{"t", 0, {}};
    ASSERT_TRUE(add_to_closure(table, terminology, {{animal, {}, "dog", {}}, {animal, {}, "bird", {}}}).ok());
    EXPECT_EQ(table.version, 1U);
    EXPECT_EQ(json::to_text(*closure_since(table, terminology, 0)).find("group"), std::string::npos);
    ASSERT_TRUE(add_to_closure(table, terminology, {{animal, {}, "mammal", {}}, {animal, {}, "dog", {}}}).ok());
    EXPECT_EQ(table.version, 2U);
    const auto since = json::to_text(*closure_since(table, terminology, 1));
    EXPECT_NE(since.find(R"({"code":"dog","target":[{"code":"mammal","equivalence":"subsumes"}]})"), std::string::npos);
    EXPECT_EQ(json::to_text(*closure_since(table, terminology, 2)).find("group"), std::string::npos);
    EXPECT_FALSE(closure_since(table, terminology, 3).ok());
}

TEST_F(Operations, a_code_nobody_knows_leaves_the_closure_table_as_it_was)
{
    ClosureTable table{"t", 0, {}};
    EXPECT_FALSE(add_to_closure(table, terminology, {{animal, {}, "dog", {}}, {animal, {}, "bee", {}}}).ok());
    EXPECT_EQ(table.version, 0U);
    EXPECT_TRUE(table.members.empty());
}

TEST_F(Operations, an_expansion_leaves_out_inactive_codes_and_systems_when_asked)
{
    add(R"({"resourceType":"CodeSystem","url":"urn:z","content":"complete","concept":[{"code":"old",
        "property":[{"code":"status","valueCode":"retired"}]},{"code":"new"}]})");
    add(R"({"resourceType":"ValueSet","url":"urn:both","compose":{"include":[{"system":"urn:z"},
        {"system":"https://example.org/animal","concept":[{"code":"dog"}]}]}})");
    EXPECT_EQ(terminology.expand("urn:both")->total, 3U);
    EXPECT_EQ(terminology.expand("urn:both", {.is_active_only = true})->total, 2U);
    EXPECT_EQ(terminology.expand("urn:both", {.excluded_systems = {"urn:z"}})->codes.at(0).code, "dog");
}

}  // namespace helselos::fhir::terminology
