#include "services/triage/condition.h"

#include <gtest/gtest.h>

namespace helselos::triage {

namespace {

Condition yes_to(FindingIndex finding)
{
    return leaf(Step{.act = Step::Act::is_yes, .finding = finding});
}

Answers three(Answer first, Answer second, Answer third)
{
    Answers answers(3);
    answers.set(0, first);
    answers.set(1, second);
    answers.set(2, third);
    return answers;
}

const std::array<Answer, 4> all_answers{open_answer, dont_know, answered_yes, answered_no};

TEST(Condition, unknown_is_neither_present_nor_absent)
{
    const auto answers = three(dont_know, answered_yes, answered_no);
    EXPECT_EQ(evaluate(yes_to(0), answers), can_be_unknown);
    EXPECT_EQ(evaluate(negate(yes_to(0)), answers), can_be_unknown);
    EXPECT_EQ(evaluate(any_of({yes_to(0), yes_to(1)}), answers), can_be_true);
    EXPECT_EQ(evaluate(all_of({yes_to(0), yes_to(2)}), answers), can_be_false);
    EXPECT_EQ(evaluate(all_of({yes_to(0), yes_to(1)}), answers), can_be_unknown);
    EXPECT_EQ(evaluate(any_of({yes_to(0), yes_to(2)}), answers), can_be_unknown);
}

TEST(Condition, an_open_question_may_still_become_anything)
{
    EXPECT_EQ(evaluate(yes_to(0), Answers(3)), undecided);
    EXPECT_EQ(evaluate(any_of({yes_to(0), yes_to(1)}), three(answered_yes, open_answer, open_answer)), can_be_true);
    EXPECT_EQ(evaluate(any_of({yes_to(0), yes_to(1)}), three(dont_know, open_answer, open_answer)),
        can_be_true | can_be_unknown);
}

TEST(Condition, at_least_two_of_three_counts)
{
    const auto two = at_least(2, {yes_to(0), yes_to(1), yes_to(2)});
    EXPECT_EQ(evaluate(two, three(answered_yes, answered_no, answered_yes)), can_be_true);
    EXPECT_EQ(evaluate(two, three(answered_yes, answered_no, answered_no)), can_be_false);
    EXPECT_EQ(evaluate(two, three(answered_yes, answered_no, dont_know)), can_be_unknown);
    EXPECT_EQ(evaluate(two, three(dont_know, answered_no, answered_no)), can_be_false);
    EXPECT_EQ(evaluate(two, three(answered_yes, dont_know, answered_yes)), can_be_true);
}

// The set of truths is exact when each finding stands once: checked against every completion.
TEST(Condition, the_truths_it_can_take_are_those_of_every_completion)
{
    for (const auto& condition : {at_least(1, {yes_to(0), yes_to(1), yes_to(2)}),
             at_least(2, {yes_to(0), yes_to(1), yes_to(2)}), at_least(3, {yes_to(0), yes_to(1), yes_to(2)}),
             any_of({yes_to(0), all_of({yes_to(1), negate(yes_to(2))})})})
        for (const auto& first : all_answers)
            for (const auto& second : all_answers)
                for (const auto& third : all_answers) {
                    Truths completions = 0;
                    const auto choices = [](const Answer& answer) {
                        return answer == open_answer ? std::vector<Answer>{dont_know, answered_yes, answered_no}
                                                     : std::vector<Answer>{answer};
                    };
                    for (const auto& a : choices(first))
                        for (const auto& b : choices(second))
                            for (const auto& c : choices(third))
                                completions |= evaluate(condition, three(a, b, c));
                    EXPECT_EQ(evaluate(condition, three(first, second, third)), completions);
                }
}

TEST(Condition, comparisons_hold_at_their_boundary_as_written)
{
    Answers answers(1);
    answers.set(0, given(38'000'000));
    const auto holds
        = [&](Step::Act act) { return evaluate(leaf(Step{.act = act, .number = 38'000'000}), answers) == can_be_true; };
    EXPECT_TRUE(holds(Step::Act::is_at_least));
    EXPECT_TRUE(holds(Step::Act::is_at_most));
    EXPECT_FALSE(holds(Step::Act::is_less));
    EXPECT_FALSE(holds(Step::Act::is_more));
}

TEST(Condition, the_deciding_findings_are_those_that_made_it_so)
{
    const auto condition = any_of({yes_to(0), all_of({yes_to(1), yes_to(2)})});
    EXPECT_EQ(deciding(condition, three(answered_no, answered_yes, answered_yes)), (std::vector<FindingIndex>{1, 2}));
    EXPECT_EQ(deciding(condition, three(answered_yes, answered_yes, answered_no)), (std::vector<FindingIndex>{0}));
    EXPECT_EQ(deciding(condition, three(answered_no, answered_yes, dont_know)), (std::vector<FindingIndex>{2}));
    EXPECT_EQ(deciding(condition, three(answered_no, answered_yes, answered_no)), (std::vector<FindingIndex>{0, 2}));
}

TEST(Condition, an_undecided_condition_always_has_an_open_finding)
{
    const auto condition = any_of({yes_to(0), all_of({yes_to(1), yes_to(2)})});
    EXPECT_EQ(still_open(condition, Answers(3)), (std::vector<FindingIndex>{0, 1, 2}));
    EXPECT_EQ(still_open(condition, three(open_answer, answered_no, open_answer)), (std::vector<FindingIndex>{0}));
    EXPECT_TRUE(still_open(condition, three(answered_yes, open_answer, open_answer)).empty());
}

}  // namespace

}  // namespace helselos::triage
