#include "services/triage/proof/merged.h"

#include "base/limits.h"

#include <algorithm>

namespace helselos::triage::proof {

Merged::Merged(const Content& older, const Content& newer)
{
    for (const auto& finding : older.findings)
        add(finding, m_older);
    for (const auto& finding : newer.findings)
        add(finding, m_newer);
}

// A finding that became another kind of question, or whose choices of then and now are more than
// one question can have, is another finding.
void Merged::add(const Finding& finding, std::vector<Moved>& moves)
{
    auto known = std::ranges::find_if(m_findings, [&](const Finding& other) {
        return other.id == finding.id && other.kind == finding.kind
            && other.choices.size() + finding.choices.size() <= limits::triage_choices_max;
    });
    if (known == m_findings.end())
        known = m_findings.insert(m_findings.end(), finding);
    known->min = std::min(known->min, finding.min);
    known->max = std::max(known->max, finding.max);
    known->normal.reset();
    auto& move = moves.emplace_back();
    move.finding = static_cast<FindingIndex>(known - m_findings.begin());
    for (const auto& choice : finding.choices) {
        auto place = std::ranges::find(known->choices, choice.id, &Choice::id);
        if (place == known->choices.end())
            place = known->choices.insert(known->choices.end(), choice);
        move.choices.push_back(static_cast<std::size_t>(place - known->choices.begin()));
    }
}

Condition Merged::moved(Condition condition, const std::vector<Moved>& moves) const
{
    for (auto& step : condition) {
        if (!step.is_leaf())
            continue;
        const auto& move = moves[step.finding];
        step.finding = move.finding;
        if (step.act != Step::Act::is_one_of)
            continue;
        std::uint64_t choices = 0;
        for (std::size_t i = 0; i < move.choices.size(); ++i)
            if (((step.choices >> i) & 1U) != 0)
                choices |= std::uint64_t{1} << move.choices[i];
        step.choices = choices;
    }
    return condition;
}

Protocol Merged::moved(const Protocol& protocol, const std::vector<Moved>& moves) const
{
    auto result = protocol;
    for (auto& rule : result.rules)
        rule.when = moved(std::move(rule.when), moves);
    for (auto& finding : result.findings)
        finding = moves[finding].finding;
    for (auto& finding : result.assumes)
        finding = moves[finding].finding;
    return result;
}

Answers Merged::moved(const Answers& answers, const std::vector<Moved>& moves) const
{
    Answers result(m_findings.size());
    for (std::size_t i = 0; i < moves.size(); ++i) {
        auto answer = answers[static_cast<FindingIndex>(i)];
        if (answer.state == Answer::State::given && !moves[i].choices.empty())
            answer.value = static_cast<std::int64_t>(moves[i].choices[static_cast<std::size_t>(answer.value)]);
        result.set(moves[i].finding, answer);
    }
    return result;
}

}  // namespace helselos::triage::proof
