// The cases of a protocol with what is known of them before anything is changed, so that a change of one rule is judged
// without looking at the others.
#pragma once

#include "services/triage/cases.h"

#include <span>

namespace helselos::triage::proof {

class KnownCases {
public:
    KnownCases(const Protocol& protocol, const CasesRun& run);

    std::size_t size() const { return m_cases.size() + m_failing; }
    // Fail already, and notice nothing.
    std::size_t failing() const { return m_failing; }

    // The name of the first case that would fail: by its outcome, by the rule it names, or because it answers what is
    // asked no more. None when all would pass.
    const std::string* noticing(
        std::size_t rule, const Rule& changed, std::span<const FindingIndex> asked_no_more) const;

private:
    struct Known {
        std::string name;
        Answers listed;
        Answers answers;
        Outcome expected;
        std::vector<std::string> because;
        std::size_t deciding = 0;  // The rule that counts most,
        Outcome most;              // what it counts,
        Outcome second;            // and what the most urgent of the others counts.

        bool notices(std::size_t rule, const Rule& changed, std::span<const FindingIndex> asked_no_more) const;
    };

    static Known known(const Protocol& protocol, const CaseReport& report);

    std::vector<Known> m_cases;
    std::size_t m_failing = 0;
};

}  // namespace helselos::triage::proof
