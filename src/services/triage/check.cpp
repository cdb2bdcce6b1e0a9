#include "services/triage/check.h"

#include "services/triage/cases.h"
#include "services/triage/decimal.h"
#include "services/triage/reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace helselos::triage {

namespace {

class Checker {
public:
    Checker(const std::filesystem::path& folder, Reading reading)
        : m_folder(folder), m_content(std::move(reading.content))
    {
        m_check.problems = std::move(reading.problems);
    }

    Check check()
    {
        // What a broken file hides cannot be judged.
        if (m_check.problems.empty()) {
            check_use();
            for (const auto& protocol : m_content.protocols)
                check_protocol(protocol);
        }
        std::ranges::stable_sort(m_check.problems, [](const Problem& left, const Problem& right) {
            return std::tie(left.file, left.line) < std::tie(right.file, right.line);
        });
        m_check.findings = m_content.findings.size();
        m_check.protocols = m_content.protocols.size();
        return std::move(m_check);
    }

private:
    void problem(const Place& place, std::string text)
    {
        Problem found{place.file, place.line, std::move(text)};
        if (std::ranges::find(m_check.problems, found) == m_check.problems.end())
            m_check.problems.push_back(std::move(found));
    }

    const Finding& finding(FindingIndex index) const { return m_content.findings[index]; }

    void check_use()
    {
        for (std::size_t i = 0; i < m_content.findings.size(); ++i) {
            const auto index = static_cast<FindingIndex>(i);
            if (std::ranges::none_of(m_content.protocols, [&](auto& protocol) { return protocol.asks(index); }))
                problem(finding(index).place, fmt::format("no rule uses \"{}\"", finding(index).id));
            else if (finding(index).red_flag && !raises_to_urgent(index))
                problem(finding(index).place,
                    fmt::format("\"{}\" is a red flag, but no urgent or emergency rule uses it", finding(index).id));
        }
    }

    bool raises_to_urgent(FindingIndex index) const
    {
        const auto uses = [&](const Rule& rule) {
            return rule.outcome.level >= Level::urgent
                && std::ranges::any_of(rule.when, [&](auto& step) { return step.is_leaf() && step.finding == index; });
        };
        return std::ranges::any_of(
            m_content.protocols, [&](auto& protocol) { return std::ranges::any_of(protocol.rules, uses); });
    }

    void check_protocol(const Protocol& protocol)
    {
        for (const auto& rule : protocol.rules)
            check_direction(rule);
        check_groups(protocol);
        check_advice(protocol);
        check_child_words(protocol);
        check_reach(protocol);
        check_cases(protocol);
        m_check.rules += protocol.rules.size();
    }

    // A worrying answer may stand only where it raises, a reassuring one only where it lowers:
    // then one more worrying finding can never lower the level.
    void check_direction(const Rule& rule)
    {
        std::vector<bool> negated(rule.when.size(), false);
        for (std::size_t at = rule.when.size(); at-- > 0;) {
            const auto& step = rule.when[at];
            if (step.act == Step::Act::negate)
                for (std::size_t i = at + 1 - step.span; i < at; ++i)
                    negated[i] = !negated[i];
            if (!step.is_leaf())
                continue;
            const auto& asked = finding(step.finding);
            const auto forbidden = negated[at] ? Finding::Worrying::yes : Finding::Worrying::no;
            if (asked.worrying == forbidden)
                problem(rule.place,
                    fmt::format("in \"{}\", \"{}\" would lower the level by being {}", rule.id, asked.id,
                        negated[at] ? "present" : "absent"));
        }
    }

    void check_groups(const Protocol& protocol)
    {
        std::set<FindingIndex> grouped;
        for (const auto& group : protocol.groups)
            for (const auto index : group.findings) {
                if (!protocol.asks(index))
                    problem(group.place, fmt::format("no rule of this protocol uses \"{}\"", finding(index).id));
                if (finding(index).kind != Finding::Kind::yes_no)
                    problem(group.place,
                        fmt::format("\"{}\" is not a yes-no finding and needs its own screen", finding(index).id));
                if (!grouped.insert(index).second)
                    problem(group.place, fmt::format("\"{}\" is in two groups", finding(index).id));
            }
    }

    void check_advice(const Protocol& protocol)
    {
        for (std::size_t level = 0; level < levels_count; ++level) {
            auto all = m_content.levels[level].advice;
            all.insert(all.end(), protocol.advice[level].begin(), protocol.advice[level].end());
            const bool is_emergency = static_cast<Level>(level) == Level::emergency;
            const auto needed = is_emergency
                ? std::vector{AdviceKind::now, AdviceKind::where, AdviceKind::worse}
                : std::vector{AdviceKind::where, AdviceKind::self_care, AdviceKind::safety_net, AdviceKind::worse};
            for (const auto kind : needed)
                if (std::ranges::find(all, kind, &Advice::kind) == all.end())
                    problem(protocol.place,
                        fmt::format(
                            "the advice for {} has no \"{}\"", code_of(static_cast<Level>(level)), code_of(kind)));
        }
    }

    void check_child_words(const Protocol& protocol);
    void check_wording(const Place& place, std::string_view called, const Wording& wording);
    bool admits_children(const Protocol& protocol) const;
    bool admits_only_children(const Protocol& protocol) const;

