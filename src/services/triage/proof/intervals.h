// The values of each number between which the rules can tell a difference.
#pragma once

#include "services/triage/content.h"

#include <map>
#include <span>
#include <vector>

namespace helselos::triage::proof {

// Both ends belong to it; in millionths, as fine as answers are read.
struct Interval {
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool operator==(const Interval&) const = default;
};

class Intervals {
public:
    explicit Intervals(std::span<const Finding> findings) : m_findings(findings) {}

    // Divides the numbers where the condition turns.
    void divide(const Condition& condition);
    // And where its normal range begins and ends.
    void divide_by_normal(FindingIndex finding);

    // From the lowest to the highest; one for a number that no condition asks about.
    std::vector<Interval> of(FindingIndex finding) const;
    // A value of the interval that a person would say: 34 years, 3 months, 38.5.
    std::int64_t example(FindingIndex finding, const Interval& interval) const;

private:
    void cut(FindingIndex finding, std::int64_t from);

    std::span<const Finding> m_findings;
    std::map<FindingIndex, std::vector<std::int64_t>> m_cuts;  // Where an interval begins, in order.
};

}  // namespace helselos::triage::proof
