#include "services/triage/proof/truth.h"

#include <algorithm>

namespace helselos::triage::proof {

namespace {

// What a leaf asks of the value, given that it is known.
class Leaves {
public:
    Leaves(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals)
        : m_formulas(formulas), m_findings(findings), m_intervals(intervals)
    {}

    Truth of(const Step& step, const Told& told)
    {
        const auto holds = fits(step, told);
        Truth truth{m_formulas.both(told.known, holds), m_formulas.both(told.known, opposite(holds))};
        if (step.unknown == Step::Unknown::counts_as_true)
            truth.is_true = m_formulas.either(opposite(told.known), holds);
        if (step.unknown == Step::Unknown::counts_as_false)
            truth.is_false = m_formulas.either(opposite(told.known), opposite(holds));
        return truth;
    }

private:
    Formula fits(const Step& step, const Told& told)
    {
        // A finding that is not asked here is never known; what it would be does not matter.
        if (told.parts.empty() && m_findings[step.finding].kind != Finding::Kind::number)
            return impossible;
        switch (step.act) {
        case Step::Act::is_yes: return told.parts[0];
        case Step::Act::is_one_of: return one_of(step, told);
        case Step::Act::is_less: return opposite(from(step.finding, step.number, told));
        case Step::Act::is_at_most: return opposite(from(step.finding, step.number + 1, told));
        case Step::Act::is_more: return from(step.finding, step.number + 1, told);
        case Step::Act::is_at_least: return from(step.finding, step.number, told);
        case Step::Act::negate:
        case Step::Act::count: break;
        }
        return impossible;
    }

    Formula one_of(const Step& step, const Told& told)
    {
        std::vector<Formula> chosen;
        for (std::size_t i = 0; i < told.parts.size(); ++i)
            if (((step.choices >> i) & 1U) != 0)
                chosen.push_back(told.parts[i]);
        return m_formulas.any(std::move(chosen));
    }

    // That the number is `value` or more.
    Formula from(FindingIndex finding, std::int64_t value, const Told& told) const
    {
        if (value <= m_findings[finding].min)
            return certain;
        if (value > m_findings[finding].max)
            return impossible;
        const auto intervals = m_intervals.of(finding);
        const auto found = std::ranges::find(intervals, value, &Interval::first);
        const auto place = static_cast<std::size_t>(found - intervals.begin());
        return place - 1 < told.parts.size() ? told.parts[place - 1] : impossible;
    }

    Formulas& m_formulas;
    std::span<const Finding> m_findings;
    const Intervals& m_intervals;
};

std::vector<Formula> taken(std::span<const Truth> truths, Formula Truth::*part)
{
    std::vector<Formula> formulas;
    for (const auto& truth : truths)
        formulas.push_back(truth.*part);
    return formulas;
}

Truth of_count(Formulas& formulas, std::span<const Truth> operands, std::size_t needed)
{
    return {formulas.at_least(needed, taken(operands, &Truth::is_true)),
        formulas.at_least(operands.size() + 1 - needed, taken(operands, &Truth::is_false))};
}

// As of_count in condition.cpp: the sums there, told as "at least so many".
PossibleTruths of_count(Formulas& formulas, std::span<const PossibleTruths> operands, std::size_t needed)
{
    std::vector<Formula> may_be_true, may_be_false, may_be_unknown, surely_true, true_or_false, not_surely_false;
    for (const auto& operand : operands) {
        const auto never_unknown = opposite(operand.may_be_unknown);
        may_be_true.push_back(operand.may_be_true);
        may_be_false.push_back(operand.may_be_false);
        may_be_unknown.push_back(operand.may_be_unknown);
        surely_true.push_back(formulas.all({operand.may_be_true, opposite(operand.may_be_false), never_unknown}));
        true_or_false.push_back(formulas.all({operand.may_be_true, operand.may_be_false, never_unknown}));
        not_surely_false.push_back(formulas.any({operand.may_be_unknown, surely_true.back(), true_or_false.back()}));
    }
    std::vector<Formula> without_unknown;
    for (std::size_t i = 0; i < operands.size(); ++i)
        without_unknown.push_back(formulas.either(surely_true[i], true_or_false[i]));
    const auto is_full = formulas.at_least(needed, without_unknown);
    const auto unknown = formulas.both(opposite(formulas.at_least(needed, surely_true)),
        formulas.either(formulas.both(is_full, formulas.any(may_be_unknown)),
            formulas.both(opposite(is_full), formulas.at_least(needed, not_surely_false))));
    return {
        formulas.at_least(needed, may_be_true), formulas.at_least(operands.size() + 1 - needed, may_be_false), unknown};
}

// Runs the flat program with `of_leaf` for leaves.
template <typename Value, typename OfLeaf, typename OfNegation>
Value run(Formulas& formulas, const Condition& condition, OfLeaf of_leaf, OfNegation of_negation)
{
    std::vector<Value> waiting;
    for (const auto& step : condition) {
        if (step.act == Step::Act::negate) {
            waiting.back() = of_negation(waiting.back());
        } else if (step.act == Step::Act::count) {
            const auto first = waiting.size() - step.operands;
            auto value = of_count(formulas, std::span<const Value>(waiting).subspan(first), step.needed);
            waiting.resize(first);
            waiting.push_back(value);
        } else {
            waiting.push_back(of_leaf(step));
        }
    }
    return waiting.front();
}

}  // namespace

Truth truth_of(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals,
    const Condition& condition, const Person& person)
{
    Leaves leaves(formulas, findings, intervals);
    return run<Truth>(
        formulas, condition, [&](const Step& step) { return leaves.of(step, person[step.finding]); },
        [](const Truth& truth) {
            return Truth{truth.is_false, truth.is_true};
        });
}

PossibleTruths possible_truths_of(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals,
    const Condition& condition, const Person& person, std::span<const Formula> open)
{
    Leaves leaves(formulas, findings, intervals);
    const auto of_leaf = [&](const Step& step) {
        const auto truth = leaves.of(step, person[step.finding]);
        const auto unknown = formulas.both(opposite(truth.is_true), opposite(truth.is_false));
        const auto is_open = open[step.finding];
        const auto stays = step.unknown == Step::Unknown::stays ? is_open : impossible;
        return PossibleTruths{formulas.either(is_open, truth.is_true), formulas.either(is_open, truth.is_false),
            formulas.either(stays, formulas.both(opposite(is_open), unknown))};
    };
    return run<PossibleTruths>(formulas, condition, of_leaf, [](const PossibleTruths& truths) {
        return PossibleTruths{truths.may_be_false, truths.may_be_true, truths.may_be_unknown};
    });
}

}  // namespace helselos::triage::proof