    void check_reach(const Protocol& protocol)
    {
        SeededRandom random(1);
        std::set<Level> reached;
        for (const auto& rule : protocol.rules) {
            // The safety net for what nobody knows may well have nothing else to catch.
            if (rule.id == "otherwise")
                continue;
            if (find_decided_by(m_content, protocol, rule, random))
                reached.insert(rule.outcome.level);
            else if (find_person(m_content, protocol, rule.when, random))
                problem(rule.place,
                    fmt::format("in {}, \"{}\" never decides: something more urgent always holds as well", protocol.id,
                        rule.id));
            else
                problem(rule.place, fmt::format("in {}, nobody was found for whom \"{}\" holds", protocol.id, rule.id));
        }
        if (find_selfcare(m_content, protocol, random))
            reached.insert(Level::selfcare);
        for (const auto level : {Level::selfcare, Level::routine, Level::urgent, Level::emergency})
            if (!reached.contains(level))
                problem(protocol.place, fmt::format("nobody was found who gets the level {}", code_of(level)));
    }

    void check_cases(const Protocol& protocol)
    {
        const auto name = "protocols/" + protocol.id + ".cases.yaml";
        const auto run = run_cases(m_content, m_folder, name);
        m_check.problems.insert(m_check.problems.end(), run.problems.begin(), run.problems.end());
        std::array<std::size_t, levels_count> of_level{};
        std::set<std::string> fired;
        for (const auto& report : run.reports) {
            ++of_level[static_cast<std::size_t>(report.assessment.outcome.level)];
            for (const auto& rule : report.assessment.fired)
                if (!rule.is_unknown)
                    fired.insert(rule.rule->id);
            for (const auto& failure : report.failures)
                problem(report.place, fmt::format("\"{}\": {}", report.name, failure));
            if (!report.expected)
                problem(report.place, fmt::format("\"{}\" says nothing about what to expect", report.name));
        }
        for (std::size_t level = 0; level < levels_count; ++level)
            if (of_level[level] < 2)
                problem({name, 0},
                    fmt::format("there are fewer than two cases for {}", code_of(static_cast<Level>(level))));
        for (const auto& rule : protocol.rules)
            if (rule.place.file == protocol.place.file && rule.id != "otherwise" && !fired.contains(rule.id))
                problem({name, 0}, fmt::format("no case makes the rule \"{}\" fire", rule.id));
        m_check.cases += run.reports.size();
    }

    std::filesystem::path m_folder;
    Content m_content;
    Check m_check;
};

// Ages in years at which a protocol is asked whether it is for children, adults or both.
constexpr std::array<std::int64_t, 8> trial_ages{0, 1, 3, 6, 9, 11, 30, 80};

bool speaks_to_you(std::string_view text, std::initializer_list<std::string_view> words)
{
    std::string padded = " ";
    for (const char c : text)
        padded += c == ',' || c == '.' || c == '?' || c == ':' ? ' ' : c == 'D' ? 'd' : c == 'Y' ? 'y' : c;
    padded += ' ';
    return std::ranges::any_of(
        words, [&](auto word) { return padded.find(fmt::format(" {} ", word)) != std::string::npos; });
}

bool Checker::admits_children(const Protocol& protocol) const
{
    const auto outside = std::ranges::find(protocol.rules, "outside-who", &Rule::id);
    return std::ranges::any_of(trial_ages, [&](auto age) {
        auto answers = m_content.no_answers();
        answers.set(m_content.about.findings.front(), given(age * one));
        return m_content.speaks(answers) == Speaks::about_child
            && (outside == protocol.rules.end() || evaluate(outside->when, answers) != can_be_true);
    });
}

bool Checker::admits_only_children(const Protocol& protocol) const
{
    const auto outside = std::ranges::find(protocol.rules, "outside-who", &Rule::id);
    auto answers = m_content.no_answers();
    answers.set(m_content.about.findings.front(), given(trial_ages.back() * one));
    return outside != protocol.rules.end() && evaluate(outside->when, answers) == can_be_true;
}

void Checker::check_wording(const Place& place, std::string_view called, const Wording& wording)
{
    if (wording.nb_child.empty() && speaks_to_you(wording.nb, {"du", "deg", "din", "ditt", "dine"}))
        problem(place, fmt::format("{} speaks to \"du\", but is used for children too: it needs nb-child", called));
    if (wording.en_child.empty() && speaks_to_you(wording.en, {"you", "your"}))
        problem(place, fmt::format("{} speaks to \"you\", but is used for children too: it needs en-child", called));
}

// A protocol for children only speaks to the one who asks, so "du" is right there; one for both
// must have words for both.
void Checker::check_child_words(const Protocol& protocol)
{
    if (!admits_children(protocol) || admits_only_children(protocol))
        return;
    for (const auto index : protocol.findings) {
        const auto& asked = finding(index);
        // A finding that does not apply to children is never asked about one.
        auto child = m_content.no_answers();
        child.set(m_content.about.findings.front(), given(trial_ages[3] * one));
        if (asked.applies_when.empty() || evaluate(asked.applies_when, child) != can_be_false)
            check_wording(asked.place, fmt::format("the question of \"{}\"", asked.id), asked.question);
    }
    check_wording(protocol.place, "the reason for self-care", protocol.selfcare_reason);
    for (const auto& rule : protocol.rules)
        if (rule.id != "outside-who")
            check_wording(rule.place, fmt::format("the reason of \"{}\"", rule.id), rule.reason);
}

}  // namespace

Check check_content(const std::filesystem::path& folder)
{
    return Checker(folder, read_content(folder)).check();
}

}  // namespace helselos::triage
