// No value falls between two rules: none gets less than a value below it and a value above it
// that are close together, with the same answers to all else. What is written for adjoining
// bands ("under 3 months", "over 3 months") leaves exactly 3 months out; what is written for
// whole years leaves out the year between.

#include "services/triage/decimal.h"
#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

// As wide as a gap may be to count as one: a year, a day, a degree. Wider dips are meant, such as
// grown-up people between infants and the old.
constexpr std::int64_t gap_width_max = one;

// Small children change by the month, so that there only a single value is a gap: the band from
// three to six months may well be judged more mildly than both its neighbours.
constexpr std::int64_t grows_fast_before = 2 * one;
constexpr std::int64_t single_value = 2;

class NoGap {
public:
    explicit NoGap(Work& work) : m_work(work), m_scene(work.scene), m_intervals(work.content.findings)
    {
        for (const auto& rule : work.protocol.rules)
            m_intervals.divide(rule.when);
    }

    // Those that speak of a value between the two.
    std::vector<Claim> claims_near(FindingIndex finding, const Interval& values)
    {
        for_finding(finding, values);
        return std::move(m_claims);
    }

    Result<void> prove()
    {
        for (const auto finding : m_work.protocol.findings)
            if (const auto& asked = m_work.finding(finding); asked.kind == Finding::Kind::number)
                for_finding(finding, {asked.min, asked.max});
        TRY(m_work.claim(m_claims));
        TRY(list_exceptions());
        check_everybody_has_a_level();
        return {};
    }

private:
    void for_finding(FindingIndex finding, const Interval& near)
    {
        const auto intervals = m_intervals.of(finding);
        for (std::size_t below = 0; below < intervals.size(); ++below)
            for (std::size_t above = below + 2; above < intervals.size(); ++above) {
                if (intervals[above].first - intervals[below].last > width_max(finding, intervals[below]))
                    break;
                if (intervals[above].last < near.first || intervals[below].first > near.last)
                    continue;
                for (auto within = below + 1; within < above; ++within)
                    claim(finding, intervals[below], intervals[within], intervals[above]);
            }
    }

    std::int64_t width_max(FindingIndex finding, const Interval& below) const
    {
        const auto& about = m_work.content.about.findings;
        const bool is_age = std::ranges::find(about, finding) != about.end();
        return is_age && below.last < grows_fast_before - 1 ? single_value : gap_width_max;
    }

    void claim(FindingIndex finding, const Interval& below, const Interval& within, const Interval& above)
    {
        const auto &lowest = outcome_in(finding, within), &lower = outcome_in(finding, below),
                   &upper = outcome_in(finding, above);
        const auto violation
            = m_scene.formulas().both(m_scene.is_lower(lowest, lower), m_scene.is_lower(lowest, upper));
        const auto is_violated = [&work = m_work, finding, below, within, above](const Answers& answers) {
            const auto least = work.outcome_with(answers, finding, given(within.first));
            return least < work.outcome_with(answers, finding, given(below.last))
                && least < work.outcome_with(answers, finding, given(above.first));
        };
        const auto example = [&](const Interval& interval) { return given(m_intervals.example(finding, interval)); };
        const auto words
            = [&work = m_work, finding, examples = std::array{example(below), example(within), example(above)}](
                  const Answers& answers) { return in_words(work, finding, examples, answers); };
        Claim claim{Law::no_gap, m_work.protocol.place, m_work.finding(finding).id, violation, is_violated, words};
        if (m_work.protocol.excepts(Exception::Law::no_gap, finding))
            m_excepted.emplace_back(finding, std::move(claim));
        else
            m_claims.push_back(std::move(claim));
    }

    const Outcomes& outcome_in(FindingIndex finding, const Interval& interval)
    {
        auto& outcome = m_outcomes[{finding, interval.first}];
        if (outcome.empty())
            outcome = m_scene.outcome_if(finding, given(interval.first));
        return outcome;
    }

    // `examples`: below, within and above the gap.
    static std::string in_words(
        const Work& work, FindingIndex finding, const std::array<Answer, 3>& examples, Answers answers)
    {
        const auto& asked = work.finding(finding);
        std::string lines;
        for (const auto& example : examples) {
            answers.set(finding, example);
            lines += fmt::format("  {}: {}\n", proof::in_words(asked, example), work.outcome_and_rules(answers));
        }
        answers.set(finding, dont_know);
        return fmt::format("there is a gap in \"{}\", which gives less than both sides of it:\n{}  else: {}", asked.id,
            lines, work.person(answers));
    }

    Result<void> list_exceptions()
    {
        for (const auto& exception : m_work.protocol.exceptions) {
            if (exception.law != Exception::Law::no_gap)
                continue;
            std::vector<Claim> claims;
            for (const auto& [finding, claim] : m_excepted)
                if (finding == exception.finding)
                    claims.push_back(claim);
            const auto& id = m_work.finding(exception.finding).id;
            if (TRY(m_work.violated(claims)).empty())
                m_work.fail(Law::no_gap, exception.place, fmt::format("the exception for \"{}\" is not needed", id));
            else
                m_work.proof.exceptions.push_back(fmt::format(
                    "{}: {} for \"{}\": {}", to_text(exception.place), name_of(Law::no_gap), id, exception.reason));
        }
        return {};
    }

    // At every age, with every answer about who it is (sex, pregnancy), before anything else is
    // asked: what can come out has a mildest and a most urgent level, in that order.
    void check_everybody_has_a_level()
    {
        std::vector<FindingIndex> about = m_work.content.about.findings;
        for (const auto finding : m_work.protocol.findings)
            if (m_work.finding(finding).id.starts_with("pregnan"))
                about.push_back(finding);
        auto answers = m_work.content.no_answers();
        for_each(about, 0, answers);
    }

    // Depth: the findings about a person, a handful.
    void for_each(const std::vector<FindingIndex>& about, std::size_t place, Answers& answers)
    {
        if (place == about.size()) {
            ++m_work.proof.claims[static_cast<std::size_t>(Law::no_gap)];
            const auto bounds = bounds_of(m_work.protocol, answers);
            const auto outcome = m_work.outcome(answers);
            if (outcome < bounds.least || outcome > bounds.most)
                m_work.fail(Law::no_gap, m_work.protocol.place,
                    fmt::format("no level comes out for {}", m_work.person(answers)), answers);
            return;
        }
        for (const auto value : values_of(m_scene.intervals(), m_work.content.findings, about[place])) {
            answers.set(about[place], given(value));
            for_each(about, place + 1, answers);
        }
        answers.set(about[place], open_answer);
    }

    Work& m_work;
    Scene& m_scene;
    Intervals m_intervals;  // Where the outcome can turn: a scene may be told of more.
    std::map<std::pair<FindingIndex, std::int64_t>, Outcomes> m_outcomes;
    std::vector<Claim> m_claims;
    std::vector<std::pair<FindingIndex, Claim>> m_excepted;
};

}  // namespace

std::vector<Claim> claims_of_no_gap(Work& work, FindingIndex finding, const Interval& values)
{
    return NoGap(work).claims_near(finding, values);
}

Result<void> prove_no_gap(Work& work)
{
    return NoGap(work).prove();
}

}  // namespace helselos::triage::proof
