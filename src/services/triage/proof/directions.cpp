// A worrying answer never lowers, nor does a number further from normal, nor "don't know".

#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

class Directions {
public:
    explicit Directions(Work& work) : m_work(work), m_scene(work.scene) {}

    Result<void> prove()
    {
        for (const auto index : m_work.protocol.findings) {
            const auto& finding = m_work.finding(index);
            if (finding.worrying != Finding::Worrying::neither)
                worrying(index, finding.worrying == Finding::Worrying::yes ? answered_yes : answered_no);
            else if (!is_about(index))
                mildest(index);
            if (finding.normal)
                further(index);
        }
        TRY(m_work.claim(m_claims));
        return list_exceptions();
    }

private:
    // The outcome with `worse` is never below that with `milder`.
    void claim(Law law, FindingIndex finding, const Answer& worse, const Answer& milder)
    {
        const auto violation
            = m_scene.is_lower(m_scene.outcome_if(finding, worse), m_scene.outcome_if(finding, milder));
        const auto is_violated = [this, finding, worse, milder](const Answers& answers) {
            return m_work.outcome_with(answers, finding, worse) < m_work.outcome_with(answers, finding, milder);
        };
        const auto words = [this, law, finding, worse, milder](
                               const Answers& answers) { return in_words(law, finding, answers, worse, milder); };
        add({law, m_work.protocol.place, m_work.finding(finding).id, violation, is_violated, words}, finding);
    }

    void add(Claim claim, FindingIndex finding)
    {
        const auto excepted = claim.law == Law::worse_never_lowers ? Exception::Law::worse_never_lowers
                                                                   : Exception::Law::dont_know_never_lowers;
        if (m_work.protocol.excepts(excepted, finding))
            m_excepted.emplace_back(finding, std::move(claim));
        else
            m_claims.push_back(std::move(claim));
    }

    // Of whoever it is about, somebody always knows the age and the sex well enough to answer.
    bool is_about(FindingIndex finding) const
    {
        const auto& about = m_work.content.about.findings;
        return std::ranges::find(about, finding) != about.end();
    }

    void worrying(FindingIndex finding, const Answer& worse)
    {
        const auto calm = worse == answered_yes ? answered_no : answered_yes;
        claim(Law::worse_never_lowers, finding, worse, calm);
        claim(Law::worse_never_lowers, finding, worse, dont_know);
        claim(Law::dont_know_never_lowers, finding, dont_know, calm);
    }

    // Where no answer is the reassuring one, "don't know" is not below all of them.
    void mildest(FindingIndex finding)
    {
        const auto values = values_of(m_scene.intervals(), m_work.content.findings, finding);
        const auto unsure = m_scene.outcome_if(finding, dont_know);
        std::vector<Formula> below_all;
        for (const auto value : values)
            below_all.push_back(m_scene.is_lower(unsure, m_scene.outcome_if(finding, given(value))));
        const auto is_violated = [this, finding, values](const Answers& answers) {
            const auto outcome = m_work.outcome_with(answers, finding, dont_know);
            return std::ranges::all_of(
                values, [&](auto value) { return outcome < m_work.outcome_with(answers, finding, given(value)); });
        };
        const auto words = [this, finding, values](const Answers& answers) {
            return in_words(Law::dont_know_never_lowers, finding, answers, dont_know, given(values.front()));
        };
        add({Law::dont_know_never_lowers, m_work.protocol.place, m_work.finding(finding).id,
                m_scene.formulas().all(below_all), is_violated, words},
            finding);
    }

    // From each interval to the next one out, on either side of the normal range.
    void further(FindingIndex finding)
    {
        const auto& normal = *m_work.finding(finding).normal;
        const auto intervals = m_scene.intervals().of(finding);
        const auto value = [&](std::size_t i) { return given(m_scene.intervals().example(finding, intervals[i])); };
        for (std::size_t i = 1; i < intervals.size(); ++i) {
            if (intervals[i].first > normal.high)
                claim(Law::worse_never_lowers, finding, value(i), value(i - 1));
            if (intervals[i - 1].last < normal.low)
                claim(Law::worse_never_lowers, finding, value(i - 1), value(i));
        }
    }

    std::string in_words(
        Law law, FindingIndex finding, Answers answers, const Answer& worse, const Answer& milder) const
    {
        const auto& asked = m_work.finding(finding);
        answers.set(finding, milder);
        const auto before = m_work.outcome_and_rules(answers);
        const auto person = m_work.person(answers);
        answers.set(finding, worse);
        return fmt::format("{} for \"{}\" ({}):\n  {}\n  with \"{}\": {}\n  with \"{}\": {}",
            law == Law::worse_never_lowers ? "a worse answer lowers the level" : "\"don't know\" lowers the level",
            asked.id, to_text(asked.place), person, proof::in_words(asked, milder), before,
            proof::in_words(asked, worse), m_work.outcome_and_rules(answers));
    }

    // An exception that nobody needs hides the next fault.
    Result<void> list_exceptions()
    {
        for (const auto& exception : m_work.protocol.exceptions) {
            if (exception.law == Exception::Law::no_gap)
                continue;
            std::vector<Claim> claims;
            for (const auto& [finding, claim] : m_excepted) {
                const bool is_same_law
                    = (claim.law == Law::worse_never_lowers) == (exception.law == Exception::Law::worse_never_lowers);
                if (finding == exception.finding && is_same_law)
                    claims.push_back(claim);
            }
            const auto law = exception.law == Exception::Law::worse_never_lowers ? Law::worse_never_lowers
                                                                                 : Law::dont_know_never_lowers;
            const auto violated = TRY(m_work.violated(claims));
            const auto& id = m_work.finding(exception.finding).id;
            if (violated.empty())
                m_work.fail(law, exception.place, fmt::format("the exception for \"{}\" is not needed", id));
            else
                m_work.proof.exceptions.push_back(
                    fmt::format("{}: {} for \"{}\": {}", to_text(exception.place), name_of(law), id, exception.reason));
        }
        return {};
    }

    Work& m_work;
    Scene& m_scene;
    std::vector<Claim> m_claims;
    std::vector<std::pair<FindingIndex, Claim>> m_excepted;
};

}  // namespace

Result<void> prove_directions(Work& work)
{
    return Directions(work).prove();
}

}  // namespace helselos::triage::proof
