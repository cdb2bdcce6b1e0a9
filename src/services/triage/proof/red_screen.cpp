// The red screen keeps its word: each of its findings, alone, is an emergency in every protocol.

#include "services/triage/proof/claims.h"

#include <fmt/format.h>

namespace helselos::triage::proof {

std::vector<Claim> claims_of_red_screen(Work& work)
{
    std::vector<Claim> claims;
    for (const auto finding : work.content.red_screen.findings) {
        const auto& asked = work.finding(finding);
        if (asked.kind != Finding::Kind::yes_no)
            continue;
        const auto worrying = asked.worrying == Finding::Worrying::no ? answered_no : answered_yes;
        const auto outcome = work.scene.outcome_if(finding, worrying);
        const auto is_violated = [&work, finding, worrying](const Answers& answers) {
            return work.outcome_with(answers, finding, worrying) < emergency;
        };
        const auto words = [&work, finding, worrying](Answers answers) {
            answers.set(finding, worrying);
            return fmt::format("\"{}\" stands on the red screen, but is no emergency:\n  {}\n  gets {}",
                work.finding(finding).id, work.person(answers), work.outcome_and_rules(answers));
        };
        claims.push_back({Law::red_screen, asked.place, asked.id, opposite(work.scene.is_at_least(emergency, outcome)),
            is_violated, words});
    }
    return claims;
}

Result<void> prove_red_screen(Work& work)
{
    return work.claim(claims_of_red_screen(work));
}

}  // namespace helselos::triage::proof
