#include "services/triage/proof/compare.h"

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

}  // namespace

}  // namespace helselos::triage::proof
