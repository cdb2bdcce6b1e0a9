// What the answers mean: one level, and why. Pure: no clock, no store, no network.
#pragma once

#include "services/triage/content.h"

namespace helselos::triage {

// What each rule can still count, given answers of which some may be open.
struct RuleState {
    Truths truths = undecided;
    Outcome least;
    Outcome most;
};

struct Bounds {
    Outcome least;                 // Whatever is answered from now on, the result is at least this,
    Outcome most;                  // and at most this.
    std::vector<RuleState> rules;  // As in Protocol::rules.

    bool is_settled() const { return least == most; }
};

Bounds bounds_of(const Protocol& protocol, const Answers& answers);

// The outcome alone; what is open counts as not known.
Outcome outcome_of(const Protocol& protocol, const Answers& answers);

// A rule that counts, and the findings that made it.
struct FiredRule {
    const Rule* rule = nullptr;  // Points into the content; none for earned self-care.
    Outcome outcome;
    bool is_unknown = false;  // Not held but not ruled out either.
    std::vector<FindingIndex> findings;
};

struct Assessment {
    Outcome outcome;
    std::vector<FiredRule> fired;        // Most urgent first; the first decides.
    std::vector<FindingIndex> reported;  // Answered yes, or with a number or choice.
    std::vector<FindingIndex> denied_red_flags;
    std::vector<FindingIndex> unknown;       // Answered "don't know".
    std::vector<const Medicine*> medicines;  // To avoid.
    std::vector<Advice> advice;              // In the order to show.
    std::vector<std::string> sources;        // Titles.
};

// What is open counts as not known. The level is that of the most urgent rule that fired;
// self-care only when its own criteria hold and nothing fired.
Assessment assess(const Content& content, const Protocol& protocol, const Answers& answers);

}  // namespace helselos::triage
