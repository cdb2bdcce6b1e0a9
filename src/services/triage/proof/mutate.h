// How well the content is watched: of small faults planted one at a time, how many a case or a
// proof notices. What `helselos content mutate` shows.
#pragma once

#include "services/triage/proof/mutants.h"
#include "services/triage/proof/prove.h"

namespace helselos::triage::proof {

constexpr std::size_t mutation_kinds = 6;

struct Uncaught {
    std::string protocol;
    std::string rule;
    Place place;
    std::string words;   // What was changed.
    std::string person;  // For whom it makes a difference, in words; empty when that was not found out.
    std::string given;   // The same as a case gives it.
    Outcome expected;    // What they get without the fault.
};

struct MutationCount {
    std::size_t planted = 0;
    std::size_t by_cases = 0;
    std::size_t by_proofs = 0;
    std::size_t without_effect = 0;  // Nobody's outcome is another one: no fault at all.

    std::size_t faults() const { return planted - without_effect; }
};

struct MutationRun {
    std::array<MutationCount, mutation_kinds> counts;  // By Mutation::Kind.
    std::vector<Uncaught> uncaught;                    // By file and line.
    std::size_t cases = 0;
    std::size_t failing_cases = 0;                // Fail already without a fault, and are left out.
    std::vector<std::string> unproved_protocols;  // Fail a proof already without a fault: only cases count there.

    MutationCount total() const;
};

struct MutationWishes {
    std::string only;  // One complaint; all when empty.
    bool with_proofs = true;
};

// A rule that several protocols share is changed in all of them at once. Kind::fault when the
// solver cannot be used.
Result<MutationRun> mutate(const Content& content, const std::filesystem::path& folder, const Differences& differences,
    const MutationWishes& wishes);

}  // namespace helselos::triage::proof
