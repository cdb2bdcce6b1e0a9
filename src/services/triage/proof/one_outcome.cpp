// Every interview has exactly one outcome, and what is said at that level is written in every
// language.

#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

// A condition is never true and false at once, so that a rule counts one thing.
Claim one_truth(Work& work, std::size_t index)
{
    const auto& rule = work.protocol.rules[index];
    const auto& truth = work.scene.truth(index);
    return {Law::one_outcome, rule.place, rule.id, work.scene.formulas().both(truth.is_true, truth.is_false),
        [&rule](const Answers& answers) { return !is_decided(evaluate(rule.when, answers.closed())); },
        [&work, &rule](const Answers& answers) {
            return fmt::format("\"{}\" both holds and does not: {}", rule.id, work.person(answers));
        }};
}

// The person's outcome is one step of the ladder: at least the mildest, and when at least one
// step then at least every milder one.
Claim one_step(Work& work)
{
    auto& formulas = work.scene.formulas();
    const auto& outcome = work.scene.outcome();
    std::vector<Formula> wrong{opposite(outcome.front())};
    for (std::size_t i = 1; i < outcome.size(); ++i)
        wrong.push_back(formulas.both(outcome[i], opposite(outcome[i - 1])));
    return {Law::one_outcome, work.protocol.place, "the outcome", formulas.any(wrong),
        [](const Answers&) { return true; },
        [&work](const Answers& answers) { return fmt::format("no single outcome: {}", work.person(answers)); }};
}

void check_written(Work& work, const Place& place, std::string_view called, const Wording& wording)
{
    ++work.proof.claims[static_cast<std::size_t>(Law::one_outcome)];
    for (const auto language : whole_languages)
        if (wording.written(language).empty())
            work.fail(Law::one_outcome, place, fmt::format("{} is not written in {}", called, code_of(language)));
}

void check_advice(Work& work)
{
    for (std::size_t level = 0; level < levels_count; ++level) {
        const auto& shared = work.content.levels[level];
        const auto code = code_of(static_cast<Level>(level));
        check_written(work, work.protocol.place, fmt::format("the headline of {}", code), shared.headline);
        auto all = shared.advice;
        all.insert(all.end(), work.protocol.advice[level].begin(), work.protocol.advice[level].end());
        if (all.empty())
            work.fail(Law::one_outcome, work.protocol.place, fmt::format("there is no advice for {}", code));
        for (const auto& advice : all)
            check_written(work, work.protocol.place, fmt::format("a piece of advice for {}", code), advice.text);
    }
    for (const auto& rule : work.protocol.rules)
        check_written(work, rule.place, fmt::format("the reason of \"{}\"", rule.id), rule.reason);
}

}  // namespace

Result<void> prove_one_outcome(Work& work)
{
    std::vector<Claim> claims{one_step(work)};
    for (std::size_t i = 0; i < work.protocol.rules.size(); ++i)
        claims.push_back(one_truth(work, i));
    TRY(work.claim(claims));
    check_advice(work);
    return {};
}

}  // namespace helselos::triage::proof
