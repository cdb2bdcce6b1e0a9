#include "services/triage/guideline/condition_in_fhirpath.h"

#include "services/triage/decimal.h"
#include "services/triage/interview_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace helselos::triage {

namespace {

std::string value_of(const Finding& finding)
{
    return fmt::format("repeat(item).where(linkId = '{}').answer.value", finding.id);
}

std::string_view sign_of(Step::Act act)
{
    switch (act) {
    case Step::Act::is_less: return "<";
    case Step::Act::is_at_most: return "<=";
    case Step::Act::is_more: return ">";
    default: return ">=";
    }
}

std::string one_of(const Finding& finding, std::uint64_t choices)
{
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < finding.choices.size(); ++i)
        if (((choices >> i) & 1U) != 0)
            codes.push_back(fmt::format("'{}'", finding.choices[i].id));
    const auto code = value_of(finding) + ".code";
    return fmt::format("iif({0} = 'unknown', {{}}, {0} in ({1}))", code, fmt::join(codes, " | "));
}

std::string comparison(const Finding& finding, const Step& step)
{
    const auto type = item_type(finding);
    const auto number = type == "quantity" ? value_of(finding) + ".ofType(Quantity).value"
                                           : fmt::format("{}.ofType({})", value_of(finding), type);
    return fmt::format("({} {} {})", number, sign_of(step.act), from_millionths(step.number));
}

// Empty where the answer is "don't know" or not there.
std::string answered(const Finding& finding, const Step& step)
{
    const auto code = value_of(finding) + ".code";
    switch (step.act) {
    case Step::Act::is_yes: return fmt::format("iif({0} = 'yes', true, iif({0} = 'no', false, {{}}))", code);
    case Step::Act::is_one_of: return one_of(finding, step.choices);
    default: return comparison(finding, step);
    }
}

std::string leaf_words(const Content& content, const Step& step)
{
    const auto expression = answered(content.findings[step.finding], step);
    switch (step.unknown) {
    case Step::Unknown::stays: break;
    case Step::Unknown::counts_as_false: return fmt::format("iif({}, true, false)", expression);
    case Step::Unknown::counts_as_true: return fmt::format("iif({}.not(), false, true)", expression);
    }
    return expression;
}

// So many of the operands are true; unknown while those not ruled out could still fill the gap.
std::string count_words(const std::vector<std::string>& operands, std::size_t needed)
{
    if (needed == 0)
        return "true";
    if (needed == operands.size())
        return fmt::format("({})", fmt::join(operands, " and "));
    if (needed == 1)
        return fmt::format("({})", fmt::join(operands, " or "));
    std::vector<std::string> held, possible;
    for (const auto& operand : operands) {
        held.push_back(fmt::format("iif({}, 1, 0)", operand));
        possible.push_back(fmt::format("iif({}.not(), 0, 1)", operand));
    }
    return fmt::format("iif({} >= {}, true, iif({} < {}, false, {{}}))", fmt::join(held, " + "), needed,
        fmt::join(possible, " + "), needed);
}

}  // namespace

std::string in_fhirpath(const Content& content, const Condition& condition)
{
    std::vector<std::string> waiting;
    for (const auto& step : condition) {
        if (step.act == Step::Act::negate) {
            waiting.back() = fmt::format("({}).not()", waiting.back());
        } else if (step.act == Step::Act::count) {
            const auto first = waiting.end() - step.operands;
            auto words = count_words({first, waiting.end()}, step.needed);
            waiting.erase(first, waiting.end());
            waiting.push_back(std::move(words));
        } else {
            waiting.push_back(leaf_words(content, step));
        }
    }
    return waiting.empty() ? std::string("false") : waiting.back();
}

std::string is_unknown_in_fhirpath(const std::string& expression)
{
    return fmt::format("({}).empty()", expression);
}

}  // namespace helselos::triage
