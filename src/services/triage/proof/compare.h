// Which people would get another outcome from another version of the content: what
// `helselos content diff` shows.
#pragma once

#include "services/triage/content.h"

namespace helselos::triage::proof {

// Somebody, as small an example as there is.
struct Differing {
    Answers person;     // In the counting of the comparison.
    std::string words;  // "kvinne, 34 år; Feber: ja; ellers nei".
    Outcome before;
    Outcome after;
};

struct ChangedRule {
    enum class How : std::uint8_t { changed, added, removed };

    How how = How::changed;
    std::string id;
    Place place;  // Where it stands now, or stood.
    std::optional<Differing> raised;
    std::optional<Differing> lowered;
    bool is_undecided = false;  // The solver gave no answer in time: more may differ.
};

// A stored case, of either version, that comes out differently.
struct ChangedCase {
    std::string name;
    Place place;
    bool is_of_newer = false;
    bool unlisted_unknown = false;
    Outcome before;
    Outcome after;
};

struct ComparedProtocol {
    std::string protocol;
    std::string before;  // The version; empty when it is new.
    std::string after;   // Empty when it is gone.
    std::vector<ChangedRule> rules;
    std::vector<ChangedCase> changed_cases;
    std::size_t cases = 0;  // Replayed: those of both.

    bool anybody_differs() const;
};

// Protocols in which a rule changed, or that are new or gone. Both contents must have been read
// without problems; the folders are where their cases are. Kind::fault when the solver cannot be
// used.
Result<std::vector<ComparedProtocol>> compare(const Content& older, const std::filesystem::path& older_folder,
    const Content& newer, const std::filesystem::path& newer_folder);

// Two sets of rules over the same findings: anybody for whom they differ.
struct AnyDifference {
    bool is_undecided = false;
    std::optional<Differing> found;
};
Result<AnyDifference> find_difference(
    const std::vector<Finding>& findings, const Protocol& before, const Protocol& after);

}  // namespace helselos::triage::proof
