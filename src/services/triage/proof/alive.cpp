// Nothing is there in vain: each rule decides for somebody, each answer changes somebody's
// outcome, each level that has advice is somebody's.

#include "services/triage/proof/claims.h"
#include "services/triage/reach.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

// The safety net for what nobody knows may well have nothing else to catch.
constexpr std::string_view safety_net = "otherwise";

using People = std::vector<Answers>;

class Alive {
public:
    explicit Alive(Work& work) : m_work(work), m_scene(work.scene) {}

    std::vector<Living> all() const
    {
        std::vector<Living> all;
        for (std::size_t i = 0; i < m_work.protocol.rules.size(); ++i)
            if (m_work.protocol.rules[i].id != safety_net)
                all.push_back({Law::no_dead_rule, i});
        for (std::size_t level = 0; level < levels_count; ++level)
            if (!m_work.protocol.advice[level].empty())
                all.push_back({Law::no_unreachable_advice, level});
        for (const auto finding : m_work.protocol.findings)
            if (is_asked_to_decide(finding))
                all.push_back({Law::no_dead_question, finding});
        return all;
    }

    Result<People> prove(const Living& living)
    {
        ++m_work.proof.claims[static_cast<std::size_t>(living.law)];
        if (living.law == Law::no_dead_rule)
            return prove_rule(living.place);
        if (living.law == Law::no_dead_question)
            return prove_question(static_cast<FindingIndex>(living.place));
        return prove_level(static_cast<Level>(living.place));
    }

private:
    // Looking comes first, for it is faster; only where it finds nobody is the solver asked.
    Result<People> prove_rule(std::size_t index)
    {
        const auto& rule = m_work.protocol.rules[index];
        People people;
        if (auto person = find_decided_by(m_work.content, m_work.protocol, rule, m_random)) {
            people.push_back(std::move(*person));
        } else {
            const auto holds = m_scene.truth(index).is_true;
            const auto found = TRY(m_scene.find(
                m_scene.formulas().both(holds, opposite(above(rule.outcome))), fmt::format("alive: {}", rule.id)));
            if (found.verdict == Verdict::possible)
                people.push_back(*found.person);
            else if (found.verdict == Verdict::undecided)
                undecided(Law::no_dead_rule, rule.place, rule.id);
            else
                tell_dead(index, TRY(m_scene.find(holds, fmt::format("holds: {}", rule.id))));
        }
        m_work.people.insert(m_work.people.end(), people.begin(), people.end());
        return people;
    }

    void tell_dead(std::size_t index, const Found& holding)
    {
        const auto& rule = m_work.protocol.rules[index];
        if (holding.verdict != Verdict::possible)
            return m_work.fail(
                Law::no_dead_rule, rule.place, fmt::format("there is nobody for whom \"{}\" can hold", rule.id));
        const auto example = shrunk(m_work.content.findings, m_work.protocol.findings, *holding.person,
            [&](const Answers& answers) { return evaluate(rule.when, answers) == can_be_true; });
        m_work.fail(Law::no_dead_rule, rule.place,
            fmt::format("\"{}\" never decides, something more urgent always counts as well:\n  {}\n  gets {}", rule.id,
                m_work.person(example), m_work.outcome_and_rules(example)),
            example);
    }

    Formula above(const Outcome& outcome) const
    {
        for (std::size_t i = 0; i < m_scene.ladder().size(); ++i)
            if (m_scene.ladder()[i] > outcome)
                return m_scene.outcome()[i];
        return impossible;
    }

    Result<People> prove_level(Level level)
    {
        const auto is_so = [&](const Answers& answers) { return m_work.outcome(answers).level == level; };
        if (const auto known = std::ranges::find_if(m_work.people, is_so); known != m_work.people.end())
            return People{*known};
        if (level == Level::selfcare)
            if (const auto person = find_selfcare(m_work.content, m_work.protocol, m_random))
                return People{*person};
        std::vector<Formula> here{certain};
        for (std::size_t i = 0; i < m_scene.ladder().size(); ++i)
            if (m_scene.ladder()[i].level > level)
                here.push_back(opposite(m_scene.outcome()[i]));
        here.push_back(m_scene.is_at_least({level, UINT32_MAX}, m_scene.outcome()));
        const auto found = TRY(m_scene.find(m_scene.formulas().all(here), fmt::format("level: {}", code_of(level))));
        if (found.verdict == Verdict::undecided)
            undecided(Law::no_unreachable_advice, m_work.protocol.place, code_of(level));
        if (found.verdict == Verdict::never)
            m_work.fail(Law::no_unreachable_advice, m_work.protocol.place,
                fmt::format("there is advice for {}, but nobody gets that level", code_of(level)));
        return found.person ? People{*found.person} : People{};
    }

