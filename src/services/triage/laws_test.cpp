// Laws that hold for every protocol, tried on people made by chance.

#include "services/triage/decimal.h"
#include "services/triage/next_screen.h"
#include "services/triage/reach.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr int people = 30;  // Of each protocol.

class Laws : public testing::Test {
protected:
    static const Content& content()
    {
        static const Content loaded = [] {
            auto result = load_content(HL_SOURCE_DIR "/content/triage");
            if (!result.ok())
                throw std::runtime_error(result.error().issues.front().text);
            return std::move(result).value();
        }();
        return loaded;
    }

    // Calls with protocol, answers and a source of chance; `open_in` as in random_answers.
    template <typename Law>
    static void for_everybody(unsigned unknown_in, unsigned open_in, Law law)
    {
        SeededRandom random(20261122);
        for (const auto& protocol : content().protocols)
            for (int i = 0; i < people && !testing::Test::HasFailure(); ++i) {
                auto answers = random_answers(content(), protocol, random, unknown_in, open_in);
                // People who are mostly well reach the lower levels.
                if (i % 2 == 0)
                    soothe(protocol, random, answers);
                law(protocol, answers, random);
            }
    }

    static void soothe(const Protocol& protocol, Random& random, Answers& answers)
    {
        for (const auto finding : protocol.findings)
            if (content().findings[finding].worrying == Finding::Worrying::yes && !answers.is_open(finding)
                && below(random, 12) != 0)
                answers.set(finding, answered_no);
    }

    static Outcome outcome(const Protocol& protocol, const Answers& answers) { return outcome_of(protocol, answers); }
};

TEST_F(Laws, nobody_of_whom_only_age_and_sex_are_known_gets_self_care)
{
    const auto age = *content().finding("age-years");
    for (const auto& protocol : content().protocols)
        for (const auto millionths : {one / 10, 2 * one, 8 * one, 30 * one, 60 * one, 85 * one})
            for (const auto sex : {0, 1}) {
                auto answers = content().no_answers().closed();
                answers.set(age, given(millionths));
                answers.set(*content().finding("sex"), given(sex));
                EXPECT_NE(outcome(protocol, answers).level, Level::selfcare)
                    << protocol.id << " at " << millionths / one;
            }
}

TEST_F(Laws, one_more_worrying_finding_never_lowers)
{
    for_everybody(8, 0, [](const Protocol& protocol, const Answers& answers, Random&) {
        const auto before = outcome(protocol, answers);
        for (const auto finding : protocol.findings) {
            if (content().findings[finding].worrying == Finding::Worrying::neither)
                continue;
            auto worse = answers;
            worse.set(
                finding, content().findings[finding].worrying == Finding::Worrying::yes ? answered_yes : answered_no);
            EXPECT_GE(outcome(protocol, worse), before) << protocol.id << ' ' << content().findings[finding].id;
        }
    });
}

TEST_F(Laws, dont_know_never_lowers_against_the_reassuring_answer)
{
    for_everybody(8, 0, [](const Protocol& protocol, const Answers& answers, Random&) {
        for (const auto finding : protocol.findings) {
            const auto worrying = content().findings[finding].worrying;
            if (worrying == Finding::Worrying::neither)
                continue;
            auto calm = answers, unsure = answers;
            calm.set(finding, worrying == Finding::Worrying::yes ? answered_no : answered_yes);
            unsure.set(finding, dont_know);
            EXPECT_GE(outcome(protocol, unsure), outcome(protocol, calm))
                << protocol.id << ' ' << content().findings[finding].id;
        }
    });
}

// Where each value fires another rule, all of them are not ruled out: `if-unknown` is one level less.
TEST_F(Laws, dont_know_to_a_number_or_choice_is_at_most_one_level_below_its_mildest_value)
{
    for_everybody(8, 0, [](const Protocol& protocol, const Answers& answers, Random&) {
        for (const auto finding : protocol.findings) {
            auto mildest = emergency;
            for (const auto value : telling_values(content(), protocol, finding)) {
                auto told = answers;
                told.set(finding, given(value));
                mildest = std::min(mildest, outcome(protocol, told));
            }
            auto unsure = answers;
            unsure.set(finding, dont_know);
            EXPECT_GE(static_cast<int>(outcome(protocol, unsure).level) + 1, static_cast<int>(mildest.level))
                << protocol.id << ' ' << content().findings[finding].id;
        }
    });
}

