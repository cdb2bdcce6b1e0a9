// What is proved is what runs: the statements come to what the engine says, for every kind of
// condition and every kind of answer.

#include "services/triage/proof/truth.h"

#include "base/random.h"
#include "services/triage/decimal.h"

#include <gtest/gtest.h>

namespace helselos::triage::proof {

namespace {

constexpr FindingIndex choice = 4, number = 5;

std::vector<Finding> some_findings()
{
    std::vector<Finding> findings(6);
    for (std::size_t i = 0; i < findings.size(); ++i)
        findings[i].id = "f" + std::to_string(i);
    findings[choice].kind = Finding::Kind::choice;
    findings[choice].choices.resize(3);
    findings[number].kind = Finding::Kind::number;
    findings[number].max = 10 * one;
    return findings;
}

Condition any_leaf(Random& random)
{
    Step step;
    step.finding = static_cast<FindingIndex>(below(random, 6));
    step.unknown = static_cast<Step::Unknown>(below(random, 3));
    if (step.finding == choice) {
        step.act = Step::Act::is_one_of;
        step.choices = 1 + below(random, 6);
    } else if (step.finding == number) {
        constexpr std::array acts{
            Step::Act::is_less, Step::Act::is_at_most, Step::Act::is_more, Step::Act::is_at_least};
        step.act = acts[below(random, acts.size())];
        step.number = static_cast<std::int64_t>(below(random, 11)) * one;
    }
    return leaf(step);
}

Condition any_condition(Random& random, int depth)
{
    if (depth == 0 || below(random, 4) == 0)
        return any_leaf(random);
    if (below(random, 4) == 0)
        return negate(any_condition(random, depth - 1));
    std::vector<Condition> operands;
    for (std::size_t i = 0; i <= below(random, 4); ++i)
        operands.push_back(any_condition(random, depth - 1));
    return at_least(static_cast<std::uint16_t>(below(random, operands.size() + 1)), operands);
}

Answer any_answer(Random& random, FindingIndex finding)
{
    const auto kind = below(random, 4);
    if (kind == 0)
        return open_answer;
    if (kind == 1)
        return dont_know;
    if (finding == choice)
        return given(static_cast<std::int64_t>(below(random, 3)));
    if (finding == number)
        return given(static_cast<std::int64_t>(below(random, 21)) * one / 2);
    return given(static_cast<std::int64_t>(below(random, 2)));
}

Truths as_set(Formula may_be_true, Formula may_be_false, Formula may_be_unknown)
{
    Truths truths = 0;
    truths |= may_be_true == certain ? can_be_true : 0;
    truths |= may_be_false == certain ? can_be_false : 0;
    truths |= may_be_unknown == certain ? can_be_unknown : 0;
    return truths;
}

class Truth : public testing::Test {
protected:
    template <typename Compare>
    void for_many(Compare compare)
    {
        const auto findings = some_findings();
        SeededRandom random(7);
        for (int i = 0; i < 20'000 && !HasFailure(); ++i) {
            const auto condition = any_condition(random, 3);
            Intervals intervals(findings);
            intervals.divide(condition);
            Answers answers(findings.size());
            Person person;
            std::vector<Formula> open;
            for (FindingIndex finding = 0; finding < findings.size(); ++finding) {
                answers.set(finding, any_answer(random, finding));
                person.push_back(told(intervals, findings, finding, answers[finding]));
                open.push_back(answers.is_open(finding) ? certain : impossible);
            }
            compare(findings, intervals, condition, answers, person, open);
        }
    }
};

TEST_F(Truth, of_a_partial_interview_is_the_set_that_the_engine_counts_with)
{
    for_many([](const auto& findings, const auto& intervals, const auto& condition, const auto& answers,
                 const auto& person, const auto& open) {
        Formulas formulas;
        const auto truths = possible_truths_of(formulas, findings, intervals, condition, person, open);
        EXPECT_EQ(as_set(truths.may_be_true, truths.may_be_false, truths.may_be_unknown), evaluate(condition, answers));
    });
}

TEST_F(Truth, of_complete_answers_is_the_one_that_the_engine_decides_on)
{
    for_many([](const auto& findings, const auto& intervals, const auto& condition, const auto& answers,
                 const auto& person, const auto&) {
        Formulas formulas;
        const auto truth = truth_of(formulas, findings, intervals, condition, person);
        const auto unknown = formulas.both(opposite(truth.is_true), opposite(truth.is_false));
        EXPECT_EQ(as_set(truth.is_true, truth.is_false, unknown), evaluate(condition, answers.closed()));
    });
}

TEST(Intervals, begin_where_a_condition_turns)
{
    const auto findings = some_findings();
    Intervals intervals(findings);
    intervals.divide(leaf({.act = Step::Act::is_less, .finding = number, .number = 3 * one}));
    intervals.divide(leaf({.act = Step::Act::is_more, .finding = number, .number = 3 * one}));
    const std::vector<Interval> expected{{0, 3 * one - 1}, {3 * one, 3 * one}, {3 * one + 1, 10 * one}};
    EXPECT_EQ(intervals.of(number), expected);
}

TEST(Intervals, give_an_age_as_people_say_it)
{
    auto findings = some_findings();
    findings[number].id = "age-years";
    findings[number].max = 120 * one;
    const Intervals intervals(findings);
    EXPECT_EQ(intervals.example(number, {18 * one, 64 * one}), 34 * one);
    EXPECT_EQ(intervals.example(number, {one / 4, one / 2 - 1}), one / 4);
    EXPECT_EQ(intervals.example(number, {65 * one, 120 * one}), 65 * one);
}

TEST(Formulas, that_are_equal_are_one)
{
    Formulas formulas;
    const auto fever = formulas.variable("fever"), rash = formulas.variable("rash");
    EXPECT_EQ(formulas.both(fever, rash), formulas.both(rash, fever));
    EXPECT_EQ(formulas.both(fever, opposite(fever)), impossible);
    EXPECT_EQ(formulas.either(fever, certain), certain);
    EXPECT_EQ(opposite(opposite(fever)), fever);
}

TEST(Formulas, write_each_definition_once)
{
    Formulas formulas;
    const auto fever = formulas.variable("fever"), rash = formulas.variable("rash");
    const auto both = formulas.both(fever, rash);
    EXPECT_EQ(formulas.definitions(both), "(declare-const |fever| Bool)\n(declare-const |rash| Bool)\n");
    EXPECT_EQ(formulas.term(opposite(both)), "(not (and |fever| |rash|))");
    EXPECT_EQ(formulas.definitions(both), "");
}

}  // namespace

}  // namespace helselos::triage::proof
