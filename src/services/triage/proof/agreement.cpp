// An emergency in one protocol is one in every other protocol that asks the same questions, or
// the difference is declared.
//
// Compared are a protocol's own emergency rules: the red screen is the same everywhere, and of
// the general rules each protocol says itself which it leaves out and why. A rule is compared
// with a protocol that asks, or takes for granted, every finding of the rule and everything the
// rule's own complaint takes for granted. Which of the differences are faults is judged when all
// protocols are known: see prove.cpp.

#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr std::string_view outside_who = "outside-who";

bool knows(const Protocol& protocol, FindingIndex finding)
{
    return protocol.asks(finding) || std::ranges::find(protocol.assumes, finding) != protocol.assumes.end();
}

bool is_own_emergency(const Protocol& protocol, const Rule& rule)
{
    return rule.outcome == emergency && rule.place.file == protocol.place.file && rule.id != outside_who;
}

class Agreement {
public:
    explicit Agreement(Work& work) : m_work(work), m_scene(work.scene), m_formulas(work.scene.formulas()) {}

    std::vector<Claim> claims()
    {
        std::vector<Claim> claims;
        for (const auto& foreign : comparable_rules(m_work.content, m_work.protocol))
            claims.push_back(claim(foreign));
        return claims;
    }

    Result<void> prove()
    {
        const auto all = claims();
        std::vector<Formula> violations;
        for (const auto& claim : all)
            violations.push_back(claim.violation);
        m_work.proof.claims[static_cast<std::size_t>(Law::emergencies_agree)] += all.size();
        const auto any = TRY(m_scene.find(m_formulas.any(violations), name_of(Law::emergencies_agree)));
        for (const auto& claim : all) {
            if (any.verdict == Verdict::never)
                m_work.proof.agreements.push_back(claim.about);
            else
                TRY(settle(claim));
        }
        return {};
    }

private:
    bool is_declared(const std::string& rule) const
    {
        return std::ranges::any_of(m_work.differences.all, [&](const Difference& difference) {
            return difference.protocol + "/" + difference.rule == rule && difference.allows(m_work.protocol.id);
        });
    }

    Result<void> settle(const Claim& claim)
    {
        const auto found = TRY(m_scene.find(claim.violation, claim.about));
        if (found.verdict == Verdict::never) {
            m_work.proof.agreements.push_back(claim.about);
        } else if (found.verdict == Verdict::undecided || !claim.is_violated(*found.person)) {
            m_work.fail(claim.law, claim.place, fmt::format("{} is not proved", claim.about));
        } else if (is_declared(claim.about)) {
            m_work.proof.differences_used.push_back(claim.about);
        } else {
            const auto example
                = shrunk(m_work.content.findings, m_work.protocol.findings, *found.person, claim.is_violated);
            m_work.proof.disagreements.push_back({claim.about, m_work.person(example),
                {claim.law,
                    {claim.place.file, claim.place.line,
                        fmt::format("in {}, {}", m_work.protocol.id, claim.in_words(example))},
                    example}});
        }
        return {};
    }

    Claim claim(const ForeignRule& foreign)
    {
        const auto condition = taken_for_granted(foreign.rule->when);
        const auto below = opposite(m_scene.is_at_least(emergency, m_scene.outcome()));
        const auto violation = m_formulas.all({m_scene.truth_of(condition).is_true, below, inside(m_work.protocol),
            inside(*foreign.protocol), shares(*foreign.protocol)});
        const auto is_violated = [self = *this, foreign, condition](const Answers& answers) {
            return evaluate(condition, answers) == can_be_true && self.m_work.outcome(answers) < emergency
                && is_inside(self.m_work.protocol, answers) && is_inside(*foreign.protocol, answers)
                && self.is_shared(*foreign.protocol, answers);
        };
        const auto words = [self = *this, foreign](const Answers& answers) {
            return fmt::format(
                "what is an emergency in {} is not one here: \"{}\" ({}) holds for\n  {}\n  who here gets {}",
                foreign.protocol->id, foreign.rule->id, to_text(foreign.rule->place), self.m_work.person(answers),
                self.m_work.outcome_and_rules(answers));
        };
        return {Law::emergencies_agree, foreign.rule->place,
            fmt::format("{}/{}", foreign.protocol->id, foreign.rule->id), violation, is_violated, words};
    }

    // What this complaint says is present, is.
    Condition taken_for_granted(Condition condition) const
    {
        for (auto& step : condition)
            if (step.act == Step::Act::is_yes
                && std::ranges::find(m_work.protocol.assumes, step.finding) != m_work.protocol.assumes.end())
                step = Step{.act = Step::Act::count, .from_gate = step.from_gate};
        return condition;
    }

    static const Rule* outside_of(const Protocol& protocol)
    {
        const auto found = std::ranges::find(protocol.rules, outside_who, &Rule::id);
        return found == protocol.rules.end() ? nullptr : &*found;
    }

    Formula inside(const Protocol& protocol)
    {
        const auto* outside = outside_of(protocol);
        return outside == nullptr ? certain : m_scene.truth_of(outside->when).is_false;
    }

    static bool is_inside(const Protocol& protocol, const Answers& answers)
    {
        const auto* outside = outside_of(protocol);
        return outside == nullptr || evaluate(outside->when, answers) == can_be_false;
    }

    // What the other complaint takes for granted was answered with yes here.
    Formula shares(const Protocol& other)
    {
        std::vector<Formula> present;
        for (const auto finding : other.assumes)
            if (m_work.protocol.asks(finding))
                present.push_back(
                    m_formulas.both(m_scene.person()[finding].known, m_scene.person()[finding].parts.front()));
        return m_formulas.all(present);
    }

    bool is_shared(const Protocol& other, const Answers& answers) const
    {
        return std::ranges::all_of(other.assumes,
            [&](auto finding) { return !m_work.protocol.asks(finding) || answers[finding] == answered_yes; });
    }

    Work& m_work;
    Scene& m_scene;
    Formulas& m_formulas;
};

}  // namespace

std::vector<ForeignRule> comparable_rules(const Content& content, const Protocol& protocol)
{
    std::vector<ForeignRule> rules;
    const auto is_known = [&](FindingIndex finding) { return knows(protocol, finding); };
    for (const auto& other : content.protocols) {
        if (other.id == protocol.id || !std::ranges::all_of(other.assumes, is_known))
            continue;
        const auto outside = std::ranges::find(other.rules, outside_who, &Rule::id);
        if (outside != other.rules.end() && !std::ranges::all_of(findings_of(outside->when), is_known))
            continue;
        for (const auto& rule : other.rules)
            if (is_own_emergency(other, rule) && std::ranges::all_of(findings_of(rule.when), is_known))
                rules.push_back({&other, &rule});
    }
    return rules;
}

std::vector<Claim> claims_of_agreement(Work& work)
{
    return Agreement(work).claims();
}

Result<void> prove_agreement(Work& work)
{
    return Agreement(work).prove();
}

}  // namespace helselos::triage::proof
