// Conditions as editors write them:
//
//     drooling                          the finding is present
//     not vaccinated                    it is absent
//     stiff-neck unknown-counts         present; "don't know" keeps the rule open even when it passes elsewhere
//     max-temperature >= 38.5           < <= > >=; the age may be given in days, weeks, months
//     pain-onset is sudden or on-waking
//     all: [ ... ]   any: [ ... ]   none: [ ... ]   at-least 2 of: [ ... ]   not: ...

#include "base/limits.h"
#include "base/text.h"
#include "services/triage/decimal.h"
#include "services/triage/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (const auto word : split(text, ' '))
        if (!word.empty())
            words.push_back(word);
    return words;
}

// "at-least 2 of" to 2.
std::optional<std::uint64_t> needed_of(std::string_view key)
{
    const auto words = words_of(key);
    if (words.size() != 3 || words[0] != "at-least" || words[2] != "of")
        return std::nullopt;
    return to_unsigned(words[1]);
}

std::optional<Step::Act> act_of(std::string_view sign)
{
    if (sign == "<")
        return Step::Act::is_less;
    if (sign == "<=")
        return Step::Act::is_at_most;
    if (sign == ">")
        return Step::Act::is_more;
    if (sign == ">=")
        return Step::Act::is_at_least;
    return std::nullopt;
}

}  // namespace

Step::Unknown Vocabulary::when_unknown(FindingIndex index) const
{
    const auto& finding = m_content.findings[index];
    if (!finding.unknown_passes)
        return Step::Unknown::stays;
    return finding.worrying == Finding::Worrying::no ? Step::Unknown::counts_as_true : Step::Unknown::counts_as_false;
}

Condition Vocabulary::condition(const Page& page, const YAML::Node& node, std::size_t nesting_left)
{
    if (nesting_left == 0) {
        page.problem(node, fmt::format("conditions are nested more than {} deep", limits::triage_nesting_max));
        return {};
    }
    if (node.IsScalar())
        return of_words(page, node, node.Scalar(), nesting_left - 1);
    if (node.IsMap() && node.size() == 1)
        return of_list(page, node, nesting_left - 1);
    page.problem(node, "a condition is a finding, a comparison, or one of all, any, none, not, at-least N of");
    return {};
}

Condition Vocabulary::of_list(const Page& page, const YAML::Node& node, std::size_t nesting_left)
{
    const auto key = page.scalar(node.begin()->first, "condition");
    const YAML::Node value = node.begin()->second;
    if (key == "not") {
        auto operand = condition(page, value, nesting_left);
        return operand.empty() ? operand : negate(std::move(operand));
    }
    std::vector<Condition> operands;
    for (const auto& element : page.elements(node, key))
        if (auto operand = condition(page, element, nesting_left); !operand.empty())
            operands.push_back(std::move(operand));
    if (operands.empty()) {
        page.problem(value, fmt::format("\"{}\" needs at least one condition", key));
        return {};
    }
    if (key == "all")
        return all_of(operands);
    if (key == "any")
        return any_of(operands);
    if (key == "none")
        return negate(any_of(operands));
    const auto needed = needed_of(key);
    if (!needed || *needed == 0 || *needed > operands.size()) {
        page.problem(node,
            fmt::format("\"{}\" is not known here; known are: all, any, none, not, and at-least N of, where N is "
                        "from 1 to the length of the list",
                key));
        return {};
    }
    return at_least(static_cast<std::uint16_t>(*needed), operands);
}

