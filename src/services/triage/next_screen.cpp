#include "services/triage/next_screen.h"

#include <algorithm>
#include <set>

namespace helselos::triage {

namespace {

// A question that an undecided rule depends on.
struct Candidate {
    FindingIndex finding = 0;
    Outcome alone;          // The most urgent outcome that its answer brings whatever else is answered.
    Outcome reach;          // The most urgent outcome it could bring.
    std::size_t rules = 0;  // How many undecided rules it touches.
    // How many questions on its screen bring an emergency alone, when this one does.
    std::size_t emergencies = 0;
};

class Interview {
public:
    Interview(const Content& content, const Protocol& protocol, const Answers& answers)
        : m_content(content), m_protocol(protocol), m_answers(answers), m_trial(answers),
          m_bounds(bounds_of(protocol, answers))
    {}

    NextScreen next()
    {
        if (m_bounds.least == emergency)
            return {};
        if (const auto finding = first_open(m_content.about))
            return {screen_of(m_content.about, *finding), screens_left()};
        if (m_bounds.is_settled())
            return {};
        find_candidates();
        count_emergencies();
        // A settled bound and no candidate are the same; see still_open.
        const auto finding = first_finding();
        return {screen_with(finding), screens_left()};
    }

private:
    bool can_be_asked(FindingIndex finding) const
    {
        return m_answers.is_open(finding) && can_apply(m_content, finding, m_answers);
    }

    std::optional<FindingIndex> first_open(const Group& group) const
    {
        const auto found = std::ranges::find_if(group.findings, [&](auto finding) { return can_be_asked(finding); });
        if (found == group.findings.end())
            return std::nullopt;
        return *found;
    }

    void find_candidates()
    {
        for (std::size_t i = 0; i < m_protocol.rules.size(); ++i) {
            const auto& state = m_bounds.rules[i];
            if (state.least == state.most || state.most <= m_bounds.least)
                continue;
            for (const auto finding : still_open(m_protocol.rules[i].when, m_answers))
                touch(finding, m_protocol.rules[i], state.most);
        }
    }

    void count_emergencies()
    {
        const auto screen = [&](const Candidate& candidate) -> std::pair<const Group*, FindingIndex> {
            const auto* group = group_of(candidate.finding);
            return {group, group == nullptr ? candidate.finding : FindingIndex{}};
        };
        for (auto& candidate : m_candidates)
            if (candidate.alone == emergency)
                for (const auto& other : m_candidates)
                    candidate.emergencies += other.alone == emergency && screen(other) == screen(candidate) ? 1 : 0;
    }

    void touch(FindingIndex finding, const Rule& rule, const Outcome& reach)
    {
        auto found = std::ranges::find(m_candidates, finding, &Candidate::finding);
        if (found == m_candidates.end())
            found = m_candidates.insert(m_candidates.end(), {finding, {}, reach, 0, 0});
        found->reach = std::max(found->reach, reach);
        ++found->rules;
        if (rule.outcome > found->alone && decides_alone(finding, rule))
            found->alone = rule.outcome;
    }

    bool decides_alone(FindingIndex finding, const Rule& rule)
    {
        const auto& asked = m_content.findings[finding];
        if (asked.kind == Finding::Kind::number)
            return false;
        const auto values = asked.kind == Finding::Kind::yes_no ? 2 : asked.choices.size();
        bool decides = false;
        for (std::size_t value = 0; value < values && !decides; ++value) {
            m_trial.set(finding, given(static_cast<std::int64_t>(value)));
            decides = evaluate(rule.when, m_trial) == can_be_true;
        }
        m_trial.set(finding, m_answers[finding]);
        return decides;
    }

    FindingIndex first_finding() const
    {
        if (const auto finding = first_open(m_content.red_screen))
            return *finding;
        const auto& best = std::ranges::min(
            m_candidates, [&](const Candidate& left, const Candidate& right) { return comes_before(left, right); });
        if (best.alone != emergency)
            for (const auto finding : m_protocol.opening)
                if (can_be_asked(finding))
                    return finding;
        return best.finding;
    }

    bool comes_before(const Candidate& left, const Candidate& right) const
    {
        const auto is_last = [&](const Candidate& candidate) { return m_content.findings[candidate.finding].ask_last; };
        if (is_last(left) != is_last(right))
            return is_last(right);
        if (left.alone != right.alone)
            return left.alone > right.alone;
        if (left.emergencies != right.emergencies)
            return left.emergencies > right.emergencies;
        if (left.reach != right.reach)
            return left.reach > right.reach;
        if (left.rules != right.rules)
            return left.rules > right.rules;
        const auto place = [&](FindingIndex finding) { return std::ranges::find(m_protocol.findings, finding); };
        return place(left.finding) < place(right.finding);
    }

    const Group* group_of(FindingIndex finding) const
    {
        for (const auto* group : {&m_content.about, &m_content.red_screen})
            if (std::ranges::find(group->findings, finding) != group->findings.end())
                return group;
        return m_protocol.group_of(finding);
    }

    Screen screen_with(FindingIndex finding) const
    {
        const auto* group = group_of(finding);
        return group != nullptr ? screen_of(*group, finding) : Screen{nullptr, {finding}};
    }

    // Of a protocol's own group only what still matters is asked, beside what was answered.
    bool is_worth_asking(const Group& group, FindingIndex finding) const
    {
        if (&group == &m_content.about || &group == &m_content.red_screen || !m_answers.is_open(finding))
            return true;
        return std::ranges::find(m_candidates, finding, &Candidate::finding) != m_candidates.end();
    }

    // The one it was chosen for is always on it, so that every screen brings an answer.
    Screen screen_of(const Group& group, FindingIndex chosen) const
    {
        Screen screen{&group, {}};
        for (const auto finding : group.findings)
            if (finding == chosen || (can_apply(m_content, finding, m_answers) && is_worth_asking(group, finding)))
                screen.findings.push_back(finding);
        return screen;
    }

    std::size_t screens_left()
    {
        if (m_candidates.empty())
            find_candidates();
        std::set<const void*> groups;
        std::set<FindingIndex> singles;
        const auto count = [&](FindingIndex finding) {
            if (const auto* group = group_of(finding))
                groups.insert(group);
            else
                singles.insert(finding);
        };
        for (const auto& candidate : m_candidates)
            count(candidate.finding);
        for (const auto* asked : {&m_content.about.findings, &m_content.red_screen.findings, &m_protocol.opening})
            for (const auto finding : *asked)
                if (can_be_asked(finding))
                    count(finding);
        return groups.size() + singles.size();
    }

    const Content& m_content;
    const Protocol& m_protocol;
    const Answers& m_answers;
    Answers m_trial;  // The same, but while something is tried.
    Bounds m_bounds;
    std::vector<Candidate> m_candidates;
};

}  // namespace

bool can_apply(const Content& content, FindingIndex finding, const Answers& answers)
{
    const auto& gate = content.findings[finding].applies_when;
    return gate.empty() || evaluate(gate, answers) != can_be_false;
}

Answers relevant(const Content& content, const Protocol& protocol, Answers answers)
{
    // What applies may hang on an answer that does not apply itself.
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto finding = static_cast<FindingIndex>(i);
            if (answers.is_open(finding) || (protocol.asks(finding) && can_apply(content, finding, answers)))
                continue;
            answers.set(finding, open_answer);
            changed = true;
        }
    }
    return answers;
}

NextScreen next_screen(const Content& content, const Protocol& protocol, const Answers& answers)
{
    return Interview(content, protocol, answers).next();
}

}  // namespace helselos::triage
