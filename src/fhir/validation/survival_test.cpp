// Any value at any place of a resource: the walk and the invariants have to survive it.
#include "base/random.h"
#include "fhir/validation/judged_for_test.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace helselos::fhir::validation {

namespace {

constexpr const char* resources[] = {
    R"({"resourceType":"Patient","id":"p","contained":[{"resourceType":"Practitioner","id":"d"}],"text":{"status":"generated",
        "div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"a\">x</p></div>"},"extension":[{"url":"http://a","valueCode":"x"}],
        "name":[{"given":["A","B"],"_given":[null,{"id":"g"}],"period":{"start":"2025","end":"2026"}}],"birthDate":"2026-01-02",
        "_birthDate":{"extension":[{"url":"http://a","valueString":"b"}]},"photo":[{"contentType":"a/b","data":"aGVq","size":3}],
        "contact":[{"name":{"text":"c"}}],"generalPractitioner":[{"reference":"#d"}],"multipleBirthInteger":2})",
    R"({"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
        "resource":{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://a","code":"b"}]},
        "subject":{"reference":"urn:uuid:d757873d-ec9a-4326-a141-556f43239520"},"valueQuantity":{"value":1.50,"system":"http://u","code":"kg"},
        "referenceRange":[{"low":{"value":1}}],"component":[{"code":{"text":"c"}}]},"request":{"method":"POST","url":"Observation"}},
        {"fullUrl":"urn:uuid:d757873d-ec9a-4326-a141-556f43239520","resource":{"resourceType":"Patient"},
        "request":{"method":"POST","url":"Patient"}}]})",
    R"({"resourceType":"Questionnaire","status":"active","name":"A","item":[{"linkId":"1","type":"group","item":[{"linkId":"2",
        "type":"choice","answerOption":[{"valueInteger":1}],"enableWhen":[{"question":"3","operator":"exists","answerBoolean":true}]}]}]})",
};

constexpr const char* profile_text
    = R"x({"resourceType":"StructureDefinition","url":"http://example.org/fhir/StructureDefinition/p","version":"1","name":"p",
    "status":"active","kind":"resource","abstract":false,"type":"Observation","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Observation",
    "derivation":"constraint","differential":{"element":[
    {"path":"Observation.category","slicing":{"discriminator":[{"type":"value","path":"coding.code"},{"type":"pattern","path":"$this"}],"ordered":true,"rules":"closed"},"min":1},
    {"path":"Observation.category","sliceName":"a","min":1,"max":"1","patternCodeableConcept":{"coding":[{"system":"urn:s","code":"a"}]}},
    {"path":"Observation.value[x]","slicing":{"discriminator":[{"type":"type","path":"$this"}],"rules":"open"},"type":[{"code":"Quantity"}],"minValueQuantity":{"value":1,"code":"kg"}},
    {"path":"Observation.value[x]","sliceName":"valueQuantity","binding":{"strength":"required","valueSet":"urn:v"}},
    {"path":"Observation.subject","type":[{"code":"Reference","targetProfile":["http://example.org/fhir/StructureDefinition/q"],"aggregation":["bundled"]}]},
    {"path":"Observation.component.code.text","maxLength":5,"fixedString":"c","constraint":[{"key":"k","severity":"error","human":"h","expression":"$this.exists()"}]}]}})x";

constexpr const char* observation
    = R"({"resourceType":"Observation","meta":{"profile":["http://example.org/fhir/StructureDefinition/p"]},
    "status":"final","category":[{"coding":[{"system":"urn:s","code":"a"}]}],"code":{"text":"x"},"subject":{"reference":"Patient/1"},
    "valueQuantity":{"value":2,"code":"kg"},"component":[{"code":{"text":"c"}}]})";

