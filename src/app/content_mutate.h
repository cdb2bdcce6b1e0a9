// helselos content mutate
#pragma once

#include "services/triage/proof/mutate.h"

namespace helselos::app {

// Plants faults in the rules and prints how many are noticed, and those that are not; with
// `suggests`, as cases that would notice them. 1 when fewer are noticed than the goal.
int mutate_content(const std::filesystem::path& content, const triage::proof::MutationWishes& wishes, bool suggests);

}  // namespace helselos::app
