// How well the content is watched: of small faults planted one at a time, how many a case or a
// law notices. What `helselos content mutate` shows.
#pragma once

#include "services/triage/proof/mutants.h"
#include "services/triage/proof/prove.h"

#include <functional>

namespace helselos::triage::proof {

enum class Fate : std::uint8_t {
    noticed_by_case,
    noticed_by_law,
    equivalent,  // Nobody's outcome is another one, whatever is answered: no fault at all.
    survived,
};
constexpr std::size_t fates = 4;

// A fault that was planted, in every protocol that has the rule.
struct Mutant {
    std::string rule;
    Place place;
    std::string words;  // What was changed.
    Fate fate = Fate::equivalent;
    std::string noticed_by;  // The case or the law.
    // Of one that survived, somebody for whom it matters; empty when the solver gave no answer in time.
    std::string protocol;
    std::string person;  // In words,
    std::string given;   // and as a case gives it.
    Outcome before;      // What they get,
    Outcome after;       // and what they would get.
};

struct MutationRun {
    std::vector<Mutant> mutants;  // By file and line.
    std::size_t cases = 0;
    std::size_t failing_cases = 0;  // Fail already without a fault, and notice nothing.

    std::size_t count(Fate fate) const;
    // Of those that are faults.
    std::size_t noticed() const { return count(Fate::noticed_by_case) + count(Fate::noticed_by_law); }
    std::size_t faults() const { return mutants.size() - count(Fate::equivalent); }
};

struct MutationWishes {
    std::string only;        // The rules in one file: a complaint, "general-rules" or "red-screen"; all when empty.
    std::size_t sample = 0;  // So many by chance; all when 0.
    std::uint64_t seed = 1;
    std::filesystem::path cache;  // For the proofs of what is unchanged; see ProofWishes.
    // How many faults are judged, and of how many. From one thread at a time.
    std::function<void(std::size_t, std::size_t)> progress = [](std::size_t, std::size_t) {};
};

// The name under which the rules of a file are counted: "cough", "red-screen".
std::string name_of_file(const Place& place);

// Cases first, of every protocol that has the rule; then, of what they do not notice, for whom it makes a difference
// and which law breaks. Kind::invalid when the content does not keep the laws as it is: then a broken law says nothing.
// Kind::fault when the solver cannot be used. The same wishes give the same run.
Result<MutationRun> mutate(const Content& content, const std::filesystem::path& folder, const Differences& differences,
    const MutationWishes& wishes);

}  // namespace helselos::triage::proof
