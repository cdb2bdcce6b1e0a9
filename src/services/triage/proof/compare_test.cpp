#include "services/triage/proof/compare.h"

#include "services/triage/proof/mutate.h"
#include "services/triage/proof/small_content.h"

#include <algorithm>

namespace helselos::triage::proof {

namespace {

SmallContent some_content()
{
    SmallContent small;
    small.findings = SmallContent::yes_no("feber") + SmallContent::number("symptom-days", 0, 100);
    small.rules = SmallContent::rule("breathless", "urgent within 4 h", "short-of-breath")
        + SmallContent::rule("long", "routine within 2 d", "{all: [feber, symptom-days > 7]}");
    small.cases
        = "  - {name: ten days, given: {age-years: 40, feber: yes, symptom-days: 10}, expect: routine within 2 d}\n"
          "  - {name: eight days, given: {age-years: 40, feber: yes, symptom-days: 8}, expect: routine within 2 d}\n";
    return small;
}

std::vector<ComparedProtocol> compared(const SmallContent& older, const SmallContent& newer)
{
    const auto old_folder = older.write(), new_folder = newer.write();
    auto result = compare(SmallContent::read(old_folder), old_folder, SmallContent::read(new_folder), new_folder);
    EXPECT_TRUE(result.ok());
    return result.ok() ? std::move(*result) : std::vector<ComparedProtocol>{};
}

TEST(Compare, the_same_content_differs_for_nobody)
{
    EXPECT_TRUE(compared(some_content(), some_content()).empty());
}

TEST(Compare, a_higher_limit_lowers_those_between)
{
    auto newer = some_content();
    newer.rules.replace(newer.rules.find("> 7"), 3, "> 9");
    const auto all = compared(some_content(), newer);
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].rules.size(), 1U);
    const auto& rule = all[0].rules[0];
    EXPECT_EQ(rule.id, "long");
    EXPECT_FALSE(rule.raised) << rule.raised->words;
    ASSERT_TRUE(rule.lowered);
    EXPECT_EQ(rule.lowered->words, "34 år, kvinne; feber: ja; symptom-days 8; ellers nei");
    EXPECT_EQ(to_text(rule.lowered->before), "routine within 2 d");
    EXPECT_EQ(to_text(rule.lowered->after), "selfcare");
}

TEST(Compare, stored_cases_of_both_are_replayed)
{
    auto newer = some_content();
    newer.rules.replace(newer.rules.find("> 7"), 3, "> 9");
    const auto all = compared(some_content(), newer);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].cases, 4U);
    ASSERT_EQ(all[0].changed_cases.size(), 2U);
    EXPECT_EQ(all[0].changed_cases[0].name, "eight days");
    EXPECT_FALSE(all[0].changed_cases[0].is_of_newer);
    EXPECT_TRUE(all[0].changed_cases[1].is_of_newer);
}

TEST(Compare, a_new_rule_about_a_new_finding_raises)
{
    auto newer = some_content();
    newer.findings += SmallContent::yes_no("stiv-nakke");
    newer.rules += SmallContent::rule("stiff", "emergency", "stiv-nakke");
    const auto all = compared(some_content(), newer);
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].rules.size(), 1U);
    EXPECT_EQ(all[0].rules[0].how, ChangedRule::How::added);
    ASSERT_TRUE(all[0].rules[0].raised);
    EXPECT_EQ(all[0].rules[0].raised->words, "34 år, kvinne; stiv-nakke: ja; ellers nei");
    EXPECT_FALSE(all[0].rules[0].lowered);
}

TEST(Compare, rules_written_in_another_way_differ_for_nobody)
{
    auto newer = some_content();
    const std::string from = "{all: [feber, symptom-days > 7]}";
    newer.rules.replace(newer.rules.find(from), from.size(), "{all: [symptom-days > 7, feber]}");
    const auto all = compared(some_content(), newer);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_FALSE(all[0].anybody_differs());
}

