// What the files of the laws share: claiming, and telling what failed. Of concern to this folder
// only.
#pragma once

#include "base/random.h"
#include "services/triage/assess.h"
#include "services/triage/proof/example.h"
#include "services/triage/proof/prove.h"
#include "services/triage/proof/scene.h"

namespace helselos::triage::proof {

// That nobody is such a person.
struct Claim {
    Law law = Law::one_outcome;
    Place place;
    std::string about;  // "fever": what the record is told.
    Formula violation = impossible;
    std::function<bool(const Answers&)> is_violated;      // The same, by the engine.
    std::function<std::string(const Answers&)> in_words;  // What is wrong with this person.
};

struct Work {
    const Content& content;
    const Protocol& protocol;
    const Differences& differences;
    Scene& scene;
    ProtocolProof& proof;
    std::vector<Answers> people = {};  // For each rule that decides, one for whom it does.

    const Finding& finding(FindingIndex index) const { return content.findings[index]; }
    Outcome outcome(const Answers& answers) const { return outcome_of(protocol, answers); }
    Outcome outcome_with(Answers answers, FindingIndex finding, const Answer& answer) const;

    void fail(Law law, const Place& place, std::string text, std::optional<Answers> person = std::nullopt);
    // Asks about all at once, and one by one only when one of them does not hold.
    Result<void> claim(const std::vector<Claim>& claims);
    // Whether one of them does not hold, asked at once. Nothing is told.
    Result<bool> is_violated(const std::vector<Claim>& claims);
    // Which claims do not hold; asked like claim(), nothing is told.
    Result<std::vector<std::size_t>> violated(const std::vector<Claim>& claims);

    // "kvinne, 34 år; Feber: ja; ellers nei".
    std::string person(const Answers& answers) const;
    // "urgent within 4 h, by "abscess-suspected" (protocols/sore-throat.yaml:88)".
    std::string outcome_and_rules(const Answers& answers) const;

private:
    Result<void> settle(const Claim& claim);
};

std::string to_text(const Place& place);

// By law; each adds to the work's proof.
Result<void> prove_one_outcome(Work& work);
Result<void> prove_directions(Work& work);  // worse_never_lowers and dont_know_never_lowers.
Result<void> prove_early_stop(Work& work);
Result<void> prove_all_alive(Work& work);  // no_dead_rule, no_dead_question, no_unreachable_advice.
Result<void> prove_red_screen(Work& work);
Result<void> prove_agreement(Work& work);
Result<void> prove_no_gap(Work& work);

// What those of the laws claim that a change of one rule can break.
std::vector<Claim> claims_of_red_screen(Work& work);
std::vector<Claim> claims_of_agreement(Work& work);
// Of a number, and of values between these two.
std::vector<Claim> claims_of_no_gap(Work& work, FindingIndex finding, const Interval& values);

// A rule, a question or a level with advice: none may be there in vain.
struct Living {
    Law law = Law::no_dead_rule;
    std::size_t place = 0;  // Of the rule in the protocol, of the finding, or of the level.
};
std::vector<Living> all_living(Work& work);
// Those who show it: alive as long as no rule counts anything else for them. Nobody when it failed, or is idle.
Result<std::vector<Answers>> prove_alive(Work& work, const Living& living);

// Rules of other protocols that agreement asks about in this one.
struct ForeignRule {
    const Protocol* protocol = nullptr;
    const Rule* rule = nullptr;
};
// What the scene of a protocol is made of. `record` is a folder, or empty.
Stage stage_of(const Content& content, const Protocol& protocol, const std::filesystem::path& record);

std::vector<ForeignRule> comparable_rules(const Content& content, const Protocol& protocol);

}  // namespace helselos::triage::proof
