#include "services/triage/proof/scene.h"

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr Outcome nothing{Level::selfcare, 0};

std::vector<Outcome> ladder_of(const Stage& stage)
{
    auto ladder = stage.more_outcomes;
    ladder.push_back(nothing);
    for (const auto& rule : stage.rules) {
        ladder.push_back(rule.outcome);
        ladder.push_back(rule.if_unknown);
    }
    std::ranges::sort(ladder, [](const Outcome& left, const Outcome& right) { return left < right; });
    const auto repeated = std::ranges::unique(ladder);
    ladder.erase(repeated.begin(), repeated.end());
    return ladder;
}

std::vector<Formula> variables_of(const Person& person)
{
    std::vector<Formula> variables;
    for (const auto& told : person) {
        if (told.known == impossible)
            continue;
        variables.push_back(told.known);
        variables.insert(variables.end(), told.parts.begin(), told.parts.end());
    }
    return variables;
}

}  // namespace

Scene::Scene(Stage stage)
    : m_stage(std::move(stage)), m_intervals(m_stage.findings), m_ladder(ladder_of(m_stage)),
      m_solver(m_formulas, m_stage.record)
{
    for (const auto& rule : m_stage.rules)
        m_intervals.divide(rule.when);
    for (const auto* condition : m_stage.more)
        m_intervals.divide(*condition);
    for (const auto finding : m_stage.asked)
        m_intervals.divide_by_normal(finding);
    m_person = any_person(m_formulas, m_stage.findings, m_intervals, m_stage.asked, "");
    for (const auto& rule : m_stage.rules) {
        m_truths.push_back(truth_of(rule.when));
        auto& speaks_of = m_speaks_of.emplace_back(m_stage.findings.size(), false);
        for (const auto finding : findings_of(rule.when))
            speaks_of[finding] = true;
    }
    m_outcome = outcome_by(m_truths);
    m_solver.watch(variables_of(m_person));
    m_solver.require(is_person(m_formulas, m_stage.findings, m_person));
}

void Scene::keep_truths()
{
    const auto kept = [&](Formula formula, const std::string& name) {
        const auto variable = m_formulas.variable(name);
        m_solver.require(m_formulas.both(m_formulas.implies(variable, formula), m_formulas.implies(formula, variable)));
        return variable;
    };
    for (std::size_t i = 0; i < m_truths.size(); ++i) {
        const auto& id = m_stage.rules[i].id;
        m_truths[i] = {kept(m_truths[i].is_true, id + " holds"), kept(m_truths[i].is_false, id + " is ruled out")};
    }
    m_kept_truths = m_truths;
    m_outcome = outcome_by(m_truths);
}

void Scene::read_changed(std::size_t rule)
{
    read_rule(rule, truth_of(m_stage.rules[rule].when));
}

void Scene::read_kept(std::size_t rule)
{
    read_rule(rule, m_kept_truths[rule]);
}

void Scene::read_rule(std::size_t rule, Truth truth)
{
    m_truths[rule] = truth;
    std::fill(m_speaks_of[rule].begin(), m_speaks_of[rule].end(), false);
    for (const auto finding : findings_of(m_stage.rules[rule].when))
        m_speaks_of[rule][finding] = true;
    m_outcome = outcome_by(m_truths);
}

Truth Scene::truth_of(const Condition& condition)
{
    return truth_for(condition, m_person);
}

Truth Scene::truth_for(const Condition& condition, const Person& person)
{
    return proof::truth_of(m_formulas, m_stage.findings, m_intervals, condition, person);
}

// The most urgent of what the rules count: a rule counts its outcome when it holds, and what it
// says of the unknown when it neither holds nor is ruled out.
Outcomes Scene::outcome_by(std::span<const Truth> truths, std::span<const Rule> rules)
{
    Outcomes outcomes;
    for (const auto& step : m_ladder) {
        std::vector<Formula> reaching{step == nothing ? certain : impossible};
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const bool by_truth = rules[i].outcome >= step, by_unknown = rules[i].if_unknown >= step;
            if (by_truth)
                reaching.push_back(truths[i].is_true);
            if (by_unknown)
                reaching.push_back(m_formulas.both(opposite(truths[i].is_true), opposite(truths[i].is_false)));
        }
        outcomes.push_back(m_formulas.any(std::move(reaching)));
    }
    return outcomes;
}

Outcomes Scene::outcome_if(FindingIndex finding, const Answer& answer)
{
    auto person = m_person;
    person[finding] = told(m_intervals, m_stage.findings, finding, answer);
    auto truths = m_truths;
    for (std::size_t i = 0; i < truths.size(); ++i)
        if (m_speaks_of[i][finding])
            truths[i] = truth_for(m_stage.rules[i].when, person);
    return outcome_by(truths);
}

Formula Scene::is_lower(const Outcomes& left, const Outcomes& right)
{
    std::vector<Formula> steps;
    for (std::size_t i = 0; i < m_ladder.size(); ++i)
        steps.push_back(m_formulas.both(right[i], opposite(left[i])));
    return m_formulas.any(std::move(steps));
}

Formula Scene::is_at_least(const Outcome& outcome, const Outcomes& outcomes) const
{
    for (std::size_t i = 0; i < m_ladder.size(); ++i)
        if (m_ladder[i] >= outcome)
            return outcomes[i];
    return impossible;
}

void Scene::watch(const Person& person)
{
    m_solver.watch(variables_of(person));
}

Answers Scene::read(const Person& person) const
{
    Answers answers(m_stage.findings.size());
    for (const auto finding : m_stage.asked)
        answers.set(finding, read(finding, person[finding]));
    return answers;
}

Answer Scene::read(FindingIndex index, const Told& told) const
{
    const auto& finding = m_stage.findings[index];
    if (told.known == impossible || !m_solver.holds(told.known))
        return dont_know;
    const auto is_so = [&](Formula part) { return m_solver.holds(part); };
    if (finding.kind == Finding::Kind::yes_no)
        return is_so(told.parts[0]) ? answered_yes : answered_no;
    if (finding.kind == Finding::Kind::choice)
        return given(std::ranges::find_if(told.parts, is_so) - told.parts.begin());
    const auto place = std::ranges::count_if(told.parts, is_so);
    return given(m_intervals.example(index, m_intervals.of(index)[static_cast<std::size_t>(place)]));
}

Result<Found> Scene::find(Formula formula, std::string_view why)
{
    Found found;
    if (formula == impossible) {
        found.verdict = Verdict::never;
        return found;
    }
    found.verdict = TRY(m_solver.ask(formula, why));
    if (found.verdict != Verdict::possible)
        return found;
    found.person = read(m_person);
    return found;
}

}  // namespace helselos::triage::proof
