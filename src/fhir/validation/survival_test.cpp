// Any value at any place of a resource: the walk and the invariants have to survive it.
#include "base/random.h"
#include "fhir/validation/validate.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <string>
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
