// Small faults as an editor could make them, planted in rules one at a time.
#pragma once

#include "services/triage/content.h"

#include <span>

namespace helselos::triage::proof {

struct Mutation {
    enum class Kind : std::uint8_t { number, condition_dropped, all_any_swapped, level, time_limit, rule_dropped };

    Kind kind = Kind::number;
    std::size_t step = 0;     // Of number, condition_dropped and all_any_swapped: where in the condition.
    std::size_t operand = 0;  // Of condition_dropped: which one.
    std::int64_t number = 0;  // Of number: the other one.
    Outcome outcome;          // Of level and time_limit: the other one.
    std::string words;        // "age-years < 3 months became age-years < 4 months".
};

std::string_view name_of(Mutation::Kind kind);

// Numbers one step up and one down, in the unit they were written in; each condition left out;
// "all" for "any" and back; the level and the time limit up and down. What a finding brings with
// it by its own `applies-when` is no part of the rule.
std::vector<Mutation> mutations_of(std::span<const Finding> findings, const Rule& rule);

// The rule with the fault. The same fault in a copy of the rule in another protocol: none where
// that protocol takes the finding for granted. A rule that is dropped never holds.
std::optional<Rule> with(const Rule& rule, const Mutation& mutation);

}  // namespace helselos::triage::proof
