#include "services/triage/check.h"

#include "services/triage/cases.h"
#include "services/triage/decimal.h"
#include "services/triage/every_text.h"
#include "services/triage/medicines.h"
#include "services/triage/plain_language.h"
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
        const auto broken = files_with_problems();
        if (broken.empty()) {
            check_use();
            check_medicines();
        }
        for (const auto& protocol : m_content.protocols)
            if (can_be_judged(protocol, broken))
                check_protocol(protocol);
        std::ranges::stable_sort(m_check.problems, [](const Problem& left, const Problem& right) {
            return std::tie(left.file, left.line) < std::tie(right.file, right.line);
        });
        m_check.findings = m_content.findings.size();
        m_check.protocols = m_content.protocols.size();
        return std::move(m_check);
    }

private:
    std::set<std::string> files_with_problems() const
    {
        std::set<std::string> files;
        for (const auto& problem : m_check.problems)
            files.insert(problem.file);
        return files;
    }

    // What a broken file hides cannot be judged; a fault in one complaint hides nothing of another.
    static bool can_be_judged(const Protocol& protocol, const std::set<std::string>& broken)
    {
        return std::ranges::none_of(broken, [&](const std::string& file) {
            return file == protocol.place.file || file.find('/') == std::string::npos;
        });
    }

    void problem(const Place& place, std::string text)
    {
        Problem found{place.file, place.line, std::move(text)};
        if (std::ranges::find(m_check.problems, found) == m_check.problems.end())
            m_check.problems.push_back(std::move(found));
    }

    const Finding& finding(FindingIndex index) const { return m_content.findings[index]; }

    // One finding that nobody is asked would keep everybody from being told.
    void check_medicines()
    {
        for (const auto& medicine : m_content.medicines) {
            const auto is_told = [&](const Protocol& protocol) { return can_be_told(m_content, protocol, medicine); };
            if (std::ranges::none_of(m_content.protocols, is_told))
                problem(
                    medicine.place, fmt::format("no complaint asks what it takes to tell anyone \"{}\"", medicine.id));
            for (const auto& complaint : medicine.complaints)
                if (m_content.protocol(complaint) == nullptr)
                    problem(medicine.place, fmt::format("there is no complaint \"{}\"", complaint));
        }
    }

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
            check_direction(protocol, rule);
        check_groups(protocol);
        check_advice(protocol);
        check_child_words(protocol);
        check_plain_language(protocol);
        check_reach(protocol);
        check_cases(protocol);
        m_check.rules += protocol.rules.size();
    }

    // A worrying answer may stand only where it raises, a reassuring one only where it lowers:
    // then one more worrying finding can never lower the level.
    void check_direction(const Protocol& protocol, const Rule& rule)
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
            if (asked.worrying == forbidden && !protocol.excepts(Exception::Law::worse_never_lowers, step.finding))
                problem(rule.place,
                    fmt::format("in \"{}\", \"{}\" would lower the level by being {}", rule.id, asked.id,
                        negated[at] ? "present" : "absent"));
        }
    }

    void check_groups(const Protocol& protocol)
    {
        std::set<FindingIndex> grouped;
        std::set<std::string> ids{m_content.about.id, m_content.red_screen.id};
        for (const auto& group : protocol.groups) {
            if (!ids.insert(group.id).second)
                problem(group.place, fmt::format("the group \"{}\" stands twice", group.id));
            for (const auto index : group.findings) {
                if (!protocol.asks(index))
                    problem(group.place, fmt::format("no rule of this protocol uses \"{}\"", finding(index).id));
                if (finding(index).kind != finding(group.findings.front()).kind
                    || finding(index).kind == Finding::Kind::choice)
                    problem(group.place,
                        fmt::format("\"{}\" is not of the kind of its group, yes-no findings or numbers, and needs its "
                                    "own screen",
                            finding(index).id));
                if (!grouped.insert(index).second)
                    problem(group.place, fmt::format("\"{}\" is in two groups", finding(index).id));
            }
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
    void check_plain_language(const Protocol& protocol);
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

// Plain language: newspapers are at 40, and a question is read once, on a phone, by somebody ill.
constexpr Lix lix_below = 40;
constexpr std::size_t question_words_max = 15;

using Words = std::array<std::string_view, 5>;
constexpr std::array<std::pair<Language, Words>, 3> words_to_a_person{{
    {Language::nb, {"du", "deg", "din", "ditt", "dine"}},
    {Language::nn, {"du", "deg", "din", "ditt", "dine"}},
    {Language::en, {"you", "your", "yours", "yourself", "you're"}},
}};

bool speaks_to(const Words& words, std::string_view text)
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
    for (const auto& [language, words] : words_to_a_person)
        if (wording.written(language, Speaks::about_child).empty() && speaks_to(words, wording.written(language)))
            problem(place,
                fmt::format("{} speaks to \"{}\", but is used for children too: it needs {}-child", called,
                    words.front(), code_of(language)));
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

void Checker::check_plain_language(const Protocol& protocol)
{
    for (const auto language : {Language::nb, Language::nn}) {
        Readability text;
        for_each_text(m_content, protocol, [&](const Wording& wording) {
            for (const auto speaks : {Speaks::to_person, Speaks::about_child})
                text.add(wording.written(language, speaks));
        });
        if (text.lix() >= lix_below)
            problem(protocol.place,
                fmt::format("the texts in {} are hard to read: LIX {:.1f}, not below {}", code_of(language), text.lix(),
                    lix_below));
    }
    for (const auto index : protocol.findings)
        for (const auto language : whole_languages)
            for (const auto speaks : {Speaks::to_person, Speaks::about_child})
                if (const auto words = words_in(finding(index).question.written(language, speaks));
                    words > question_words_max)
                    problem(finding(index).place,
                        fmt::format("the question of \"{}\" has {} words in {}, more than {}", finding(index).id, words,
                            code_of(language), question_words_max));
}

}  // namespace

Check check_content(const std::filesystem::path& folder)
{
    return Checker(folder, read_content(folder)).check();
}

}  // namespace helselos::triage
