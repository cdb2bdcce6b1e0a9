// A person as the solver sees one: of each finding whether it is known, and what it is.
#pragma once

#include "services/triage/proof/formula.h"
#include "services/triage/proof/intervals.h"

namespace helselos::triage::proof {

struct Told {
    Formula known = impossible;
    // Yes-no: that it is yes. Choices: each one, one of them true. Numbers: that the value is in
    // the second interval or above, the third or above, and so on.
    std::vector<Formula> parts;
};

// By finding.
using Person = std::vector<Told>;

// Variables for each of these findings, every other one not known. `prefix` tells two people of
// one question apart.
Person any_person(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals,
    std::span<const FindingIndex> asked, const std::string& prefix);

// That the answers of a person are answers: one choice and no more, numbers in order.
Formula is_person(Formulas& formulas, std::span<const Finding> findings, const Person& person);

// An answer that is fixed: a value in the finding's own counting, for numbers any of the interval.
Told told(const Intervals& intervals, std::span<const Finding> findings, FindingIndex finding, const Answer& answer);

// One value for each that the rules can tell apart: yes and no, every choice, one of each interval.
std::vector<std::int64_t> values_of(
    const Intervals& intervals, std::span<const Finding> findings, FindingIndex finding);

}  // namespace helselos::triage::proof
