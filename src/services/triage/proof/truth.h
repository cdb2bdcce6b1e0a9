// How true a condition is of a person, as statements: the same steps that the engine runs
// (condition.cpp), written for a solver.
#pragma once

#include "services/triage/proof/person.h"

namespace helselos::triage::proof {

// Of complete answers: neither is unknown, and never both.
struct Truth {
    Formula is_true = impossible;
    Formula is_false = impossible;
};

Truth truth_of(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals,
    const Condition& condition, const Person& person);

// Of a partial interview: which truths the engine still counts as possible.
struct PossibleTruths {
    Formula may_be_true = impossible;
    Formula may_be_false = impossible;
    Formula may_be_unknown = impossible;
};

// `open` by finding: whether it was not asked yet.
PossibleTruths possible_truths_of(Formulas& formulas, std::span<const Finding> findings, const Intervals& intervals,
    const Condition& condition, const Person& person, std::span<const Formula> open);

}  // namespace helselos::triage::proof