Condition Vocabulary::of_words(
    const Page& page, const YAML::Node& node, std::string_view text, std::size_t nesting_left)
{
    const auto words = words_of(text);
    if (words.size() == 2 && words[0] == "not" && words[1] != "not") {
        auto operand = of_words(page, node, words[1], nesting_left);
        return operand.empty() ? operand : negate(std::move(operand));
    }
    if (words.size() == 1 && m_pictures.contains(words[0]))
        return of_picture(std::string(words[0]), nesting_left);
    const auto finding = words.empty() ? std::nullopt : m_content.finding(words[0]);
    if (!finding) {
        page.problem(node, fmt::format("there is no finding or picture \"{}\"", words.empty() ? "" : words[0]));
        return {};
    }
    const bool unknown_counts = words.size() == 2 && words[1] == "unknown-counts";
    if (words.size() == 1 || unknown_counts) {
        if (m_content.findings[*finding].kind != Finding::Kind::yes_no)
            page.problem(node, fmt::format("\"{}\" is not a yes-no finding: compare it with something", words[0]));
        if (unknown_counts && !m_content.findings[*finding].unknown_passes)
            page.problem(node, fmt::format("\"don't know\" counts already wherever \"{}\" stands", words[0]));
        const Step step{.act = Step::Act::is_yes, .finding = *finding};
        return with_gate(*finding, step, unknown_counts ? Step::Unknown::stays : when_unknown(*finding), nesting_left);
    }
    const auto rest = trim(text.substr(static_cast<std::size_t>(words[1].end() - text.begin())));
    const auto step = words[1] == "is" ? choice_step(page, node, *finding, rest)
                                       : number_step(page, node, *finding, words[1], rest);
    return step ? with_gate(*finding, *step, when_unknown(*finding), nesting_left) : Condition{};
}

Condition Vocabulary::of_picture(const std::string& name, std::size_t nesting_left)
{
    m_unused_pictures.erase(name);
    return resolve(m_pictures.find(name)->second, "", nesting_left);
}

// A finding that does not apply counts as its reassuring answer; a number or choice that does
// not apply fits nothing.
Condition Vocabulary::with_gate(FindingIndex finding, Step step, Step::Unknown unknown, std::size_t nesting_left)
{
    auto& written = m_written[finding];
    step.unknown = unknown;
    if (!written.page->member(written.node, "applies-when"))
        return leaf(step);
    auto gate = resolve(written, "applies-when", nesting_left);
    for (auto& inner : gate)
        inner.from_gate = true;
    if (gate.empty())
        return leaf(step);
    if (m_content.findings[finding].worrying == Finding::Worrying::no)
        return any_of({negate(std::move(gate)), leaf(step)});
    return all_of({std::move(gate), leaf(step)});
}

std::optional<Step> Vocabulary::choice_step(
    const Page& page, const YAML::Node& node, FindingIndex finding, std::string_view words)
{
    const auto& asked = m_content.findings[finding];
    Step step{.act = Step::Act::is_one_of, .finding = finding};
    for (const auto word : words_of(words)) {
        if (word == "or")
            continue;
        const auto found = std::ranges::find(asked.choices, word, &Choice::id);
        if (found == asked.choices.end()) {
            page.problem(node, fmt::format("\"{}\" has no choice \"{}\"", asked.id, word));
            return std::nullopt;
        }
        step.choices |= std::uint64_t{1} << (found - asked.choices.begin());
    }
    return step;
}

std::optional<Step> Vocabulary::number_step(
    const Page& page, const YAML::Node& node, FindingIndex finding, std::string_view sign, std::string_view words)
{
    const auto& asked = m_content.findings[finding];
    const auto act = act_of(sign);
    const auto parts = words_of(words);
    auto number = parts.empty() ? std::nullopt : to_millionths(parts[0]);
    if (number && parts.size() == 2)
        number = asked.id == "age-years" ? to_years(*number, parts[1]) : std::nullopt;
    if (!act || !number || parts.size() > 2 || asked.kind != Finding::Kind::number) {
        page.problem(node,
            fmt::format("\"{}\" cannot be read; a comparison is written as \"max-temperature >= 38.0\" or "
                        "\"age-years < 3 months\"",
                node.Scalar()));
        return std::nullopt;
    }
    if (*number < asked.min || *number > asked.max)
        page.problem(node, fmt::format("{} is outside what \"{}\" can be", parts[0], asked.id));
    return Step{.act = *act, .finding = finding, .number = *number};
}

}  // namespace helselos::triage
