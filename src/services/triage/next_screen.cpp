#include "services/triage/next_screen.h"

#include <algorithm>
#include <set>

namespace helselos::triage {

namespace {

// A question that an undecided rule depends on.
struct Candidate {
    FindingIndex finding = 0;
    Outcome reach;          // The most urgent outcome it could bring.
    std::size_t rules = 0;  // How many undecided rules it touches.
};

class Interview {
public:
    Interview(const Content& content, const Protocol& protocol, const Answers& answers)
        : m_content(content), m_protocol(protocol), m_answers(answers), m_bounds(bounds_of(protocol, answers))
    {
    }

    NextScreen next()
    {
        if (m_bounds.least == emergency)
            return {};
        if (is_open(m_content.about))
            return {screen_of(m_content.about), screens_left()};
        if (m_bounds.is_settled())
            return {};
        find_candidates();
        // A settled bound and no candidate are the same; see still_open.
        const auto finding = first_finding();
        return {screen_with(finding), screens_left()};
    }

private:
    bool can_be_asked(FindingIndex finding) const
    {
        return m_answers.is_open(finding) && can_apply(m_content, finding, m_answers);
    }

    bool is_open(const Group& group) const
    {
        return std::ranges::any_of(group.findings, [&](auto finding) { return can_be_asked(finding); });
    }

    void find_candidates()
    {
        for (std::size_t i = 0; i < m_protocol.rules.size(); ++i) {
            const auto& state = m_bounds.rules[i];
            if (state.least == state.most || state.most <= m_bounds.least)
                continue;
            for (const auto finding : still_open(m_protocol.rules[i].when, m_answers))
                touch(finding, state.most);
        }
    }

    void touch(FindingIndex finding, const Outcome& reach)
    {
        auto found = std::ranges::find(m_candidates, finding, &Candidate::finding);
        if (found == m_candidates.end())
            found = m_candidates.insert(m_candidates.end(), {finding, reach, 0});
        found->reach = std::max(found->reach, reach);
        ++found->rules;
    }

    FindingIndex first_finding() const
    {
        for (const auto* first : {&m_content.red_screen.findings, &m_protocol.opening})
            for (const auto finding : *first)
                if (can_be_asked(finding))
                    return finding;
        const auto place = [&](FindingIndex finding) { return std::ranges::find(m_protocol.findings, finding); };
        return std::ranges::min(m_candidates, [&](const Candidate& left, const Candidate& right) {
            if (left.reach != right.reach)
                return left.reach > right.reach;
            if (left.rules != right.rules)
                return left.rules > right.rules;
            return place(left.finding) < place(right.finding);
        }).finding;
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
        return group != nullptr ? screen_of(*group) : Screen{nullptr, {finding}};
    }

    Screen screen_of(const Group& group) const
    {
        Screen screen{&group, {}};
        for (const auto finding : group.findings)
            if (can_apply(m_content, finding, m_answers))
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
    Bounds m_bounds;
    std::vector<Candidate> m_candidates;
};

} // namespace

bool can_apply(const Content& content, FindingIndex finding, const Answers& answers)
{
    const auto& gate = content.findings[finding].applies_when;
    return gate.empty() || evaluate(gate, answers) != can_be_false;
}

NextScreen next_screen(const Content& content, const Protocol& protocol, const Answers& answers)
{
    return Interview(content, protocol, answers).next();
}

} // namespace helselos::triage
