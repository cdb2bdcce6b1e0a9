// Each law notices the fault that it is there for, and tells it with a person and the rules.

#include "services/triage/proof/prove.h"

#include "services/triage/proof/small_content.h"

#include <algorithm>

namespace helselos::triage::proof {

namespace {

class Prove : public testing::Test {
protected:
    SmallContent small;

    Prove()
    {
        small.findings = SmallContent::yes_no("feber") + SmallContent::yes_no("stiv-nakke");
        small.rules = SmallContent::rule("breathless", "urgent within 4 h", "short-of-breath")
            + SmallContent::rule("stiff", "urgent within 1 h", "{all: [feber, stiv-nakke]}");
    }

    Proofs proofs(const ProofWishes& wishes = {}) const
    {
        const auto folder = small.write();
        const auto content = SmallContent::read(folder);
        return proofs(content, read_differences(content, folder), wishes);
    }

    static Proofs proofs(const Content& content, const Differences& differences = {}, const ProofWishes& wishes = {})
    {
        auto proofs = prove(content, differences, wishes);
        EXPECT_TRUE(proofs.ok()) << (proofs.ok() ? "" : proofs.error().reason);
        return proofs.ok() ? std::move(*proofs) : Proofs{};
    }

    static std::string failures(const Proofs& proofs)
    {
        std::string all;
        const auto add = [&](const Failure& failure) {
            all += std::string(name_of(failure.law)) + ": " + to_text(failure.problem) + "\n";
        };
        for (const auto& proof : proofs.protocols)
            std::ranges::for_each(proof.failures, add);
        std::ranges::for_each(proofs.failures, add);
        return all;
    }
};

#define EXPECT_TOLD(all, words) EXPECT_NE((all).find(words), std::string::npos) << (all)

TEST_F(Prove, sound_content_keeps_every_law)
{
    const auto all = proofs();
    EXPECT_EQ(failures(all), "");
    for (std::size_t law = 0; law < laws_count; ++law)
        EXPECT_EQ(all.claims(static_cast<Law>(law)) > 0, static_cast<Law>(law) != Law::emergencies_agree)
            << name_of(static_cast<Law>(law));
}

TEST_F(Prove, a_level_without_advice_is_told)
{
    auto content = small.read();
    content.levels[1].advice.clear();
    EXPECT_TOLD(
        failures(proofs(content)), "one-outcome: protocols/cough.yaml:1: in cough, there is no advice for routine");
}

TEST_F(Prove, advice_missing_in_a_language_is_told)
{
    auto content = small.read();
    content.protocols[0].advice[0][0].text.write(Language::nn, Speaks::to_person, "");
    EXPECT_TOLD(failures(proofs(content)), "a piece of advice for selfcare is not written in nn");
}

TEST_F(Prove, a_worrying_answer_that_lowers_is_told_with_a_person)
{
    small.rules += SmallContent::rule("odd", "urgent within 2 h", "{all: [feber, not stiv-nakke]}");
    small.rules.replace(small.rules.find("urgent within 1 h"), 17, "urgent within 9 h");
    const auto all = failures(proofs());
    EXPECT_TOLD(all,
        "worse-never-lowers: protocols/cough.yaml:1: in cough, a worse answer lowers the level for "
        "\"stiv-nakke\" (findings/all.yaml:8):\n  34 år, kvinne; feber: ja; ellers nei\n");
    EXPECT_TOLD(all,
        "  with \"stiv-nakke: nei\": urgent within 2 h, by \"odd\" (protocols/cough.yaml:12)\n"
        "  with \"stiv-nakke: ja\": urgent within 9 h, by \"stiff\" (protocols/cough.yaml:11)\n");
}

TEST_F(Prove, dont_know_that_lowers_is_told)
{
    small.rules += SmallContent::rule("odd", "urgent within 2 h", "{all: [feber, not stiv-nakke]}");
    const auto all = failures(proofs());
    EXPECT_TOLD(all,
        "dont-know-never-lowers: protocols/cough.yaml:1: in cough, \"don't know\" lowers the level for "
        "\"stiv-nakke\"");
}

TEST_F(Prove, a_declared_exception_is_listed_and_no_failure)
{
    small.rules += SmallContent::rule("odd", "urgent within 2 h", "{all: [feber, not stiv-nakke]}");
    small.rules.replace(small.rules.find("urgent within 1 h"), 17, "urgent within 9 h");
    small.more = "exceptions:\n  - {finding: stiv-nakke, law: worse-never-lowers, reason: because}\n"
                 "  - {finding: stiv-nakke, law: dont-know-never-lowers, reason: because}\n";
    const auto all = proofs();
    EXPECT_EQ(failures(all), "");
    ASSERT_EQ(all.protocols[0].exceptions.size(), 2U);
    EXPECT_TOLD(all.protocols[0].exceptions[0], "worse-never-lowers for \"stiv-nakke\": because");
}

TEST_F(Prove, an_exception_that_nothing_needs_is_told)
{
    small.more = "exceptions:\n  - {finding: feber, law: worse-never-lowers, reason: because}\n";
    EXPECT_TOLD(failures(proofs()), "the exception for \"feber\" is not needed");
}

TEST_F(Prove, a_number_further_from_normal_that_lowers_is_told)
{
    small.findings += SmallContent::number("temp", 30, 45, ", decimals: 1, normal: 36 to 38");
    small.rules += SmallContent::rule("hot", "urgent within 2 h", "{all: [temp >= 39, temp <= 40]}");
    const auto all = failures(proofs());
    EXPECT_TOLD(all, "a worse answer lowers the level for \"temp\"");
    EXPECT_TOLD(all, "with \"temp 39\": urgent within 2 h");
    EXPECT_TOLD(all, "with \"temp 41\": selfcare, earned");
}

TEST_F(Prove, a_number_without_a_normal_range_may_go_up_and_down)
{
    small.findings += SmallContent::number("temp", 30, 45, ", decimals: 1");
    small.rules += SmallContent::rule("hot", "urgent within 2 h", "{all: [temp >= 39, temp <= 42]}");
    EXPECT_EQ(failures(proofs()).find("worse-never-lowers"), std::string::npos);
}

TEST_F(Prove, a_rule_that_cannot_hold_is_told)
{
    small.rules += SmallContent::rule("never", "urgent within 2 h", "{all: [age-years < 5, age-years > 60]}");
    EXPECT_TOLD(failures(proofs()),
        "no-dead-rule: protocols/cough.yaml:12: in cough, there is nobody for whom \"never\" can hold");
}

TEST_F(Prove, a_rule_that_never_decides_is_told_with_what_decides_instead)
{
    small.rules += SmallContent::rule("milder", "urgent within 8 h", "{all: [short-of-breath, feber]}");
    const auto all = failures(proofs());
    EXPECT_TOLD(all,
        "\"milder\" never decides, something more urgent always counts as well:\n"
        "  34 år, kvinne; short-of-breath: ja; feber: ja; ellers nei\n"
        "  gets urgent within 4 h, by \"breathless\" (protocols/cough.yaml:10)");
}

TEST_F(Prove, a_question_whose_answer_changes_nothing_is_told)
{
    small.findings += SmallContent::yes_no("svett");
    small.rules += SmallContent::rule("warm", "urgent within 2 h", "{any: [feber, {all: [feber, svett]}]}");
    EXPECT_TOLD(failures(proofs()),
        "\"svett\" (findings/all.yaml:9) is asked, but its answer changes nobody's outcome; it "
        "stands in \"warm\" (protocols/cough.yaml:12)");
}

TEST_F(Prove, a_question_of_shared_rules_that_is_idle_everywhere_is_told)
{
    auto content = small.read();
    auto& protocol = content.protocols[0];
    auto& stiff = *std::ranges::find(protocol.rules, "stiff", &Rule::id);
    stiff.place.file = "general-rules.yaml";
    stiff.when = at_least(1, {leaf({.finding = *content.finding("feber")}), stiff.when});
    EXPECT_EQ(failures(proofs(content)),
        "no-dead-question: findings/all.yaml:8: the answer to \"stiv-nakke\" changes "
        "nobody's outcome in any protocol\n");
}

TEST_F(Prove, advice_for_a_level_that_nobody_gets_is_told)
{
    small.selfcare = "{all: [age-years < 5, age-years > 60]}";
    EXPECT_TOLD(failures(proofs()),
        "no-unreachable-advice: protocols/cough.yaml:1: in cough, there is advice for selfcare, but nobody gets that "
        "level");
}

TEST_F(Prove, a_finding_of_the_red_screen_that_is_no_emergency_is_told)
{
    auto content = small.read();
    auto& rule = content.protocols[0].rules[0];
    ASSERT_EQ(rule.id, "red-choking");
    rule.outcome = {Level::urgent, 60};
    EXPECT_TOLD(failures(proofs(content)),
        "\"choking\" stands on the red screen, but is no emergency:\n"
        "  34 år, kvinne; choking: ja; ellers nei\n  gets urgent within 1 h");
}

TEST_F(Prove, an_emergency_in_most_protocols_that_is_none_here_is_told_once)
{
    const auto stiff = SmallContent::rule("stiff", "emergency", "{all: [feber, stiv-nakke]}");
    small.others = {{"cold", stiff}, {"flu", stiff}};
    const auto all = failures(proofs());
    EXPECT_TOLD(all,
        "emergencies-agree: protocols/cold.yaml:10: in cough, what is an emergency in cold is not one here: "
        "\"stiff\" (protocols/cold.yaml:10) holds for\n  34 år, kvinne; feber: ja; stiv-nakke: ja; ellers "
        "nei\n  who here gets urgent within 1 h, by \"stiff\" (protocols/cough.yaml:11)");
    EXPECT_EQ(std::ranges::count(all, '\n'), 3);
}

TEST_F(Prove, a_declared_difference_is_no_failure)
{
    const auto stiff = SmallContent::rule("stiff", "emergency", "{all: [feber, stiv-nakke]}");
    small.others = {{"cold", stiff}, {"flu", stiff}};
    small.differences
        = "differences:\n  - {rule: cold/stiff, in: [cough], reason: r}\n  - {rule: flu/stiff, reason: r}\n";
    EXPECT_EQ(failures(proofs()), "");
}

TEST_F(Prove, a_difference_that_nothing_needs_is_told)
{
    small.others = {{"cold", SmallContent::rule("stiff", "emergency", "{all: [choking, bleeding]}")}};
    small.differences = "differences:\n  - {rule: cold/stiff, reason: r}\n";
    EXPECT_TOLD(failures(proofs()), "the difference declared for \"cold/stiff\" is not needed");
}

TEST_F(Prove, an_emergency_that_hangs_on_its_own_complaint_is_only_listed)
{
    small.others = {{"cold", SmallContent::rule("stiff", "emergency", "{all: [feber, stiv-nakke]}")}};
    const auto all = proofs();
    EXPECT_EQ(failures(all), "");
    ASSERT_EQ(all.alone.size(), 1U);
    EXPECT_EQ(all.alone[0], "cold/stiff is an emergency of its own complaint; not in cough");
}

TEST_F(Prove, exactly_three_months_left_between_two_rules_is_told)
{
    small.rules += SmallContent::rule("under", "urgent within 2 h", "{all: [feber, age-years < 3 months]}")
        + SmallContent::rule("over", "urgent within 3 h", "{all: [feber, age-years > 3 months]}");
    const auto all = failures(proofs());
    EXPECT_TOLD(all, "no-gap: protocols/cough.yaml:1: in cough, there is a gap in \"age-years\"");
    EXPECT_TOLD(all, "\n  3 måneder: selfcare, earned");
}

TEST_F(Prove, a_year_left_between_two_rules_is_told)
{
    small.rules += SmallContent::rule("under", "urgent within 2 h", "{all: [feber, age-years <= 70]}")
        + SmallContent::rule("over", "urgent within 3 h", "{all: [feber, age-years >= 71]}");
    EXPECT_TOLD(failures(proofs()), "there is a gap in \"age-years\"");
}

TEST_F(Prove, bands_that_meet_have_no_gap)
{
    small.rules += SmallContent::rule("under", "urgent within 2 h", "{all: [feber, age-years < 70]}")
        + SmallContent::rule("over", "urgent within 3 h", "{all: [feber, age-years >= 70]}");
    EXPECT_EQ(failures(proofs()), "");
}

TEST_F(Prove, what_was_proved_is_known_until_the_content_changes)
{
    const ProofWishes wishes{.cache = std::filesystem::path(testing::TempDir()) / "prove-cache"};
    std::filesystem::remove_all(wishes.cache);
    const auto first = proofs(wishes), again = proofs(wishes);
    EXPECT_FALSE(first.protocols[0].was_known);
    EXPECT_TRUE(again.protocols[0].was_known);
    EXPECT_EQ(again.protocols[0].claims, first.protocols[0].claims);
    small.rules.replace(small.rules.find("4 h"), 3, "5 h");
    EXPECT_FALSE(proofs(wishes).protocols[0].was_known);
    std::filesystem::remove_all(wishes.cache);
}

TEST_F(Prove, what_failed_is_never_known_from_before)
{
    const ProofWishes wishes{.cache = std::filesystem::path(testing::TempDir()) / "prove-cache-failed"};
    std::filesystem::remove_all(wishes.cache);
    small.rules += SmallContent::rule("never", "urgent within 2 h", "{all: [age-years < 5, age-years > 60]}");
    EXPECT_GT(proofs(wishes).failed(), 0U);
    EXPECT_GT(proofs(wishes).failed(), 0U);
    std::filesystem::remove_all(wishes.cache);
}

TEST_F(Prove, a_damaged_file_of_known_proofs_is_not_believed)
{
    const ProofWishes wishes{.cache = std::filesystem::path(testing::TempDir()) / "prove-cache-damaged"};
    std::filesystem::remove_all(wishes.cache);
    EXPECT_EQ(proofs(wishes).failed(), 0U);
    const auto file = wishes.cache / "cough.proof";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 2);
    EXPECT_FALSE(proofs(wishes).protocols[0].was_known);
    std::filesystem::remove_all(wishes.cache);
}

}  // namespace

}  // namespace helselos::triage::proof
