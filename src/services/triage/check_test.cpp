// The content that is shipped is fit for use, and what is wrong with content is told in words
// with file and line.

#include "services/triage/check.h"

#include "base/text.h"
#include "services/triage/cases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace helselos::triage {

namespace {

const std::filesystem::path shipped = HL_SOURCE_DIR "/content/triage";
// Three protocols that stay as they are.
const std::filesystem::path example = HL_SOURCE_DIR "/tests/triage/content";

// A copy of the example with one passage changed.
class Changed {
public:
    Changed(const std::string& file, std::string_view from, std::string_view to)
        : m_folder(std::filesystem::path(testing::TempDir())
            / ("triage-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name())))
    {
        std::filesystem::remove_all(m_folder);
        std::filesystem::copy(example, m_folder, std::filesystem::copy_options::recursive);
        change(file, from, to);
    }
    Changed(const Changed&) = delete;
    Changed& operator=(const Changed&) = delete;
    ~Changed() { std::filesystem::remove_all(m_folder); }

    void change(const std::string& file, std::string_view from, std::string_view to)
    {
        std::stringstream text;
        text << std::ifstream(m_folder / file).rdbuf();
        auto changed = text.str();
        const auto at = changed.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        m_line = static_cast<unsigned>(
                     std::count(changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(at), '\n'))
            + 1;
        changed.replace(at, from.size(), to);
        std::ofstream(m_folder / file) << changed;
    }

    const std::filesystem::path& folder() const { return m_folder; }
    unsigned line() const { return m_line; }

    std::string problems() const
    {
        std::string all;
        for (const auto& problem : check_content(m_folder).problems)
            all += to_text(problem) + "\n";
        return all;
    }

private:
    std::filesystem::path m_folder;
    unsigned m_line = 0;
};

#define EXPECT_PROBLEM(changed, words) \
    EXPECT_NE((changed).problems().find(words), std::string::npos) << (changed).problems()

TEST(Check, the_shipped_content_is_fit_for_use)
{
    const auto check = check_content(shipped);
    for (const auto& problem : check.problems)
        ADD_FAILURE() << to_text(problem);
    EXPECT_GE(check.protocols, 45U);
    EXPECT_GE(check.cases, 2000U);
}

TEST(Check, an_unknown_finding_is_told_with_file_and_line)
{
    const Changed changed("protocols/sore-throat.yaml", "        - stridor\n", "        - strider\n");
    EXPECT_PROBLEM(changed,
        "protocols/sore-throat.yaml:" + std::to_string(changed.line())
            + ": there is no finding or picture \"strider\"");
}

TEST(Check, all_problems_are_told_not_only_the_first)
{
    const Changed changed("protocols/sore-throat.yaml", "  - id: abscess-suspected\n    level: urgent within 4 h",
        "  - id: Abscess\n    level: soon");
    EXPECT_PROBLEM(changed, "\"Abscess\" must be lower-case words");
    EXPECT_PROBLEM(changed, "\"level\" must be emergency, \"urgent within 2 h\"");
}

TEST(Check, a_text_missing_in_one_language_is_told)
{
    const Changed changed("findings/throat.yaml", "      en: Noise when breathing in\n", "");
    EXPECT_PROBLEM(changed, "\"present\" has no text in en");
}

// What a rule counts when this finding is not known and nothing else is answered.
Outcome when_not_known(const std::filesystem::path& folder, std::string_view rule, std::string_view finding)
{
    const auto content = load_content(folder).value();
    const auto& protocol = *content.protocol("sore-throat");
    auto answers = content.no_answers();
    answers.set(*content.finding(finding), dont_know);
    const auto found = std::ranges::find(protocol.rules, rule, &Rule::id);
    return evaluate(found->when, answers.closed()) == can_be_unknown ? found->if_unknown : Outcome{};
}

TEST(Check, a_condition_may_count_what_passes_elsewhere)
{
    Changed changed("findings/throat.yaml", "  cannot-open-mouth:\n", "  cannot-open-mouth:\n    unknown: passes\n");
    EXPECT_EQ(when_not_known(changed.folder(), "abscess-suspected", "cannot-open-mouth"), Outcome{});
    changed.change("protocols/sore-throat.yaml", "when: cannot-open-mouth", "when: cannot-open-mouth unknown-counts");
    const auto counted = when_not_known(changed.folder(), "abscess-suspected", "cannot-open-mouth");
    EXPECT_EQ(counted.level, Level::routine);
}

TEST(Check, what_counts_anyway_need_not_be_said_to_count)
{
    const Changed changed(
        "protocols/sore-throat.yaml", "when: cannot-open-mouth", "when: cannot-open-mouth unknown-counts");
    EXPECT_PROBLEM(changed, "\"don't know\" counts already wherever \"cannot-open-mouth\" stands");
}

TEST(Check, a_medicine_that_nobody_can_be_told_of_is_told)
{
    const Changed changed("medicines.yaml", "    evidence:", "    complaints: [headache]\n    evidence:");
    EXPECT_PROBLEM(changed, "there is no complaint \"headache\"");
    EXPECT_PROBLEM(changed, "no complaint asks what it takes to tell anyone \"ibuprofen-in-pregnancy\"");
}

TEST(Check, an_unknown_source_is_told)
{
    const Changed changed("protocols/chest-pain.yaml", "evidence: [CG95]", "evidence: [CG59]");
    EXPECT_PROBLEM(changed, "there is no source \"CG59\"");
}

TEST(Check, an_unknown_key_is_told)
{
    const Changed changed("protocols/chest-pain.yaml", "    reason:\n", "    reasons:\n");
    EXPECT_PROBLEM(changed, "\"reasons\" is not known here");
}

TEST(Check, a_finding_that_stands_twice_is_told)
{
    const Changed changed("findings/throat.yaml", "  hoarse-3-weeks:\n", "  stridor:\n");
    EXPECT_PROBLEM(changed, "the finding \"stridor\" stands twice");
}

TEST(Check, a_case_of_another_complaint_in_the_file_is_told)
{
    const Changed changed("protocols/sore-throat.cases.yaml", "  - name:", "  - complaint: chest-pain\n    name:");
    EXPECT_PROBLEM(changed, "\"complaint\" is not known here");
}

TEST(Check, a_finding_nobody_uses_is_told)
{
    const Changed changed("findings/throat.yaml", "  hoarse-3-weeks:\n",
        "  hiccups:\n    question: {nb: Hikke, nn: Hikke, en: Hiccups}\n    present: {nb: Hikke, nn: Hikke, en: "
        "Hiccups}\n"
        "    absent: {nb: Ikke hikke, nn: Ikkje hikke, en: No hiccups}\n  hoarse-3-weeks:\n");
    EXPECT_PROBLEM(changed, "no rule uses \"hiccups\"");
}

TEST(Check, a_picture_nobody_uses_is_told)
{
    const Changed changed("findings/general.yaml", "pictures:\n", "pictures:\n  idle:\n    any: [fever, very-ill]\n");
    EXPECT_PROBLEM(changed, "no condition uses the picture \"idle\"");
}

TEST(Check, a_worrying_finding_that_would_lower_is_told)
{
    const Changed changed(
        "protocols/sore-throat.yaml", "    when: cannot-open-mouth", "    when: {all: [cannot-open-mouth, not fever]}");
    EXPECT_PROBLEM(changed, "\"fever\" would lower the level by being present");
}

TEST(Check, a_rule_that_can_never_fire_is_told)
{
    const Changed changed("protocols/chest-pain.yaml", "    when: symptom-days > 14",
        "    when: {all: [symptom-days > 14, symptom-days < 3]}");
    EXPECT_PROBLEM(changed, "nobody was found for whom \"weeks-of-pain\" holds");
}

TEST(Check, a_rule_that_never_decides_is_told)
{
    const Changed changed("protocols/chest-pain.yaml", "    when: symptom-days > 14",
        "    when: {all: [symptom-days > 14, heart-disease]}");
    EXPECT_PROBLEM(changed, "\"weeks-of-pain\" never decides");
}

TEST(Check, a_case_that_fails_is_told_by_its_name)
{
    const Changed changed("protocols/sore-throat.yaml", "symptom-days > 7", "symptom-days > 8");
    EXPECT_PROBLEM(changed, "\"more than a week\": the rule \"more-than-a-week\" did not fire");
}

TEST(Check, a_general_rule_that_is_forgotten_is_told)
{
    const Changed changed("protocols/sore-throat.yaml", "    - old-with-fever\n", "");
    EXPECT_PROBLEM(changed, "the general rule \"old-with-fever\" is neither used nor left out");
}

TEST(Check, an_emergency_that_is_not_ruled_out_cannot_be_routine)
{
    const Changed changed("protocols/sore-throat.yaml", "    level: emergency\n",
        "    level: emergency\n    if-unknown: routine within 1 d\n");
    EXPECT_PROBLEM(changed, "when an emergency is not ruled out, the level must be at least urgent");
}

TEST(Check, a_text_for_you_alone_is_told_where_children_are_asked_too)
{
    const Changed changed("findings/general.yaml", "      nb-child: Har barnet feber?\n", "");
    EXPECT_PROBLEM(changed, "the question of \"fever\" speaks to \"du\"");
}

TEST(Check, a_condition_that_leads_back_to_itself_is_told)
{
    const Changed changed("findings/chest.yaml", "    applies-when: chest-pain-pattern is effort",
        "    applies-when: effort-pain-course is new");
    EXPECT_PROBLEM(changed, "this leads back to itself");
}

TEST(Check, what_is_not_yaml_is_one_problem)
{
    const Changed changed("findings/throat.yaml", "findings:\n", "findings: [\n");
    EXPECT_PROBLEM(changed, "findings/throat.yaml:");
    EXPECT_PROBLEM(changed, "this is not YAML");
}

TEST(Check, content_with_a_problem_is_not_loaded)
{
    const Changed changed("levels.yaml", "  routine:\n", "  rutine:\n");
    const auto content = load_content(changed.folder());
    ASSERT_FALSE(content.ok());
    EXPECT_EQ(content.error().kind, Kind::invalid);
    EXPECT_FALSE(content.error().issues.empty());
}

TEST(Cases, a_single_case_is_explained_in_words)
{
    const auto folder = std::filesystem::path(testing::TempDir()) / "triage-single-case";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "case.yaml")
        << "complaint: sore-throat\nname: Kari\ngiven: {age-years: 34, symptom-days: 9}\n";
    const auto reading = read_content(example);
    const auto run = run_cases(reading.content, folder, "case.yaml");
    ASSERT_EQ(run.reports.size(), 1U);
    const auto text = to_text(reading.content, *run.protocol, run.reports.front(), Language::nb);
    EXPECT_NE(text.find("routine within 3 d"), std::string::npos) << text;
    EXPECT_NE(text.find("more-than-a-week: Halsen har vært vond i mer enn en uke."), std::string::npos) << text;
    EXPECT_NE(text.find("Varighet: 9 dager"), std::string::npos) << text;
    std::filesystem::remove_all(folder);
}

TEST(Cases, the_median_interview_takes_at_most_twelve_screens)
{
    const auto reading = read_content(example);
    for (const auto& protocol : reading.content.protocols) {
        const auto run = run_cases(reading.content, example, "protocols/" + protocol.id + ".cases.yaml");
        std::vector<std::size_t> screens;
        for (const auto& report : run.reports)
            screens.push_back(report.screens);
        std::ranges::sort(screens);
        EXPECT_LE(screens[screens.size() / 2], 12U) << protocol.id;
    }
}

}  // namespace

}  // namespace helselos::triage
