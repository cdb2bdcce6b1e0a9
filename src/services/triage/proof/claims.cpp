#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr std::size_t rules_shown_max = 3;

}  // namespace

std::string to_text(const Place& place)
{
    return fmt::format("{}:{}", place.file, place.line);
}

Outcome Work::outcome_with(Answers answers, FindingIndex finding, const Answer& answer) const
{
    answers.set(finding, answer);
    return outcome(answers);
}

void Work::fail(Law law, const Place& place, std::string text, std::optional<Answers> example)
{
    proof.failures.push_back(
        {law, {place.file, place.line, fmt::format("in {}, {}", protocol.id, text)}, std::move(example)});
}

std::string Work::person(const Answers& answers) const
{
    return in_words(content.findings, protocol.findings, answers);
}

std::string Work::outcome_and_rules(const Answers& answers) const
{
    const auto assessment = assess(content, protocol, answers);
    auto text = triage::to_text(assessment.outcome);
    if (assessment.fired.empty())
        return text + ", earned";
    std::size_t shown = 0;
    for (const auto& fired : assessment.fired)
        if (fired.outcome == assessment.outcome && shown < rules_shown_max)
            text += fmt::format("{} \"{}\" ({}{})", shown++ == 0 ? ", by" : " and", fired.rule->id,
                to_text(fired.rule->place), fired.is_unknown ? ", not ruled out" : "");
    return text;
}

Result<void> Work::settle(const Claim& claim)
{
    const auto found = TRY(scene.find(claim.violation, fmt::format("{}: {}", name_of(claim.law), claim.about)));
    if (found.verdict == Verdict::undecided)
        fail(claim.law, claim.place, fmt::format("{} is not proved: no answer within the time", claim.about));
    if (found.verdict != Verdict::possible)
        return {};
    if (!claim.is_violated(*found.person)) {
        fail(claim.law, claim.place,
            fmt::format(
                "{} is not proved: the engine does not confirm the example {}", claim.about, person(*found.person)));
        return {};
    }
    const auto example = shrunk(content.findings, protocol.findings, *found.person, claim.is_violated);
    fail(claim.law, claim.place, claim.in_words(example), example);
    return {};
}

Result<void> Work::claim(const std::vector<Claim>& claims)
{
    std::vector<Formula> violations;
    for (const auto& claim : claims) {
        ++proof.claims[static_cast<std::size_t>(claim.law)];
        violations.push_back(claim.violation);
    }
    if (claims.empty())
        return {};
    const auto found = TRY(scene.find(scene.formulas().any(violations), name_of(claims.front().law)));
    if (found.verdict == Verdict::never)
        return {};
    for (const auto& claim : claims)
        TRY(settle(claim));
    return {};
}

Result<bool> Work::is_violated(const std::vector<Claim>& claims)
{
    std::vector<Formula> violations;
    for (const auto& claim : claims)
        violations.push_back(claim.violation);
    const auto found = TRY(scene.find(scene.formulas().any(violations), "any"));
    return found.verdict == Verdict::possible
        && std::ranges::any_of(claims, [&](const Claim& claim) { return claim.is_violated(*found.person); });
}

Result<std::vector<std::size_t>> Work::violated(const std::vector<Claim>& claims)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const auto found = TRY(scene.find(claims[i].violation, claims[i].about));
        if (found.verdict != Verdict::never)
            places.push_back(i);
    }
    return places;
}

}  // namespace helselos::triage::proof
