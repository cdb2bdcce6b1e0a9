#include "store/contract/contract.h"

namespace helselos::store {

namespace {

Ids names(const History& history)
{
    Ids names;
    for (const auto& version : history.versions)
        names.push_back(version.key.type + "/" + version.key.id + "/" + std::to_string(version.number));
    return names;
}

}  // namespace

TEST_P(Contract, history_is_of_a_resource_a_type_or_everything_newest_first)
{
    create("Patient", "a");
    create("Person", "b");
    update("Patient", "a");
    create("Patient", "c");
    remove("Patient", "a");
    const auto moment = reader();

    const auto of_resource = moment->history({.type = "Patient", .id = "a", .count = 10}, everyone).value();
    EXPECT_EQ(names(of_resource), (Ids{"Patient/a/3", "Patient/a/2", "Patient/a/1"}));
    EXPECT_EQ(of_resource.total, 3U);
    EXPECT_EQ(of_resource.versions[0].act, Act::remove);
    EXPECT_TRUE(of_resource.versions[0].body.empty());
    EXPECT_EQ(of_resource.versions[1].act, Act::update);
    EXPECT_FALSE(of_resource.versions[1].body.empty());
    const auto of_type = moment->history({.type = "Patient", .count = 10}, everyone).value();
    EXPECT_EQ(names(of_type), (Ids{"Patient/a/3", "Patient/c/1", "Patient/a/2", "Patient/a/1"}));
    EXPECT_EQ(of_type.total, 4U);
    const auto of_all = moment->history({.count = 10}, everyone).value();
    EXPECT_EQ(names(of_all), (Ids{"Patient/a/3", "Patient/c/1", "Patient/a/2", "Person/b/1", "Patient/a/1"}));
    EXPECT_EQ(of_all.total, 5U);
    EXPECT_TRUE(of_all.next.empty());
}

TEST_P(Contract, history_of_what_never_was_is_empty)
{
    create("Patient", "a", with_reference("link", "Patient", "only-referred-to"));
    for (const HistoryQuery& asked : {HistoryQuery{.type = "Patient", .id = "b", .count = 10},
             HistoryQuery{.type = "Person", .count = 10}, HistoryQuery{.type = "Person", .id = "a", .count = 10},
             HistoryQuery{.type = "Patient", .id = "only-referred-to", .count = 10}}) {
        const auto history = reader()->history(asked, everyone).value();
        EXPECT_TRUE(history.versions.empty());
        EXPECT_EQ(history.total, 0U);
    }
}

TEST_P(Contract, history_since_a_moment_begins_with_it)
{
    create("Patient", "a");
    clock().advance(std::chrono::milliseconds{5});
    const auto middle = clock().now();
    update("Patient", "a");
    clock().advance(std::chrono::milliseconds{5});
    update("Patient", "a");
    const auto since = [&](Instant at) {
        return names(reader()->history({.type = "Patient", .id = "a", .since = at, .count = 10}, everyone).value());
    };
    EXPECT_EQ(since(middle), (Ids{"Patient/a/3", "Patient/a/2"}));
    EXPECT_EQ(since(middle + std::chrono::milliseconds{1}), (Ids{"Patient/a/3"}));
    EXPECT_EQ(since(middle - std::chrono::hours{1}).size(), 3U);
    EXPECT_EQ(since(middle + std::chrono::hours{1}).size(), 0U);
    EXPECT_EQ(reader()->history({.since = middle, .count = 10}, everyone).value().versions.size(), 2U);
    EXPECT_EQ(
        reader()->history({.type = "Patient", .since = middle, .count = 10}, everyone).value().versions.size(), 2U);
}

TEST_P(Contract, history_pages_hold_everything_once_while_more_is_written)
{
    create("Patient", "a");
    for (int i = 0; i < 6; ++i)
        update("Patient", "a");
    for (const HistoryQuery& subject :
        {HistoryQuery{.type = "Patient", .id = "a"}, HistoryQuery{.type = "Patient"}, HistoryQuery{}}) {
        auto asked = subject;
        asked.count = 3;
        const auto newest = reader()->read({"Patient", "a"}).value()->number;
        std::uint64_t expected = newest;
        for (;;) {
            const auto page = reader()->history(asked, everyone).value();
            for (const auto& version : page.versions)
                EXPECT_EQ(version.number, expected--);
            if (page.next.empty())
                break;
            asked.cursor = page.next;
            update("Patient", "a");
        }
        EXPECT_EQ(expected, 0U);
    }
}

TEST_P(Contract, a_history_cursor_of_another_history_is_invalid)
{
    create("Patient", "a");
    update("Patient", "a");
    const auto next = reader()->history({.type = "Patient", .id = "a", .count = 1}, everyone).value().next;
    ASSERT_FALSE(next.empty());
    EXPECT_EQ(reader()->history({.type = "Patient", .count = 1, .cursor = next}, everyone).error().kind, Kind::invalid);
    EXPECT_EQ(
        reader()->history({.type = "Patient", .id = "a", .count = 1, .cursor = next + "A"}, everyone).error().kind,
        Kind::invalid);
    auto search = query("Patient");
    search.cursor = next;
    EXPECT_EQ(reader()->search(search, everyone).error().kind, Kind::invalid);
}

TEST_P(Contract, history_stays_within_the_scope_and_tells_no_total_of_others)
{
    create("Observation", "a", {}, {"Patient/1"});
    create("Observation", "b", {}, {"Patient/2"});
    create("Location", "l");
    update("Observation", "b", {}, {"Patient/2"});
    remove("Observation", "a");
    const Scope own{.owners = {"Patient/1"}, .open_types = {"Location"}};
    EXPECT_EQ(names(reader()->history({.count = 10}, own).value()),
        (Ids{"Observation/a/2", "Location/l/1", "Observation/a/1"}));
    const auto of_type = reader()->history({.type = "Observation", .count = 10}, own).value();
    EXPECT_EQ(names(of_type), (Ids{"Observation/a/2", "Observation/a/1"}));
    EXPECT_TRUE(!of_type.total || *of_type.total == 2U);
    EXPECT_TRUE(reader()->history({.type = "Observation", .id = "b", .count = 10}, own).value().versions.empty());
    EXPECT_TRUE(reader()->history({.count = 10}, Scope{}).value().versions.empty());
}

}  // namespace helselos::store
