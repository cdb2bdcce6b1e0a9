// helselos content mutate
#pragma once

#include "services/triage/proof/mutate.h"

namespace helselos::app {

enum class MutationPrint : std::uint8_t {
    survivors,
    all,    // Every fault, with what notices it.
    cases,  // Only cases that would notice what survived, for an editor to read.
};

// Plants faults in the rules, shows on standard error how far it is, and prints how many are noticed; 1 when that is
// less than the goal.
int mutate_content(
    const std::filesystem::path& content, const triage::proof::MutationWishes& wishes, MutationPrint print);

}  // namespace helselos::app
