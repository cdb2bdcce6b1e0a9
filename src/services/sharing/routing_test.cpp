#include "services/sharing/routing.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace helselos::sharing {

namespace {

class RoutingFolder : public testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "helselos-routing-XXXXXX").string();
        m_folder = mkdtemp(pattern.data());
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    Result<Routing> load(const std::string& rules, const char* name = "one.yaml")
    {
        std::ofstream(m_folder / name) << "municipality: \"9901\"\nnames: [Solvik]\nfictional: true\nrules:\n" << rules;
        return load_routing(m_folder);
    }

    std::filesystem::path m_folder;
};

constexpr const char* evening_and_weekend = R"(
  - id: office-hours
    why: By day the doctor who knows them.
    when: {levels: [routine], weekdays: [monday, tuesday, wednesday, thursday, friday], from: "08:00", until: "16:00"}
    propose: ["8000002"]
  - id: night
    why: Only one is open.
    when: {weekdays: [friday], from: "16:00", until: "08:00"}
    propose: ["8000001", "8000002"]
  - id: far-from-hospital
    why: The ambulance needs an hour.
    when: {levels: [urgent], complaints: [chest-pain]}
    priority: 1
)";

RoutingQuestion question(std::string_view level, int priority, WallTime at, std::string_view complaint = "cough")
{
    return {"9901", level, complaint, priority, at};
}

TEST_F(RoutingFolder, proposes_by_level_and_time_in_the_order_of_the_rules)
{
    const auto routing = load(evening_and_weekend);
    ASSERT_TRUE(routing.ok()) << routing.error().reason;
    const auto by_day = route(*routing, question("routine", 3, {0, 9 * 60}));
    ASSERT_EQ(by_day.recipients.size(), 1U);
    EXPECT_EQ(by_day.recipients[0].her_id, "8000002");
    EXPECT_EQ(by_day.recipients[0].rule, "office-hours");
    EXPECT_TRUE(route(*routing, question("routine", 3, {0, 16 * 60})).recipients.empty());
    EXPECT_TRUE(route(*routing, question("urgent", 2, {0, 9 * 60})).recipients.empty());
}

TEST_F(RoutingFolder, a_night_goes_on_into_the_next_day)
{
    const auto routing = load(evening_and_weekend);
    for (const auto at : {WallTime{4, 16 * 60}, WallTime{4, 23 * 60}, WallTime{5, 7 * 60 + 59}})
        EXPECT_EQ(route(*routing, question("urgent", 2, at)).recipients.size(), 2U) << at.weekday << " " << at.minute;
    for (const auto at : {WallTime{4, 7 * 60}, WallTime{5, 8 * 60}, WallTime{5, 20 * 60}})
        EXPECT_TRUE(route(*routing, question("urgent", 2, at)).recipients.empty()) << at.weekday << " " << at.minute;
}

TEST_F(RoutingFolder, makes_more_urgent_and_never_less)
{
    const auto routing = load(evening_and_weekend);
    EXPECT_EQ(route(*routing, question("urgent", 2, {2, 600}, "chest-pain")).priority, 1);
    EXPECT_EQ(route(*routing, question("urgent", 2, {2, 600})).priority, 2);
    EXPECT_EQ(route(*routing, question("urgent", 1, {2, 600})).priority, 1);
}

TEST_F(RoutingFolder, elsewhere_nothing_is_proposed)
{
    const auto routing = load(evening_and_weekend);
    auto asked = question("routine", 3, {0, 9 * 60});
    asked.municipality = "9902";
    EXPECT_TRUE(route(*routing, asked).recipients.empty());
    EXPECT_EQ(route(*routing, asked).priority, 3);
    asked.municipality = "solvik";
    EXPECT_EQ(route(*routing, asked).recipients.size(), 1U);
}

TEST_F(RoutingFolder, a_rule_that_lowers_a_priority_is_refused)
{
    const auto lowered = load("  - {id: later, why: w, when: {levels: [urgent]}, priority: 3}\n");
    ASSERT_FALSE(lowered.ok());
    EXPECT_NE(lowered.error().issues.at(0).text.find("less urgent"), std::string::npos);
    EXPECT_FALSE(load("  - {id: later, why: w, priority: 2}\n").ok()) << "of emergencies too";
    EXPECT_FALSE(load("  - {id: later, why: w, when: {levels: [routine]}, priority: 4}\n").ok());
    EXPECT_TRUE(load("  - {id: sooner, why: w, when: {levels: [routine, selfcare]}, priority: 3}\n").ok());
}

TEST_F(RoutingFolder, what_is_not_understood_is_refused)
{
    for (const char* wrong : {"  - {id: a, why: w, when: {level: [urgent]}, propose: [\"1\"]}\n",
             "  - {id: a, why: w, when: {levels: [grave]}, propose: [\"1\"]}\n",
             "  - {id: a, why: w, when: {weekdays: [someday]}, propose: [\"1\"]}\n",
             "  - {id: a, why: w, when: {from: \"25:00\"}, propose: [\"1\"]}\n",
             "  - {id: a, why: w, when: {from: \"8\"}, propose: [\"1\"]}\n", "  - {id: a, why: w, priority: 0}\n",
             "  - {id: a, why: w}\n", "  - {id: a, propose: [\"1\"]}\n",
             "  - {id: a, why: w, propose: [\"1\"]}\n  - {id: a, why: w, propose: [\"2\"]}\n", "  - a\n", "  : [\n"})
        EXPECT_FALSE(load(wrong).ok()) << wrong;
}

TEST_F(RoutingFolder, a_municipality_has_one_file)
{
    EXPECT_TRUE(load("  - {id: a, why: w, propose: [\"1\"]}\n").ok());
    EXPECT_FALSE(load("  - {id: a, why: w, propose: [\"1\"]}\n", "two.yaml").ok());
}

TEST(Routing, a_folder_that_is_not_there_has_no_rules)
{
    const auto routing = load_routing("/nowhere/at/all");
    ASSERT_TRUE(routing.ok());
    EXPECT_TRUE(routing->regions.empty());
}

TEST(Routing, the_rules_that_come_with_the_house_are_read)
{
    const auto routing = load_routing(std::filesystem::path(HL_SOURCE_DIR) / "content" / "routing");
    ASSERT_TRUE(routing.ok()) << routing.error().reason;
    EXPECT_FALSE(routing->regions.empty());
}

TEST(Routing, the_clock_on_the_wall_is_that_of_oslo)
{
    const auto winter = *wall_time_in_oslo(*instant_from_text("2026-11-22T23:30:00Z"));
    EXPECT_EQ(winter.weekday, 0);
    EXPECT_EQ(winter.minute, 30);
    const auto summer = *wall_time_in_oslo(*instant_from_text("2026-07-01T08:00:00Z"));
    EXPECT_EQ(summer.weekday, 2);
    EXPECT_EQ(summer.minute, 600);
}

}  // namespace

}  // namespace helselos::sharing
