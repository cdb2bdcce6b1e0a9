#include "services/triage/condition_text.h"

#include "services/triage/decimal.h"

#include <fmt/format.h>

namespace helselos::triage {

namespace {

std::string sign_of(Step::Act act)
{
    switch (act) {
    case Step::Act::is_less: return "<";
    case Step::Act::is_at_most: return "<=";
    case Step::Act::is_more: return ">";
    default: return ">=";
    }
}

std::string leaf_text(std::span<const Finding> findings, const Step& step)
{
    const auto& finding = findings[step.finding];
    if (step.act == Step::Act::is_yes)
        return finding.id + (finding.unknown_passes && step.unknown == Step::Unknown::stays ? " unknown-counts" : "");
    if (step.act != Step::Act::is_one_of)
        return fmt::format("{} {} {}", finding.id, sign_of(step.act), number_text(finding, step.number));
    std::string chosen;
    for (std::size_t i = 0; i < finding.choices.size(); ++i)
        if (((step.choices >> i) & 1U) != 0)
            chosen += (chosen.empty() ? "" : " or ") + finding.choices[i].id;
    return fmt::format("{} is {}", finding.id, chosen);
}

std::string count_text(const Step& step, std::span<const std::string> operands)
{
    if (operands.empty())
        return "always";
    std::string list;
    for (const auto& operand : operands)
        list += (list.empty() ? "" : ", ") + operand;
    if (step.needed == operands.size())
        return fmt::format("all: [{}]", list);
    if (step.needed == 1)
        return fmt::format("any: [{}]", list);
    return fmt::format("at-least {} of: [{}]", step.needed, list);
}

}  // namespace

std::string number_text(const Finding& finding, std::int64_t number)
{
    if (finding.id != "age-years" || number % one == 0)
        return from_millionths(number);
    constexpr std::int64_t counts_max = 800;
    for (const auto* unit : {"months", "weeks", "days"})
        for (std::int64_t count = 1; count < counts_max; ++count)
            if (*to_years(count * one, unit) == number)
                return fmt::format("{} {}", count, unit);
    return from_millionths(number);
}

std::string to_text(std::span<const Finding> findings, const Condition& condition)
{
    std::vector<std::string> waiting;
    for (const auto& step : condition) {
        if (step.act == Step::Act::negate) {
            waiting.back() = "not: " + waiting.back();
        } else if (step.act == Step::Act::count) {
            const auto first = waiting.size() - step.operands;
            auto text = count_text(step, std::span<const std::string>(waiting).subspan(first));
            waiting.resize(first);
            waiting.push_back(std::move(text));
        } else {
            waiting.push_back(leaf_text(findings, step));
        }
    }
    return waiting.empty() ? "always" : waiting.front();
}

}  // namespace helselos::triage
