// What to ask next. Pure, and from any set of answers, so that nothing needs to be remembered
// between two questions.
#pragma once

#include "services/triage/assess.h"

#include <optional>
#include <string_view>
#include <vector>

namespace helselos::triage {

// One question, or a group of questions asked together.
struct Screen {
    const Group* group = nullptr;  // Points into the content; none for a single question.
    std::vector<FindingIndex> findings;
};

struct NextScreen {
    std::optional<Screen> screen;      // None: no answer can change the outcome any more.
    std::size_t screens_left_max = 0;  // How many screens may follow, this one included.
};

// Whether a finding can apply to this person: false once its `applies-when` is ruled out.
bool can_apply(const Content& content, FindingIndex finding, const Answers& answers);

// The answers without those to what this complaint never asks or what does not apply to this
// person: they say nothing.
Answers relevant(const Content& content, const Protocol& protocol, Answers answers);

// Who it is about, then the red screen, then whatever brings an emergency by one answer, then
// the opening questions, then the question that can still raise the outcome most: by its answer
// alone (the screen with most such answers first), then together with others, then by the number of
// undecided rules it touches, then in the editor's order. Nothing at emergency, or when the outcome is settled.
NextScreen next_screen(const Content& content, const Protocol& protocol, const Answers& answers);

}  // namespace helselos::triage