TEST_F(Laws, when_the_interview_stops_no_further_answer_changes_the_outcome)
{
    for_everybody(10, 0, [](const Protocol& protocol, const Answers& person, Random& random) {
        auto asked = content().no_answers();
        for (auto next = next_screen(content(), protocol, asked); next.screen;
             next = next_screen(content(), protocol, asked))
            for (const auto finding : next.screen->findings)
                asked.set(finding, person[finding]);
        const auto settled = outcome(protocol, asked);
        for (int i = 0; i < 5; ++i) {
            auto completed = random_answers(content(), protocol, random, 6, 0);
            for (const auto finding : protocol.findings)
                if (!asked.is_open(finding))
                    completed.set(finding, asked[finding]);
            EXPECT_EQ(outcome(protocol, completed), settled) << protocol.id;
        }
    });
}

TEST_F(Laws, the_bounds_hold_for_every_completion)
{
    for_everybody(10, 2, [](const Protocol& protocol, const Answers& some, Random& random) {
        const auto bounds = bounds_of(protocol, some);
        auto completed = random_answers(content(), protocol, random, 6, 0);
        for (const auto finding : protocol.findings)
            if (!some.is_open(finding))
                completed.set(finding, some[finding]);
        EXPECT_GE(outcome(protocol, completed), bounds.least) << protocol.id;
        EXPECT_LE(outcome(protocol, completed), bounds.most) << protocol.id;
    });
}

TEST_F(Laws, the_interview_goes_on_from_any_answers_and_ends)
{
    for_everybody(10, 2, [](const Protocol& protocol, const Answers& some, Random&) {
        auto asked = relevant(content(), protocol, some);
        std::size_t screens = 0;
        for (auto next = next_screen(content(), protocol, asked); next.screen;
             next = next_screen(content(), protocol, asked)) {
            ASSERT_FALSE(next.screen->findings.empty()) << protocol.id;
            EXPECT_TRUE(
                std::ranges::any_of(next.screen->findings, [&](auto finding) { return asked.is_open(finding); }));
            EXPECT_LE(++screens, protocol.findings.size());
            EXPECT_GE(next.screens_left_max, 1U);
            for (const auto finding : next.screen->findings)
                if (asked.is_open(finding))
                    asked.set(finding, dont_know);
        }
    });
}

TEST_F(Laws, the_number_of_screens_left_is_an_upper_bound)
{
    for_everybody(10, 0, [](const Protocol& protocol, const Answers& person, Random&) {
        auto asked = content().no_answers();
        auto next = next_screen(content(), protocol, asked);
        const auto promised = next.screens_left_max;
        std::size_t screens = 0;
        for (; next.screen; next = next_screen(content(), protocol, asked)) {
            ++screens;
            EXPECT_LE(screens + next.screens_left_max, promised + 1) << protocol.id;
            for (const auto finding : next.screen->findings)
                asked.set(finding, person[finding]);
        }
        EXPECT_LE(screens, promised) << protocol.id;
    });
}

TEST_F(Laws, the_outcome_is_that_of_the_first_rule_that_fired)
{
    for_everybody(8, 3, [](const Protocol& protocol, const Answers& answers, Random&) {
        const auto assessment = assess(content(), protocol, answers);
        EXPECT_EQ(assessment.outcome, outcome_of(protocol, answers));
        for (const auto& fired : assessment.fired)
            EXPECT_LE(fired.outcome, assessment.outcome);
        EXPECT_EQ(assessment.fired.empty(), assessment.outcome.level == Level::selfcare);
    });
}

TEST_F(Laws, an_emergency_by_one_answer_is_recognised_within_three_screens_of_the_red_screen_and_never_after_five)
{
    constexpr std::size_t to_red_screen = 2;
    std::size_t emergencies = 0, late = 0;
    for (const auto& protocol : content().protocols)
        for (const auto& rule : protocol.rules) {
            for (const auto finding : findings_of(rule.when)) {
                auto person = content().no_answers().closed();
                for (const auto other : protocol.findings)
                    if (content().findings[other].kind == Finding::Kind::yes_no)
                        person.set(other, answered_no);
                person.set(*content().finding("age-years"), given(1'500'000));
                person.set(finding, answered_yes);
                if (rule.outcome != emergency || content().findings[finding].kind != Finding::Kind::yes_no
                    || evaluate(rule.when, person) != can_be_true)
                    continue;
                auto asked = content().no_answers();
                std::size_t screens = 0;
                for (auto next = next_screen(content(), protocol, asked); next.screen;
                     next = next_screen(content(), protocol, asked), ++screens)
                    for (const auto shown : next.screen->findings)
                        asked.set(shown, person[shown]);
                ++emergencies;
                late += screens > to_red_screen + 3 ? 1 : 0;
                EXPECT_LE(screens, to_red_screen + 5)
                    << protocol.id << ' ' << rule.id << ' ' << content().findings[finding].id;
            }
        }
    EXPECT_LE(late * 50, emergencies) << late << " of " << emergencies;
}

}  // namespace

}  // namespace helselos::triage