    // Who it is about is asked of everybody, and an opening question may be there for the story.
    bool is_asked_to_decide(FindingIndex finding) const
    {
        const auto& about = m_work.content.about.findings;
        const auto& opening = m_work.protocol.opening;
        const bool is_for_the_story
            = std::ranges::find(about, finding) != about.end() || std::ranges::find(opening, finding) != opening.end();
        return !is_for_the_story || std::ranges::any_of(m_work.protocol.rules, [&](const Rule& rule) {
            return rule.id != safety_net && std::ranges::any_of(rule.when, [&](const Step& step) {
                return step.is_leaf() && step.finding == finding;
            });
        });
    }

    Result<People> prove_question(FindingIndex finding)
    {
        const auto values = values_of(m_scene.intervals(), m_work.content.findings, finding);
        for (const auto& person : m_work.people)
            if (auto pair = differing(person, finding, values); !pair.empty())
                return pair;
        std::vector<Formula> changes;
        auto before = m_scene.outcome_if(finding, given(values.front()));
        for (std::size_t i = 1; i < values.size(); ++i) {
            const auto after = m_scene.outcome_if(finding, given(values[i]));
            changes.push_back(m_scene.is_lower(before, after));
            changes.push_back(m_scene.is_lower(after, before));
            before = after;
        }
        const auto& asked = m_work.finding(finding);
        const auto found = TRY(m_scene.find(m_scene.formulas().any(changes), fmt::format("alive: {}", asked.id)));
        if (found.verdict == Verdict::undecided)
            undecided(Law::no_dead_question, asked.place, asked.id);
        if (found.verdict == Verdict::never && is_only_in_shared_rules(finding))
            m_work.proof.idle.push_back(asked.id);
        else if (found.verdict == Verdict::never)
            m_work.fail(Law::no_dead_question, m_work.protocol.place,
                fmt::format("\"{}\" ({}) is asked, but its answer changes nobody's outcome; it stands in {}", asked.id,
                    to_text(asked.place), rules_with(finding)));
        return found.person ? differing(*found.person, finding, values) : People{};
    }

    // The person with two answers to this question that give two outcomes; nobody where it does not matter.
    People differing(Answers person, FindingIndex finding, const std::vector<std::int64_t>& values) const
    {
        person.set(finding, given(values.front()));
        const auto outcome = m_work.outcome(person);
        for (const auto value : values)
            if (m_work.outcome_with(person, finding, given(value)) != outcome) {
                auto other = person;
                other.set(finding, given(value));
                return {std::move(person), std::move(other)};
            }
        return {};
    }

    // Such a rule is written once for all, and here another rule may go before it.
    bool is_only_in_shared_rules(FindingIndex finding) const
    {
        return std::ranges::none_of(m_work.protocol.rules, [&](const Rule& rule) {
            return rule.place.file == m_work.protocol.place.file
                && std::ranges::any_of(
                    rule.when, [&](const Step& step) { return step.is_leaf() && step.finding == finding; });
        });
    }

    std::string rules_with(FindingIndex finding) const
    {
        std::string names;
        for (const auto& rule : m_work.protocol.rules)
            if (std::ranges::any_of(
                    rule.when, [&](const Step& step) { return step.is_leaf() && step.finding == finding; }))
                names += fmt::format("{}\"{}\" ({})", names.empty() ? "" : ", ", rule.id, to_text(rule.place));
        return names.empty() ? "no rule" : names;
    }

    void undecided(Law law, const Place& place, std::string_view about)
    {
        m_work.fail(law, place, fmt::format("{} is not proved: no answer within the time", about));
    }

    Work& m_work;
    Scene& m_scene;
    SeededRandom m_random{1};
};

}  // namespace

std::vector<Living> all_living(Work& work)
{
    return Alive(work).all();
}

Result<std::vector<Answers>> prove_alive(Work& work, const Living& living)
{
    return Alive(work).prove(living);
}

Result<void> prove_all_alive(Work& work)
{
    Alive alive(work);
    for (const auto& living : alive.all())
        TRY(alive.prove(living));
    return {};
}

}  // namespace helselos::triage::proof