TEST(Compare, a_protocol_that_is_new_or_gone_is_told)
{
    auto newer = some_content();
    newer.others = {{"cold", SmallContent::rule("r", "urgent within 4 h", "feber")}};
    const auto added = compared(some_content(), newer), removed = compared(newer, some_content());
    ASSERT_EQ(added.size(), 1U);
    EXPECT_TRUE(added[0].before.empty());
    ASSERT_EQ(removed.size(), 1U);
    EXPECT_TRUE(removed[0].after.empty());
}

TEST(Mutations, are_numbers_conditions_lists_levels_limits_and_the_rule)
{
    const auto content = some_content().read();
    const auto& rules = content.protocols[0].rules;
    const auto rule = std::ranges::find(rules, "long", &Rule::id);
    std::vector<std::string> words;
    for (const auto& mutation : mutations_of(content.findings, *rule))
        words.push_back(mutation.words);
    const std::vector<std::string> expected{"\"feber\" was left out", "\"symptom-days > 7\" was left out",
        "\"all: [feber, symptom-days > 7]\" became \"any of these\"",
        "\"symptom-days > 7\" became \"symptom-days > 6\"", "\"symptom-days > 7\" became \"symptom-days > 8\"",
        "\"routine within 2 d\" became \"urgent within 4 h\"", "\"routine within 2 d\" became \"routine within 4 d\"",
        "\"routine within 2 d\" became \"routine within 24 h\"", "the rule was left out"};
    EXPECT_EQ(words, expected);
}

TEST(Mutations, of_an_age_go_by_the_unit_it_was_written_in)
{
    auto small = some_content();
    small.rules += SmallContent::rule("baby", "urgent within 1 h", "{all: [feber, age-years < 3 months]}");
    const auto content = small.read();
    const auto rule = std::ranges::find(content.protocols[0].rules, "baby", &Rule::id);
    std::string words;
    for (const auto& mutation : mutations_of(content.findings, *rule))
        if (mutation.kind == Mutation::Kind::number)
            words += mutation.words + "\n";
    EXPECT_EQ(words,
        "\"age-years < 3 months\" became \"age-years < 2 months\"\n"
        "\"age-years < 3 months\" became \"age-years < 4 months\"\n");
}

TEST(Mutate, counts_what_cases_notice_and_tells_what_nothing_notices)
{
    const auto small = some_content();
    const auto folder = small.write();
    const auto run = mutate(SmallContent::read(folder), folder, {}, {});
    ASSERT_TRUE(run.ok());
    const auto& numbers = run->counts[static_cast<std::size_t>(Mutation::Kind::number)];
    EXPECT_EQ(numbers.planted, 2U);
    EXPECT_EQ(numbers.by_cases, 1U);  // Eight days is no case of "> 8".
    const auto missed
        = std::ranges::find(run->uncaught, "\"symptom-days > 7\" became \"symptom-days > 6\"", &Uncaught::words);
    ASSERT_NE(missed, run->uncaught.end());
    EXPECT_EQ(missed->person, "34 år, kvinne; feber: ja; symptom-days 7; ellers nei");
    EXPECT_EQ(missed->given, "{age-years: 34, sex: female, feber: yes, symptom-days: 7}");
    EXPECT_EQ(to_text(missed->expected), "selfcare");
}

TEST(Mutate, a_proof_notices_a_red_screen_that_is_no_emergency)
{
    const auto folder = some_content().write();
    const auto run = mutate(SmallContent::read(folder), folder, {}, {});
    ASSERT_TRUE(run.ok());
    EXPECT_GT(run->total().by_proofs, 0U);
    EXPECT_TRUE(run->unproved_protocols.empty());
    for (const auto& uncaught : run->uncaught)
        EXPECT_NE(uncaught.rule, "red-choking") << uncaught.words;
}

TEST(Mutate, without_proofs_asks_the_cases_only)
{
    const auto folder = some_content().write();
    const auto run = mutate(SmallContent::read(folder), folder, {}, {.with_proofs = false});
    ASSERT_TRUE(run.ok());
    EXPECT_EQ(run->total().by_proofs, 0U);
    EXPECT_GT(run->total().by_cases, 0U);
}

}  // namespace

}  // namespace helselos::triage::proof
