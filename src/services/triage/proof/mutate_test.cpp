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
        + SmallContent::rule("breathless-and-fever", "urgent within 4 h", "{all: [short-of-breath, feber]}")
        + SmallContent::rule("long", "routine within 2 d", "{all: [feber, symptom-days > 7]}");
    small.cases
        = "  - {name: ten days, given: {age-years: 40, feber: yes, symptom-days: 10}, expect: routine within 2 d}\n"
          "  - {name: eight days, given: {age-years: 40, feber: yes, symptom-days: 8}, expect: routine within 2 d}\n";
    return small;
}

const Rule& rule_of(const Content& content, std::string_view id)
{
    return *std::ranges::find(content.protocols[0].rules, id, &Rule::id);
}

std::vector<std::string> words_of(const Content& content, std::string_view rule, Mutation::Kind kind)
{
    std::vector<std::string> words;
    for (const auto& mutation : mutations_of(content.findings, rule_of(content, rule)))
        if (mutation.kind == kind)
            words.push_back(mutation.words);
    return words;
}

MutationRun run_of(const SmallContent& small, const MutationWishes& wishes = {})
{
    const auto folder = small.write();
    auto run = mutate(SmallContent::read(folder), folder, {}, wishes);
    EXPECT_TRUE(run.ok()) << (run.ok() ? "" : run.error().reason);
    return run.ok() ? std::move(*run) : MutationRun{};
}

Mutant mutant_of(const MutationRun& run, std::string_view rule, std::string_view words)
{
    for (const auto& mutant : run.mutants)
        if (mutant.rule == rule && mutant.words == words)
            return mutant;
    ADD_FAILURE() << "in " << rule << " it was not planted that " << words;
    return {};
}

TEST(Mutations, are_conditions_lists_numbers_levels_limits_and_the_rule)
{
    const auto content = some_content().read();
    std::vector<std::string> words;
    for (const auto& mutation : mutations_of(content.findings, rule_of(content, "long")))
        words.push_back(mutation.words);
    const std::vector<std::string> expected{"\"feber\" was left out", "\"symptom-days > 7\" was left out",
        "\"all: [feber, symptom-days > 7]\" became \"any of these\"",
        "\"symptom-days > 7\" became \"symptom-days > 6\"", "\"symptom-days > 7\" became \"symptom-days > 8\"",
        "\"symptom-days > 7\" became \"symptom-days >= 7\"", "\"routine within 2 d\" became \"urgent within 4 h\"",
        "\"routine within 2 d\" became \"routine within 4 d\"", "\"routine within 2 d\" became \"routine within 24 h\"",
        "the rule was left out"};
    EXPECT_EQ(words, expected);
}

TEST(Mutations, of_an_age_go_by_the_unit_it_was_written_in)
{
    auto small = some_content();
    small.rules += SmallContent::rule("baby", "urgent within 1 h", "age-years < 3 months");
    const std::vector<std::string> expected{"\"age-years < 3 months\" became \"age-years < 2 months\"",
        "\"age-years < 3 months\" became \"age-years < 4 months\"",
        "\"age-years < 3 months\" became \"age-years <= 3 months\""};
    EXPECT_EQ(words_of(small.read(), "baby", Mutation::Kind::step), expected);
}

TEST(Mutations, leave_out_one_choice_but_not_the_last)
{
    auto small = some_content();
    small.rules += SmallContent::rule("either", "urgent within 1 h", "sex is female or male")
        + SmallContent::rule("one", "urgent within 1 h", "sex is female");
    const auto content = small.read();
    const std::vector<std::string> expected{
        "\"sex is female or male\" became \"sex is male\"", "\"sex is female or male\" became \"sex is female\""};
    EXPECT_EQ(words_of(content, "either", Mutation::Kind::step), expected);
    EXPECT_TRUE(words_of(content, "one", Mutation::Kind::step).empty());
}

TEST(Mutations, need_one_more_and_one_fewer)
{
    auto small = some_content();
    small.rules
        += SmallContent::rule("two", "urgent within 1 h", "{at-least 2 of: [feber, short-of-breath, bleeding]}");
    const std::string list = "\"at-least 2 of: [feber, short-of-breath, bleeding]\" became \"at least ";
    const std::vector<std::string> expected{list + "1 of these\"", list + "3 of these\""};
    EXPECT_EQ(words_of(small.read(), "two", Mutation::Kind::step), expected);
}

