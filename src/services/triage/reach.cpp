#include "services/triage/reach.h"

#include "services/triage/decimal.h"

#include <algorithm>

namespace helselos::triage {

namespace {

constexpr int tries_max = 400;

void add_once(std::vector<std::int64_t>& values, std::int64_t value, const Finding& finding)
{
    if (value >= finding.min && value <= finding.max && std::ranges::find(values, value) == values.end())
        values.push_back(value);
}

std::int64_t smallest_step(const Finding& finding)
{
    auto step = one;
    for (unsigned i = 0; i < finding.decimals; ++i)
        step /= 10;
    return step;
}

class Search {
public:
    Search(const Content& content, const Protocol& protocol, Random& random)
        : m_content(content), m_protocol(protocol), m_random(random), m_answers(content.no_answers())
    {}

    // Well, as far as single answers can say.
    void start_well()
    {
        for (const auto index : m_protocol.findings) {
            const auto& finding = m_content.findings[index];
            if (finding.worrying == Finding::Worrying::yes)
                m_answers.set(index, answered_no);
            else if (finding.worrying == Finding::Worrying::no)
                m_answers.set(index, answered_yes);
            else
                m_answers.set(index, given(any_value(index)));
        }
    }

    // Changes answers so that the condition is likely to be so. Nesting is bounded by the reader.
    void make(const Condition& condition, std::size_t at, bool wanted)
    {
        const auto& step = condition[at];
        if (step.is_leaf())
            return make_leaf(step, wanted);
        auto operands = operands_before(condition, at);
        if (step.act == Step::Act::negate)
            return make(condition, operands[0], !wanted);
        shuffle(operands);
        // Now and then more than is needed, for combinations that need it.
        const auto count = wanted ? step.needed : operands.size() + 1 - step.needed;
        for (std::size_t i = 0; i < std::min<std::size_t>(count, operands.size()); ++i)
            make(condition, operands[i], wanted);
    }

    const Answers& answers() const { return m_answers; }

private:
    template <typename Values>
    void shuffle(Values& values)
    {
        for (auto left = values.size(); left > 1; --left)
            std::swap(values[left - 1], values[below(m_random, left)]);
    }

    std::int64_t any_value(FindingIndex finding)
    {
        const auto values = telling_values(m_content, m_protocol, finding);
        return values[below(m_random, values.size())];
    }

    static std::vector<std::size_t> operands_before(const Condition& condition, std::size_t at)
    {
        const std::size_t count = condition[at].act == Step::Act::negate ? 1 : condition[at].operands;
        std::vector<std::size_t> ends;
        for (auto end = at; ends.size() < count; end -= condition[ends.back()].span)
            ends.push_back(end - 1);
        return ends;
    }

    void make_leaf(const Step& step, bool wanted)
    {
        auto values = telling_values(m_content, m_protocol, step.finding);
        shuffle(values);
        for (const auto value : values) {
            auto trial = m_answers;
            trial.set(step.finding, given(value));
            if (evaluate(leaf(step), trial) == (wanted ? can_be_true : can_be_false))
                return m_answers.set(step.finding, given(value));
        }
    }

    const Content& m_content;
    const Protocol& m_protocol;
    Random& m_random;
    Answers m_answers;
};

template <typename Fits>
std::optional<Answers> search(const Content& content, const Protocol& protocol, const Condition& condition, bool wanted,
    Random& random, Fits fits)
{
    for (int i = 0; i < tries_max; ++i) {
        Search search(content, protocol, random);
        search.start_well();
        search.make(condition, condition.size() - 1, wanted);
        if (fits(search.answers()))
            return search.answers();
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::int64_t> telling_values(const Content& content, const Protocol& protocol, FindingIndex index)
{
    const auto& finding = content.findings[index];
    if (finding.kind == Finding::Kind::yes_no)
        return {0, 1};
    std::vector<std::int64_t> values;
    if (finding.kind == Finding::Kind::choice) {
        for (std::size_t i = 0; i < finding.choices.size(); ++i)
            values.push_back(static_cast<std::int64_t>(i));
        return values;
    }
    values = {finding.min, finding.max};
    for (const auto& rule : protocol.rules)
        for (const auto& step : rule.when)
            if (step.is_leaf() && step.finding == index)
                for (const auto value :
                    {step.number - smallest_step(finding), step.number, step.number + smallest_step(finding)})
                    add_once(values, value, finding);
    return values;
}

Answers random_answers(
    const Content& content, const Protocol& protocol, Random& random, unsigned unknown_in, unsigned open_in)
{
    auto answers = content.no_answers();
    for (const auto finding : protocol.findings) {
        if (open_in != 0 && below(random, open_in) == 0)
            continue;
        const auto values = telling_values(content, protocol, finding);
        const bool is_unknown = unknown_in != 0 && below(random, unknown_in) == 0;
        answers.set(finding, is_unknown ? dont_know : given(values[below(random, values.size())]));
    }
    return answers;
}

std::optional<Answers> find_person(
    const Content& content, const Protocol& protocol, const Condition& condition, Random& random)
{
    return search(content, protocol, condition, true, random,
        [&](const Answers& answers) { return evaluate(condition, answers) == can_be_true; });
}

std::optional<Answers> find_decided_by(
    const Content& content, const Protocol& protocol, const Rule& rule, Random& random)
{
    return search(content, protocol, rule.when, true, random, [&](const Answers& answers) {
        return evaluate(rule.when, answers) == can_be_true && outcome_of(protocol, answers) == rule.outcome;
    });
}

std::optional<Answers> find_selfcare(const Content& content, const Protocol& protocol, Random& random)
{
    const auto otherwise = std::ranges::find(protocol.rules, "otherwise", &Rule::id);
    if (otherwise == protocol.rules.end())
        return std::nullopt;
    return search(content, protocol, otherwise->when, false, random,
        [&](const Answers& answers) { return outcome_of(protocol, answers).level == Level::selfcare; });
}

}  // namespace helselos::triage
