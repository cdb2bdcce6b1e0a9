// Proofs about the content: what `helselos content prove` shows for every protocol, whoever asks
// and whatever is answered. The laws are told in docs/guides/editor/README.md, "Proofs".
#pragma once

#include "services/triage/proof/differences.h"

#include <array>
#include <chrono>
#include <set>

namespace helselos::triage::proof {

enum class Law : std::uint8_t {
    one_outcome,             // Every interview, partial or complete, has one outcome, and its advice is written.
    worse_never_lowers,      // A worrying answer never gives less than none or a reassuring one.
    dont_know_never_lowers,  // "Don't know" never gives less than the reassuring answer.
    early_stop,              // What the interview takes for settled stands, whatever else is answered.
    no_dead_rule,            // For each rule there is a person for whom it decides.
    no_dead_question,        // For each question there is a person whose outcome its answer changes; what only shared
                             // rules ask, in one protocol at least.
    no_unreachable_advice,   // For each level with advice there is a person who gets it.
    red_screen,              // Whatever stands on the red screen is an emergency in every protocol.
    emergencies_agree,       // What is an emergency in one protocol is one in every other that asks the same.
    no_gap,                  // No value of a number gets less than the values on both sides of it.
};
constexpr std::size_t laws_count = 10;

// "worse-never-lowers".
std::string_view name_of(Law law);

struct Failure {
    Law law = Law::one_outcome;
    Problem problem;                // Where, and a person in words with the rules involved.
    std::optional<Answers> person;  // The person, where there is one.
};

// A rule that means emergency in another protocol, and somebody for whom it does not here.
struct Disagreement {
    std::string rule;    // "complaint/rule".
    std::string person;  // In words.
    Failure failure;
};

struct ProtocolProof {
    std::string protocol;
    std::array<std::size_t, laws_count> claims{};  // What was shown or failed, by law.
    std::vector<Failure> failures;
    std::vector<std::string> exceptions;        // "protocols/x.yaml:12: ...": declared, and needed.
    std::vector<std::string> differences_used;  // "complaint/rule": declared, and needed.
    std::vector<std::string> agreements;        // Emergency rules of others, "complaint/rule", that hold here too,
    std::vector<Disagreement> disagreements;    // and those that do not.
    std::vector<std::string> idle;              // Findings of shared rules whose answer changes nothing here.
    std::size_t questions = 0;                  // That the solver was asked.
    bool was_known = false;                     // Proved before, by this program, from the same content.
    std::chrono::milliseconds time{};
};

struct Proofs {
    std::vector<ProtocolProof> protocols;
    std::vector<Failure> failures;   // Of no single protocol.
    std::vector<std::string> alone;  // Emergency rules that most others do not share, in words: no failure.

    std::size_t failed() const;
    std::size_t claims(Law law) const;
};

struct ProofWishes {
    std::string only;              // One complaint; all when empty.
    std::filesystem::path cache;   // Folder for what was proved before; none when empty.
    std::filesystem::path record;  // Folder for what the solver is asked, one file a protocol; none when empty.
};

// One protocol, without any cache. Kind::fault when the solver cannot be used.
Result<ProtocolProof> prove_protocol(const Content& content, const Protocol& protocol, const Differences& differences,
    const std::filesystem::path& record = {});

// Emergency rules that at least half of the other protocols agree with that ask the same.
std::set<std::string> shared_emergencies(const std::vector<ProtocolProof>& proofs);

// All that is wished for. What an emergency is elsewhere is judged only when all is proved. The content must have been
// read without problems.
Result<Proofs> prove(const Content& content, const Differences& differences, const ProofWishes& wishes);

}  // namespace helselos::triage::proof
