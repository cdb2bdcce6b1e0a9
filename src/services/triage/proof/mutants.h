// Small faults as an editor could make them, planted in rules one at a time.
#pragma once

#include "services/triage/content.h"

#include <span>

namespace helselos::triage::proof {

struct Mutation {
    enum class Kind : std::uint8_t {
        step,               // A number, how it is compared, a choice, or how many are needed.
        condition_dropped,  // One of a list.
        outcome,            // The level or its time limit.
        rule_dropped,
    };

    Kind kind = Kind::step;
    std::size_t place = 0;    // Of step and condition_dropped: where in the condition.
    std::size_t operand = 0;  // Of condition_dropped: which one.
    Step before;              // Of step and condition_dropped: what stands there,
    Step after;               // and of step: what stands there instead.
    Outcome outcome;          // Of outcome: the other one.
    std::string words;        // "\"age-years < 3 months\" became \"age-years < 4 months\"".
};

// Numbers one step up and one down, in the unit they were written in, and with their limit inside or outside; each
// choice and each condition left out; "all" for "any" and back, one more and one fewer of "at least"; the level up
// and down; the time limit doubled and halved; the rule left out. What a finding brings with it by its own
// `applies-when` is no part of the rule.
std::vector<Mutation> mutations_of(std::span<const Finding> findings, const Rule& rule);

// The rule with the fault. The same fault in a copy of the rule in another protocol: none where
// that protocol takes the finding for granted. A rule that is dropped never holds.
std::optional<Rule> with(const Rule& rule, const Mutation& mutation);

// What the rule counts for somebody.
Outcome counted(const Rule& rule, const Answers& answers);

// Questions that nothing but this rule has the protocol ask, and that the changed rule does not need.
std::vector<FindingIndex> asked_no_more(
    const Content& content, const Protocol& protocol, std::size_t rule, const Rule& changed);

}  // namespace helselos::triage::proof