constexpr const char* replacements[] = {"null", "true", "-1", "1e400", "\"\"", "\"x\"", "\"#\"", "[]", "{}", "[null]",
    "[[]]", R"([{"reference":"#d"},7])", R"({"resourceType":"Patient","contained":[{"resourceType":"Bundle"}]})"};

// All values of a document that stand in an object or array, as the texts of the document with one of them replaced.
void with_replaced(json::Value at, const std::string& before, const std::string& after, const char* replacement,
    std::vector<std::string>& texts)
{
    texts.push_back(before + replacement + after);
    const bool is_object = at.is_object();
    std::string head = is_object ? "{" : "[";
    for (std::size_t i = 0; i < at.size(); ++i) {
        const auto name_of = [&](std::size_t place) {
            std::string name;
            if (is_object) {
                json::write_string(at.members()[place].key, name);
                name += ":";
            }
            return name;
        };
        const auto value_at = [&](std::size_t place) { return is_object ? at.members()[place].value() : at.at(place); };
        std::string tail;
        for (auto rest = i + 1; rest < at.size(); ++rest)
            tail += "," + name_of(rest) + json::to_text(value_at(rest));
        const auto start = head + (i == 0 ? "" : ",") + name_of(i);
        with_replaced(value_at(i), before + start, tail + (is_object ? "}" : "]") + after, replacement, texts);
        head = start + json::to_text(value_at(i));
    }
}

}  // namespace

TEST(Survival, the_samples_are_valid)
{
    for (const auto* text : resources)
        EXPECT_FALSE(has_error(Validator::r4().validate(json::read(text)->root()))) << text;
}

TEST(Survival, any_value_at_any_place_gives_issues_and_no_more)
{
    std::size_t refused = 0;
    std::size_t all = 0;
    for (const auto* resource : resources)
        for (const auto* replacement : replacements) {
            std::vector<std::string> texts;
            const auto document = json::read(resource);
            with_replaced(document->root(), "", "", replacement, texts);
            for (const auto& text : texts) {
                const auto changed = json::read(text);
                ASSERT_TRUE(changed.ok()) << text;
                refused += has_error(Validator::r4().validate(changed->root())) ? 1U : 0U;
                ++all;
            }
        }
    EXPECT_GT(all, 1000U);
    EXPECT_GT(refused, all * 8 / 10);
}

TEST(Survival, any_value_at_any_place_of_a_profile_gives_issues_and_no_more)
{
    std::size_t all = 0;
    for (const auto* replacement : {"null", "-1", "\"x\"", "{}", "[null]"}) {
        std::vector<std::string> texts;
        const auto document = json::read(profile_text);
        ASSERT_TRUE(document.ok());
        with_replaced(document->root(), "", "", replacement, texts);
        for (const auto& text : texts) {
            auto changed = json::read(text);
            ASSERT_TRUE(changed.ok()) << text;
            profile::Profiles profiles(Definitions::r4());
            const terminology::Terminology terminology(Definitions::r4());
            if (!profiles.add(std::move(*changed)))
                continue;
            const auto resource = json::read(observation);
            Validator(Definitions::r4(), profiles, terminology).validate(resource->root());
            ++all;
        }
    }
    EXPECT_GT(all, 300U);
}

TEST(Survival, many_threads_may_meet_a_profile_for_the_first_time)
{
    Judged judged;
    judged.definition(profile_text);
    const auto expected = judged.told("", observation, Severity::information);
    ASSERT_NE(expected, "");
    for (int round = 0; round < 20; ++round) {
        const Validator& validator = judged.fresh();
        std::vector<std::string> told(4);
        std::vector<std::thread> threads;
        for (auto& one : told)
            threads.emplace_back([&validator, &one] {
                const auto resource = json::read(observation);
                one = Judged::lines_of(validator.validate(resource->root()));
            });
        for (auto& thread : threads)
            thread.join();
        for (const auto& one : told)
            EXPECT_EQ(one, expected);
    }
}

TEST(Survival, members_in_any_order_are_judged_alike)
{
    const auto document = json::read(resources[0]);
    SeededRandom random(7);
    for (int round = 0; round < 50; ++round) {
        std::vector<std::string> members;
        for (const auto& member : document->root().members())
            members.insert(members.begin() + static_cast<std::ptrdiff_t>(below(random, members.size() + 1)),
                "\"" + std::string(member.key) + "\":" + json::to_text(member.value()));
        std::string text;
        for (const auto& member : members)
            text += (text.empty() ? "{" : ",") + member;
        EXPECT_FALSE(has_error(Validator::r4().validate(json::read(text + "}")->root()))) << text;
    }
}

}  // namespace helselos::fhir::validation
