// What the interview takes for settled stands: the bounds that the engine computes for a partial
// interview hold the outcome of every way to complete it.

#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr Outcome nothing{Level::selfcare, 0};

class EarlyStop {
public:
    explicit EarlyStop(Work& work) : m_work(work), m_scene(work.scene), m_formulas(work.scene.formulas()) {}

    Result<void> prove()
    {
        make_people();
        m_scene.watch(m_open);
        m_scene.watch(m_later);
        m_scene.require(is_person(m_formulas, m_work.content.findings, m_later));
        const auto& rules = m_work.protocol.rules;
        for (const auto& rule : rules) {
            m_before.push_back(possible_truths_of(
                m_formulas, m_work.content.findings, m_scene.intervals(), rule.when, m_scene.person(), m_is_open));
            m_after.push_back(m_scene.truth_for(rule.when, m_completed));
        }
        ++m_work.proof.claims[static_cast<std::size_t>(Law::early_stop)];
        const auto found = TRY(m_scene.find(leaves_the_bounds(), name_of(Law::early_stop)));
        if (found.verdict == Verdict::undecided)
            m_work.fail(Law::early_stop, m_work.protocol.place, "early stop is not proved: no answer within the time");
        if (found.verdict == Verdict::possible)
            tell(*found.person);
        return {};
    }

private:
    // Of each finding: not asked yet and answered later, or answered now and left so.
    void make_people()
    {
        const auto& findings = m_work.content.findings;
        m_later = any_person(m_formulas, findings, m_scene.intervals(), m_work.protocol.findings, "later ");
        m_is_open.assign(findings.size(), impossible);
        m_completed = m_scene.person();
        for (const auto index : m_work.protocol.findings) {
            const auto open = m_formulas.variable(findings[index].id + ": open");
            m_is_open[index] = open;
            m_open.push_back(open);
            auto& told = m_completed[index];
            told.known = chosen(open, m_later[index].known, told.known);
            for (std::size_t i = 0; i < told.parts.size(); ++i)
                told.parts[i] = chosen(open, m_later[index].parts[i], told.parts[i]);
        }
    }

    Formula chosen(Formula when, Formula then, Formula otherwise)
    {
        return m_formulas.either(m_formulas.both(when, then), m_formulas.both(opposite(when), otherwise));
    }

    // As bounds_of in assess.cpp: the most urgent of what each rule counts at least, and at most.
    Formula at_least_bound(const Outcome& step, bool is_most)
    {
        std::vector<Formula> reaching{step == nothing ? certain : impossible};
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            const auto& rule = m_work.protocol.rules[i];
            const auto& possible = m_before[i];
            // At most: one of the truths that may be reaches it. At least: none that may be stays below.
            std::vector<Formula> ways;
            for (const auto& [may, outcome] : {std::pair{possible.may_be_true, rule.outcome},
                     std::pair{possible.may_be_unknown, rule.if_unknown}, std::pair{possible.may_be_false, nothing}})
                if ((outcome >= step) == is_most)
                    ways.push_back(is_most ? may : opposite(may));
            reaching.push_back(is_most ? m_formulas.any(ways) : m_formulas.all(ways));
        }
        return m_formulas.any(reaching);
    }

    Formula leaves_the_bounds()
    {
        const auto after = m_scene.outcome_by(m_after);
        std::vector<Formula> wrong;
        for (std::size_t i = 0; i < m_scene.ladder().size(); ++i) {
            wrong.push_back(m_formulas.both(at_least_bound(m_scene.ladder()[i], false), opposite(after[i])));
            wrong.push_back(m_formulas.both(after[i], opposite(at_least_bound(m_scene.ladder()[i], true))));
        }
        return m_formulas.any(wrong);
    }

    void tell(const Answers& now)
    {
        auto asked = now;
        auto completed = now;
        const auto later = m_scene.read(m_later);
        std::string open;
        for (const auto index : m_work.protocol.findings)
            if (m_scene.holds(m_is_open[index])) {
                asked.set(index, open_answer);
                completed.set(index, later[index]);
                open += (open.empty() ? "" : ", ") + m_work.finding(index).id;
            }
        const auto bounds = bounds_of(m_work.protocol, asked);
        m_work.fail(Law::early_stop, m_work.protocol.place,
            fmt::format(
                "an interview would stop too early: from \"{}\" to \"{}\" is expected, but {}\n  gets {}\n  not "
                "asked before: {}",
                triage::to_text(bounds.least), triage::to_text(bounds.most), m_work.person(completed),
                m_work.outcome_and_rules(completed), open),
            completed);
    }

    Work& m_work;
    Scene& m_scene;
    Formulas& m_formulas;
    Person m_later;
    Person m_completed;
    std::vector<Formula> m_open;
    std::vector<Formula> m_is_open;
    std::vector<PossibleTruths> m_before;
    std::vector<Truth> m_after;
};

}  // namespace

Result<void> prove_early_stop(Work& work)
{
    return EarlyStop(work).prove();
}

}  // namespace helselos::triage::proof
