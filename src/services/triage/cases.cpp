#include "services/triage/cases.h"

#include "base/text.h"
#include "services/triage/decimal.h"
#include "services/triage/interview_form.h"
#include "services/triage/next_screen.h"
#include "services/triage/outcome_words.h"
#include "services/triage/page.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage {

namespace {

class CaseReader {
public:
    CaseReader(const Content& content, const std::filesystem::path& folder, const std::string& name)
        : m_content(content), m_page(folder, name, m_run.problems)
    {}

    CasesRun run()
    {
        if (m_page.is_broken())
            return std::move(m_run);
        const auto& root = m_page.root();
        const auto complaint = m_page.text(root, "complaint");
        m_run.protocol = m_content.protocol(complaint);
        if (m_run.protocol == nullptr) {
            m_page.problem(root, fmt::format("there is no complaint \"{}\"", complaint));
            return std::move(m_run);
        }
        if (!m_page.member(root, "cases")) {
            run_case(root, {"complaint"});
            return std::move(m_run);
        }
        m_page.only(root, {"complaint", "cases"});
        // The complaint stands once, above all cases of the file.
        for (const auto& node : m_page.elements(root, "cases"))
            run_case(node, {});
        return std::move(m_run);
    }

private:
    void run_case(const YAML::Node& node, std::initializer_list<std::string_view> others)
    {
        std::vector<std::string_view> keys{"name", "given", "unlisted", "expect", "expect-unknown", "because", "note"};
        keys.insert(keys.end(), others);
        m_page.only(node, keys);
        const auto unlisted = m_page.text_or(node, "unlisted", "no");
        if (unlisted != "no" && unlisted != "unknown")
            m_page.problem(node, "\"unlisted\" must be no or unknown");
        run_with(node, unlisted == "unknown" ? Unlisted::unknown : Unlisted::no, "expect");
        if (m_page.member(node, "expect-unknown"))
            run_with(node, Unlisted::unknown, "expect-unknown");
    }

    void run_with(const YAML::Node& node, Unlisted unlisted, const char* expect)
    {
        CaseReport report{m_page.text_or(node, "name", "case"), m_page.place(node), unlisted, m_content.no_answers(),
            m_content.no_answers(), {}, {}, {}, 0, {}};
        read_given(node, report.listed);
        report.answers = report.listed;
        if (m_page.member(node, expect)) {
            report.expected = outcome_from_text(m_page.text(node, expect));
            if (!report.expected)
                m_page.problem(node, fmt::format("\"{}\" must be a level with its time limit", expect));
        }
        if (expect == std::string_view("expect"))
            report.because = m_page.texts(node, "because");
        answer_unlisted(report);
        report.assessment = assess(m_content, *m_run.protocol, report.answers);
        hold_interview(report);
        judge(report);
        m_run.reports.push_back(std::move(report));
    }

    void read_given(const YAML::Node& node, Answers& answers)
    {
        const auto given_findings = m_page.member(node, "given");
        if (!given_findings)
            return m_page.problem(node, "\"given\" is missing");
        for (const auto& [key, value] : m_page.pairs(*given_findings)) {
            const auto finding = m_content.finding(key.Scalar());
            if (!finding || !m_run.protocol->asks(*finding)) {
                m_page.problem(key, fmt::format("\"{}\" is not asked by this protocol", key.Scalar()));
                continue;
            }
            const auto answer = read_answer(m_content.findings[*finding], m_page.scalar(value, key.Scalar()));
            if (!answer)
                m_page.problem(value, fmt::format("this is no answer to \"{}\"", key.Scalar()));
            answers.set(*finding, answer.value_or(dont_know));
        }
    }

    static std::optional<Answer> read_answer(const Finding& finding, std::string_view text)
    {
        if (text == "unknown")
            return dont_know;
        if (finding.kind == Finding::Kind::yes_no) {
            if (text == "yes" || text == "no")
                return text == "yes" ? answered_yes : answered_no;
            return std::nullopt;
        }
        if (finding.kind == Finding::Kind::choice) {
            const auto found = std::ranges::find(finding.choices, text, &Choice::id);
            if (found == finding.choices.end())
                return std::nullopt;
            return given(found - finding.choices.begin());
        }
        const auto space = text.find(' ');
        auto number = to_millionths(text.substr(0, space));
        if (number && space != std::string_view::npos)
            number = to_years(*number, trim(text.substr(space)));
        if (!number || *number < finding.min || *number > finding.max)
            return std::nullopt;
        return given(*number);
    }

    // "No" is an answer to yes-no questions; a number or choice that is not listed is not known.
    void answer_unlisted(CaseReport& report) const
    {
        for (const auto index : m_run.protocol->findings) {
            if (!report.answers.is_open(index))
                continue;
            const bool says_no
                = report.unlisted == Unlisted::no && m_content.findings[index].kind == Finding::Kind::yes_no;
            report.answers.set(index, says_no ? answered_no : dont_know);
        }
    }

    void hold_interview(CaseReport& report) const
    {
        auto answers = m_content.no_answers();
        for (;;) {
            const auto next = next_screen(m_content, *m_run.protocol, answers);
            if (!next.screen)
                break;
            // Each screen brings an answer, so there cannot be more than there are findings.
            if (++report.screens > m_run.protocol->findings.size()) {
                report.failures.emplace_back("the interview does not end");
                return;
            }
            for (const auto finding : next.screen->findings)
                answers.set(finding, report.answers[finding]);
        }
        const auto by_interview = assess(m_content, *m_run.protocol, answers).outcome;
        if (by_interview != report.assessment.outcome)
            report.failures.push_back(fmt::format("the interview stops at \"{}\", the whole case gives \"{}\"",
                to_text(by_interview), to_text(report.assessment.outcome)));
    }

    static void judge(CaseReport& report)
    {
        if (report.expected && *report.expected != report.assessment.outcome)
            report.failures.push_back(fmt::format(
                "expected \"{}\", came out as \"{}\"", to_text(*report.expected), to_text(report.assessment.outcome)));
        for (const auto& id : report.because) {
            const bool fired = std::ranges::any_of(report.assessment.fired,
                [&](const FiredRule& rule) { return rule.rule->id == id && !rule.is_unknown; });
            if (!fired)
                report.failures.push_back(fmt::format("the rule \"{}\" did not fire", id));
        }
    }

    const Content& m_content;
    CasesRun m_run;
    Page m_page;
};

}  // namespace

CasesRun run_cases(const Content& content, const std::filesystem::path& folder, const std::string& name)
{
    return CaseReader(content, folder, name).run();
}

std::string to_text(const Content& content, const Protocol& protocol, const CaseReport& report, Language language)
{
    const auto speaks = content.speaks(report.answers);
    auto text = fmt::format("{} (unlisted: {})\n  {}, in {} screens\n", report.name,
        report.unlisted == Unlisted::no ? "no" : "unknown", to_text(report.assessment.outcome), report.screens);
    for (const auto& fired : report.assessment.fired) {
        text += fmt::format("  {} {}{}: {}\n", to_text(fired.outcome), fired.rule->id,
            fired.is_unknown ? " (not ruled out)" : "", fired.rule->reason.in(language, speaks));
        for (const auto finding : fired.findings)
            text += fmt::format(
                "    - {}\n", statement(content.findings[finding], report.answers[finding], language, speaks));
    }
    if (report.assessment.fired.empty())
        text += fmt::format("  selfcare: {}\n", protocol.selfcare_reason.in(language, speaks));
    for (const auto& failure : report.failures)
        text += fmt::format("  FAILED: {}\n", failure);
    return text;
}

}  // namespace helselos::triage
