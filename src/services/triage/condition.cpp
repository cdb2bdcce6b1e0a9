#include "services/triage/condition.h"

#include "base/assert.h"
#include "base/limits.h"

#include <algorithm>
#include <array>
#include <span>

namespace helselos::triage {

namespace {

Truths truth(bool holds)
{
    return holds ? can_be_true : can_be_false;
}

bool holds(const Step& step, std::int64_t value)
{
    switch (step.act) {
    case Step::Act::is_yes: return value == 1;
    case Step::Act::is_one_of: return value >= 0 && value < 64 && ((step.choices >> value) & 1U) != 0;
    case Step::Act::is_less: return value < step.number;
    case Step::Act::is_at_most: return value <= step.number;
    case Step::Act::is_more: return value > step.number;
    case Step::Act::is_at_least: return value >= step.number;
    case Step::Act::negate:
    case Step::Act::count: break;
    }
    return false;
}

Truths when_unknown(const Step& step)
{
    switch (step.unknown) {
    case Step::Unknown::stays: break;
    case Step::Unknown::counts_as_false: return can_be_false;
    case Step::Unknown::counts_as_true: return can_be_true;
    }
    return can_be_unknown;
}

Truths of_leaf(const Step& step, const Answer& answer)
{
    switch (answer.state) {
    case Answer::State::open: return can_be_true | can_be_false | when_unknown(step);
    case Answer::State::unknown: return when_unknown(step);
    case Answer::State::given: break;
    }
    return truth(holds(step, answer.value));
}

Truths of_negation(Truths operand)
{
    Truths result = operand & can_be_unknown;
    if ((operand & can_be_true) != 0)
        result |= can_be_false;
    if ((operand & can_be_false) != 0)
        result |= can_be_true;
    return result;
}

// Exact for operands that are independent of each other.
Truths of_count(std::span<const Truths> operands, std::size_t needed)
{
    std::size_t may_be_true = 0, may_be_false = 0, may_be_unknown = 0, surely_true = 0, true_or_false = 0;
    for (const auto operand : operands) {
        may_be_true += (operand & can_be_true) != 0;
        may_be_false += (operand & can_be_false) != 0;
        may_be_unknown += (operand & can_be_unknown) != 0;
        surely_true += operand == can_be_true;
        true_or_false += operand == (can_be_true | can_be_false);
    }
    Truths result = 0;
    if (may_be_true >= needed)
        result |= can_be_true;
    if (may_be_false + needed > operands.size())
        result |= can_be_false;
    // Unknown: fewer than needed are true, and the unknown ones could fill the gap.
    if (surely_true < needed
        && may_be_unknown + surely_true + std::min(true_or_false, needed - 1 - surely_true) >= needed)
        result |= can_be_unknown;
    return result;
}

Truths run(std::span<const Step> steps, const Answers& answers)
{
    std::array<Truths, limits::triage_operands_max> waiting;  // NOLINT: written before it is read.
    std::size_t top = 0;
    for (const auto& step : steps) {
        if (step.act == Step::Act::negate) {
            waiting[top - 1] = of_negation(waiting[top - 1]);
        } else if (step.act == Step::Act::count) {
            top -= step.operands;
            waiting[top] = of_count({waiting.data() + top, step.operands}, step.needed);
            ++top;
        } else {
            waiting[top++] = of_leaf(step, answers[step.finding]);
        }
    }
    return waiting[0];
}

void add_once(std::vector<FindingIndex>& findings, FindingIndex finding)
{
    if (std::ranges::find(findings, finding) == findings.end())
        findings.push_back(finding);
}

// Where the operands of the step at `at` end, in their order.
std::vector<std::size_t> operands_of(const Condition& condition, std::size_t at)
{
    std::vector<std::size_t> ends;
    const auto count = condition[at].act == Step::Act::negate ? 1U : condition[at].operands;
    for (auto end = at; ends.size() < count; end -= condition[ends.back()].span)
        ends.push_back(end - 1);
    std::ranges::reverse(ends);
    return ends;
}

Truths truths_at(const Condition& condition, std::size_t at, const Answers& answers)
{
    const auto span = condition[at].span;
    return run({condition.data() + (at + 1 - span), span}, answers);
}

// Depth is bounded by limits::triage_operands_max, which readers of content enforce on nesting.
void collect_deciding(
    const Condition& condition, std::size_t at, const Answers& answers, std::vector<FindingIndex>& findings)
{
    const auto& step = condition[at];
    if (step.is_leaf()) {
        if (!step.from_gate)
            add_once(findings, step.finding);
        return;
    }
    const auto wanted = truths_at(condition, at, answers);
    for (const auto operand : operands_of(condition, at))
        if (step.act == Step::Act::negate || truths_at(condition, operand, answers) == wanted)
            collect_deciding(condition, operand, answers, findings);
}

void collect_open(
    const Condition& condition, std::size_t at, const Answers& answers, std::vector<FindingIndex>& findings)
{
    if (is_decided(truths_at(condition, at, answers)))
        return;
    if (condition[at].is_leaf())
        return add_once(findings, condition[at].finding);
    for (const auto operand : operands_of(condition, at))
        collect_open(condition, operand, answers, findings);
}

}  // namespace

Answers Answers::closed() const
{
    auto closed = *this;
    for (auto& answer : closed.m_answers)
        if (answer.state == Answer::State::open)
            answer = dont_know;
    return closed;
}

Condition leaf(Step step)
{
    step.span = 1;
    return {step};
}

Condition negate(Condition condition)
{
    Step step;
    step.act = Step::Act::negate;
    step.span = static_cast<std::uint16_t>(condition.size() + 1);
    condition.push_back(step);
    return condition;
}

Condition at_least(std::uint16_t needed, const std::vector<Condition>& operands)
{
    Condition condition;
    for (const auto& operand : operands)
        condition.insert(condition.end(), operand.begin(), operand.end());
    Step step;
    step.act = Step::Act::count;
    step.operands = static_cast<std::uint16_t>(operands.size());
    step.needed = needed;
    step.span = static_cast<std::uint16_t>(condition.size() + 1);
    condition.push_back(step);
    return condition;
}

Condition all_of(const std::vector<Condition>& operands)
{
    return operands.size() == 1 ? operands[0] : at_least(static_cast<std::uint16_t>(operands.size()), operands);
}

Condition any_of(const std::vector<Condition>& operands)
{
    return operands.size() == 1 ? operands[0] : at_least(1, operands);
}

std::size_t operands_waiting_max(const Condition& condition)
{
    std::size_t waiting = 0, most = 0;
    for (const auto& step : condition) {
        if (step.act == Step::Act::count)
            waiting = waiting + 1 - step.operands;
        else if (step.act != Step::Act::negate)
            ++waiting;
        most = std::max(most, waiting);
    }
    return most;
}

Truths evaluate(const Condition& condition, const Answers& answers)
{
    return run(condition, answers);
}

std::vector<FindingIndex> deciding(const Condition& condition, const Answers& answers)
{
    std::vector<FindingIndex> findings;
    collect_deciding(condition, condition.size() - 1, answers, findings);
    return findings;
}

std::vector<FindingIndex> still_open(const Condition& condition, const Answers& answers)
{
    std::vector<FindingIndex> findings;
    collect_open(condition, condition.size() - 1, answers, findings);
    return findings;
}

std::vector<FindingIndex> findings_of(const Condition& condition)
{
    std::vector<FindingIndex> findings;
    for (const auto& step : condition)
        if (step.is_leaf())
            add_once(findings, step.finding);
    return findings;
}

}  // namespace helselos::triage
