#include "services/triage/proof/known_cases.h"

#include "services/triage/proof/mutants.h"

#include <algorithm>

namespace helselos::triage::proof {

KnownCases::KnownCases(const Protocol& protocol, const CasesRun& run)
{
    for (const auto& report : run.reports) {
        if (!report.expected)
            continue;
        if (!report.failures.empty())
            ++m_failing;
        else
            m_cases.push_back(known(protocol, report));
    }
}

KnownCases::Known KnownCases::known(const Protocol& protocol, const CaseReport& report)
{
    Known known{report.name, report.listed, report.answers.closed(), *report.expected, report.because, 0, {}, {}};
    for (std::size_t i = 0; i < protocol.rules.size(); ++i) {
        const auto counts = counted(protocol.rules[i], known.answers);
        if (counts > known.most) {
            known.second = known.most;
            known.most = counts;
            known.deciding = i;
        } else {
            known.second = std::max(known.second, counts);
        }
    }
    return known;
}

const std::string* KnownCases::noticing(
    std::size_t rule, const Rule& changed, std::span<const FindingIndex> asked_no_more) const
{
    const auto found = std::ranges::find_if(
        m_cases, [&](const Known& known) { return known.notices(rule, changed, asked_no_more); });
    return found == m_cases.end() ? nullptr : &found->name;
}

bool KnownCases::Known::notices(
    std::size_t rule, const Rule& changed, std::span<const FindingIndex> asked_no_more) const
{
    const auto others = deciding == rule ? second : most;
    if (std::max(counted(changed, answers), others) != expected)
        return true;
    if (std::ranges::find(because, changed.id) != because.end() && evaluate(changed.when, answers) != can_be_true)
        return true;
    return std::ranges::any_of(asked_no_more, [&](FindingIndex finding) { return !listed.is_open(finding); });
}

}  // namespace helselos::triage::proof