TEST(Mutate, a_case_at_the_limit_notices_another_limit)
{
    const auto run = run_of(some_content());
    const auto noticed = mutant_of(run, "long", "\"symptom-days > 7\" became \"symptom-days > 8\"");
    EXPECT_EQ(noticed.fate, Fate::noticed_by_case);
    EXPECT_EQ(noticed.noticed_by, "cough: eight days");
}

TEST(Mutate, without_that_case_nothing_does)
{
    auto small = some_content();
    small.cases.erase(small.cases.find("  - {name: eight days"));
    EXPECT_EQ(
        mutant_of(run_of(small), "long", "\"symptom-days > 7\" became \"symptom-days > 8\"").fate, Fate::survived);
}

TEST(Mutate, a_law_notices_a_red_screen_that_is_no_emergency)
{
    const auto noticed = mutant_of(run_of(some_content()), "red-choking", "the rule was left out");
    EXPECT_EQ(noticed.fate, Fate::noticed_by_law);
    EXPECT_EQ(noticed.noticed_by, "cough: red-screen");
}

TEST(Mutate, a_change_that_matters_to_nobody_is_no_fault)
{
    const auto run = run_of(some_content());
    EXPECT_EQ(mutant_of(run, "breathless-and-fever", "\"feber\" was left out").fate, Fate::equivalent);
    EXPECT_LT(run.faults(), run.mutants.size());
}

TEST(Mutate, what_nothing_notices_is_told_with_a_person)
{
    const auto survivor = mutant_of(run_of(some_content()), "long", "\"symptom-days > 7\" became \"symptom-days > 6\"");
    EXPECT_EQ(survivor.fate, Fate::survived);
    EXPECT_EQ(survivor.person, "34 år, kvinne; feber: ja; symptom-days 7; ellers nei");
    EXPECT_EQ(survivor.given, "{age-years: 34, sex: female, feber: yes, symptom-days: 7}");
    EXPECT_EQ(to_text(survivor.before), "selfcare");
    EXPECT_EQ(to_text(survivor.after), "routine within 2 d");
}

TEST(Mutate, a_case_notices_that_its_answer_is_asked_no_more)
{
    auto small = some_content();
    small.findings += SmallContent::yes_no("hoste");
    small.rules += SmallContent::rule("cough-and-fever", "routine within 2 d", "{all: [hoste, feber]}");
    small.cases += "  - {name: coughs, given: {age-years: 40, hoste: yes}, expect: selfcare}\n";
    const auto noticed = mutant_of(run_of(small), "cough-and-fever", "\"hoste\" was left out");
    EXPECT_EQ(noticed.noticed_by, "cough: coughs");
}

TEST(Mutate, a_rule_that_protocols_share_is_changed_once)
{
    auto small = some_content();
    small.others = {{"cold", SmallContent::rule("r", "urgent within 4 h", "feber")}};
    const auto run = run_of(small, {.only = "red-screen"});
    const auto alone = run_of(some_content(), {.only = "red-screen"});
    EXPECT_EQ(run.mutants.size(), alone.mutants.size());
    EXPECT_EQ(run.noticed(), run.faults());
}

TEST(Mutate, the_same_seed_takes_the_same_sample)
{
    const MutationWishes wishes{.sample = 5, .seed = 7};
    const auto one = run_of(some_content(), wishes), other = run_of(some_content(), wishes);
    ASSERT_EQ(one.mutants.size(), 5U);
    ASSERT_EQ(other.mutants.size(), 5U);
    for (std::size_t i = 0; i < one.mutants.size(); ++i)
        EXPECT_EQ(one.mutants[i].rule + one.mutants[i].words, other.mutants[i].rule + other.mutants[i].words);
}

TEST(Mutate, content_that_breaks_a_law_already_is_refused)
{
    auto small = some_content();
    small.rules += SmallContent::rule("dead", "routine within 2 d", "{all: [short-of-breath, feber]}");
    const auto folder = small.write();
    const auto run = mutate(SmallContent::read(folder), folder, {}, {});
    ASSERT_FALSE(run.ok());
    EXPECT_EQ(run.error().kind, Kind::invalid);
}

}  // namespace

}  // namespace helselos::triage::proof
