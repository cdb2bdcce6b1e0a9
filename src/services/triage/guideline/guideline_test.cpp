// What is exported says what the engine says.

#include "services/triage/guideline/guideline.h"

#include "services/triage/assess.h"
#include "services/triage/cases.h"
#include "services/triage/decimal.h"
#include "services/triage/guideline/condition_tree.h"
#include "services/triage/guideline/protocol_table.h"
#include "services/triage/interview_form.h"
#include "services/triage/proof/differences.h"
#include "services/triage/questions.h"
#include "services/triage/reach.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr int people = 6;  // Of each protocol; each evaluates all its conditions.

const Content& shipped()
{
    static const Content loaded = [] {
        auto result = load_content(HL_SOURCE_DIR "/content/triage");
        if (!result.ok())
            throw std::runtime_error(result.error().issues.front().text);
        return std::move(result).value();
    }();
    return loaded;
}

json::Draft response_of(const Protocol& protocol, const Answers& answers)
{
    static const Questions questions(shipped());
    auto items = json::array();
    for (const auto finding : protocol.findings)
        if (!answers.is_open(finding))
            items.push(response_item(questions.item(finding, Language::nb, Speaks::to_person),
                shipped().findings[finding], answers[finding], Language::nb));
    auto response = json::object({{"resourceType", "QuestionnaireResponse"}, {"status", "completed"}});
    response.set("item", json::unless_empty(std::move(items)));
    return response;
}

std::string advised(const json::Document& plan, const json::Draft& response)
{
    const auto parameters = json::to_document(json::object({{"resourceType", "Parameters"},
        {"parameter", json::array({json::object({{"name", "data"}, {"resource", response}})})}}));
    const auto applied = apply(plan.root(), parameters.root(), Instant{});
    if (!applied)
        return applied.error().reason;
    const auto first = applied->root()["contained"].at(0)["action"].at(0);
    std::string text(first["code"].at(0)["coding"].at(0)["code"].text());
    if (const auto minutes = first["timingDuration"]["value"].text(); !minutes.empty())
        text += " " + std::string(minutes);
    return text;
}

std::string written(const Outcome& outcome)
{
    return std::string(code_of(outcome.level)) + (outcome.minutes == 0 ? "" : " " + std::to_string(outcome.minutes));
}

}  // namespace

TEST(Guideline, the_exported_conditions_advise_what_the_engine_advises)
{
    SeededRandom random(44);
    for (const auto& protocol : shipped().protocols) {
        const auto plan = json::to_document(plan_definition_of(shipped(), protocol));
        for (int i = 0; i < people && !HasFailure(); ++i) {
            auto answers = random_answers(shipped(), protocol, random, 6, 6);
            if (i % 2 == 0)
                for (const auto finding : protocol.findings)
                    if (shipped().findings[finding].worrying == Finding::Worrying::yes && below(random, 12) != 0)
                        answers.set(finding, answered_no);
            EXPECT_EQ(advised(plan, response_of(protocol, answers)), written(outcome_of(protocol, answers)))
                << protocol.id;
        }
    }
}

TEST(Guideline, every_question_of_a_protocol_stands_once_in_its_questionnaire)
{
    for (const auto& protocol : shipped().protocols) {
        const auto form = json::to_document(questionnaire_of(shipped(), protocol));
        std::vector<std::string> asked;
        const auto note = [&](json::Value item) {
            if (item["type"].text() != "group")
                asked.emplace_back(item["linkId"].text());
        };
        for (const auto item : form.root()["item"].elements()) {
            note(item);
            for (const auto inner : item["item"].elements())
                note(inner);
        }
        std::vector<std::string> expected;
        for (const auto finding : protocol.findings)
            expected.push_back(shipped().findings[finding].id);
        std::ranges::sort(asked);
        std::ranges::sort(expected);
        EXPECT_EQ(asked, expected) << protocol.id;
    }
}

TEST(Guideline, a_condition_is_a_tree_of_words)
{
    const auto& content = shipped();
    const auto age = *content.finding("age-years");
    const auto fever = *content.finding("fever");
    const auto tree = condition_tree(content,
        at_least(1,
            {leaf({.act = Step::Act::is_yes, .finding = fever}),
                negate(leaf({.act = Step::Act::is_less, .finding = age, .number = *to_years(3'000'000, "months")}))}));
    const auto document = json::to_document(tree);
    const auto root = document.root();
    EXPECT_EQ(root["op"].text(), "any");
    EXPECT_EQ(root["operands"].at(0)["finding"].text(), "fever");
    EXPECT_EQ(root["operands"].at(0)["is"].text(), "yes");
    EXPECT_EQ(root["operands"].at(1)["op"].text(), "not");
    const auto young = root["operands"].at(1)["operands"].at(0);
    EXPECT_EQ(young["is"].text(), "< 3 months");
    EXPECT_EQ(young["text"]["nb"].text(), "Alder: under 3 måneder");
    EXPECT_EQ(young["text"]["en"].text(), "Age: under 3 months");
}

TEST(Guideline, every_rule_finding_and_case_of_a_protocol_stands_in_its_table)
{
    for (const auto& protocol : shipped().protocols) {
        const auto table = protocol_table(shipped(), protocol, HL_SOURCE_DIR "/content/triage");
        ASSERT_TRUE(table) << table.error().reason;
        const auto document = json::to_document(*table);
        const auto root = document.root();
        std::size_t rules = 0;
        for (const auto level : root["levels"].elements())
            rules += level["rules"].size();
        EXPECT_EQ(rules, protocol.rules.size()) << protocol.id;
        EXPECT_EQ(root["findings"].size(), protocol.findings.size()) << protocol.id;
        EXPECT_GT(root["cases"].size(), 0U) << protocol.id;
        for (const auto each : root["cases"].elements())
            for (const auto fact : each["given"].elements())
                EXPECT_TRUE(fact["text"]["nb"].exists()) << protocol.id << " " << fact["finding"].text();
        EXPECT_TRUE(root["author"].exists()) << protocol.id;
    }
}

TEST(Guideline, a_declared_difference_stands_in_the_tables_it_concerns)
{
    const std::filesystem::path folder = HL_SOURCE_DIR "/content/triage";
    const auto differences = proof::read_differences(shipped(), folder).all;
    ASSERT_FALSE(differences.empty());
    const auto& difference = differences.front();
    const auto told_in = [&](const Protocol& protocol) {
        const auto document = json::to_document(*protocol_table(shipped(), protocol, folder));
        for (const auto each : document.root()["differences"].elements())
            if (each["rule"].text() == difference.protocol + "/" + difference.rule)
                return true;
        return false;
    };
    for (const auto& protocol : shipped().protocols)
        EXPECT_EQ(told_in(protocol), protocol.id == difference.protocol || difference.allows(protocol.id))
            << protocol.id;
}

TEST(Guideline, apply_without_a_response_is_refused)
{
    const auto plan = json::to_document(plan_definition_of(shipped(), shipped().protocols.front()));
    const auto nothing = *json::read(R"({"resourceType":"Parameters"})");
    const auto applied = apply(plan.root(), nothing.root(), Instant{});
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().kind, Kind::invalid);
}

}  // namespace helselos::triage
