#include "store/contract/contract.h"

#include "base/random.h"

#include <algorithm>

namespace helselos::store {

namespace {

Query sorted(std::string type, std::vector<fhir::search::SortKey> keys)
{
    auto sorted = query(std::move(type));
    sorted.sort = std::move(keys);
    return sorted;
}

}  // namespace

TEST_P(Contract, a_search_is_sorted_by_any_type_of_parameter)
{
    create("Observation", "b", with_date("date", 20, 30, with_number("n", 2, 2.1, with_token("code", "", "y"))));
    create("Observation", "a", with_date("date", 10, 20, with_number("n", 3, 3.1, with_token("code", "", "z"))));
    create("Observation", "c", with_date("date", 30, 40, with_number("n", -1, 0, with_token("code", "", "x"))));
    update("Observation", "b",
        with_date("date", 20, 30,
            with_number("n", 2, 2.1,
                with_token("code", "", "y",
                    with_reference("subject", "Patient", "1",
                        with_string("note", "Same", with_quantity("q", 5, 6, "", "g", with_uri("u", "http://b"))))))));
    EXPECT_EQ(ids(sorted("Observation", {{"date", SearchType::date, false}})), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids(sorted("Observation", {{"date", SearchType::date, true}})), (Ids{"c", "b", "a"}));
    EXPECT_EQ(ids(sorted("Observation", {{"n", SearchType::number, false}})), (Ids{"c", "b", "a"}));
    EXPECT_EQ(ids(sorted("Observation", {{"code", SearchType::token, true}})), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids(sorted("Observation", {{"_id", SearchType::token, true}})), (Ids{"c", "b", "a"}));
    EXPECT_EQ(ids(sorted("Observation", {{"_lastUpdated", SearchType::date, false}})), (Ids{"a", "c", "b"}));
    EXPECT_EQ(ids(sorted("Observation", {{"_lastUpdated", SearchType::date, true}})), (Ids{"b", "c", "a"}));
    for (const auto& [parameter, type] : {std::pair{"subject", SearchType::reference}, {"note", SearchType::string},
             {"q", SearchType::quantity}, {"u", SearchType::uri}}) {
        EXPECT_EQ(ids(sorted("Observation", {{parameter, type, false}})), (Ids{"b", "a", "c"})) << parameter;
        EXPECT_EQ(ids(sorted("Observation", {{parameter, type, true}})), (Ids{"b", "a", "c"})) << parameter;
    }
}

TEST_P(Contract, what_has_no_value_comes_last_in_both_directions)
{
    create("Patient", "a");
    create("Patient", "b", with_string("name", "Berit"));
    create("Patient", "c", with_string("name", "Anne"));
    create("Patient", "d");
    EXPECT_EQ(ids(sorted("Patient", {{"name", SearchType::string, false}})), (Ids{"c", "b", "a", "d"}));
    EXPECT_EQ(ids(sorted("Patient", {{"name", SearchType::string, true}})), (Ids{"b", "c", "a", "d"}));
    EXPECT_EQ(ids(sorted("Patient", {{"unused", SearchType::string, true}})), (Ids{"a", "b", "c", "d"}));
}

TEST_P(Contract, several_values_sort_by_the_least_or_the_greatest)
{
    create("Patient", "a", with_string("name", "Dag", with_string("name", "Anne")));
    create("Patient", "b", with_string("name", "Berit", with_string("name", "Cato")));
    EXPECT_EQ(ids(sorted("Patient", {{"name", SearchType::string, false}})), (Ids{"a", "b"}));
    EXPECT_EQ(ids(sorted("Patient", {{"name", SearchType::string, true}})), (Ids{"a", "b"}));
}

TEST_P(Contract, the_second_key_decides_where_the_first_is_equal)
{
    create("Task", "a", with_token("priority", "", "urgent", with_date("authored-on", 20, 21)));
    create("Task", "b", with_token("priority", "", "stat", with_date("authored-on", 30, 31)));
    create("Task", "c", with_token("priority", "", "urgent", with_date("authored-on", 10, 11)));
    create("Task", "d", with_token("priority", "", "stat", with_date("authored-on", 30, 31)));
    EXPECT_EQ(ids(sorted("Task", {{"priority", SearchType::token, false}, {"authored-on", SearchType::date, false}})),
        (Ids{"b", "d", "c", "a"}));
    EXPECT_EQ(ids(sorted("Task", {{"priority", SearchType::token, true}, {"authored-on", SearchType::date, true}})),
        (Ids{"a", "c", "b", "d"}));
}

TEST_P(Contract, sorting_by_what_has_no_order_is_unsupported)
{
    create("Patient", "a");
    EXPECT_EQ(reader()->search(sorted("Patient", {{"near", SearchType::special, false}}), everyone).error().kind,
        Kind::unsupported);
}

TEST_P(Contract, pages_hold_everything_once_in_order)
{
    Ids all;
    for (int i = 0; i < 25; ++i) {
        all.push_back("p-" + std::to_string(i));
        create("Patient", all.back(),
            with_token("gender", "g", i % 2 == 0 ? "female" : "male",
                i % 3 == 0 ? Rows{} : with_date("birthdate", i % 7, i % 7 + 1)));
    }
    for (const std::size_t count : {1U, 4U, 5U, 24U, 25U, 26U}) {
        auto paged = query("Patient");
        paged.count = count;
        EXPECT_EQ(ids_of_all_pages(paged), all) << count;
        for (const bool is_descending : {false, true}) {
            auto ordered = sorted("Patient", {{"birthdate", SearchType::date, is_descending}});
            const auto whole = ids(ordered);
            ASSERT_EQ(whole.size(), 25U);
            ordered.count = count;
            EXPECT_EQ(ids_of_all_pages(ordered), whole) << count;
        }
    }
}

TEST_P(Contract, the_last_page_has_no_next)
{
    for (const char* id : {"a", "b", "c", "d"})
        create("Patient", id);
    auto paged = query("Patient");
    paged.count = 2;
    paged.cursor = find(paged).next;
    ASSERT_FALSE(paged.cursor.empty());
    EXPECT_EQ(ids(paged), (Ids{"c", "d"}));
    EXPECT_TRUE(find(paged).next.empty());
}

TEST_P(Contract, paging_is_stable_while_data_changes)
{
    for (int i = 0; i < 10; ++i)
        create("Patient", "p-" + std::to_string(i), with_date("birthdate", 10 * i, 10 * i + 1));
    auto paged = sorted("Patient", {{"birthdate", SearchType::date, false}});
    paged.count = 4;
    paged.cursor = find(paged).next;

    remove("Patient", "p-3");
    remove("Patient", "p-6");
    create("Patient", "early", with_date("birthdate", 5, 6));
    create("Patient", "late", with_date("birthdate", 55, 56));

    EXPECT_EQ(ids_of_all_pages(paged), (Ids{"p-4", "p-5", "late", "p-7", "p-8", "p-9"}));
}

// Whatever is written between two pages: what was there from the first to the last is found once.
TEST_P(Contract, pages_lose_and_double_nothing_that_stays)
{
    SeededRandom chance(190'723);
    Ids stays;
    for (int i = 0; i < 40; ++i) {
        stays.push_back("s-" + std::to_string(i));
        create("Observation", stays.back(),
            with_token("code", "", "hb", with_date("date", 10 * (i % 13), 10 * (i % 13) + 1)));
        create(
            "Observation", "c-" + std::to_string(i), with_token("code", "", "hb", with_date("date", 5 * i, 5 * i + 1)));
    }
    std::ranges::sort(stays);
    const std::vector<std::vector<fhir::search::SortKey>> orders{{}, {{"date", SearchType::date, false}},
        {{"date", SearchType::date, true}}, {{"_id", SearchType::token, false}},
        {{"code", SearchType::token, false}, {"date", SearchType::date, true}}};
    int made = 0;
    for (const auto& order : orders) {
        auto paged = query("Observation", {token("code", {}, "hb")});
        paged.sort = order;
        paged.count = 7;
        Ids found;
        for (bool is_last = false; !is_last;) {
            const auto page = find(paged);
            for (const auto& version : page.matches)
                found.push_back(version.key.id);
            is_last = page.next.empty();
            paged.cursor = page.next;
            const auto moved = "c-" + std::to_string(below(chance, 40));
            const auto at = static_cast<std::int64_t>(below(chance, 200));
            update("Observation", moved, with_token("code", "", "hb", with_date("date", at, at + 1)));
            create("Observation", "n-" + std::to_string(made++),
                with_token("code", "", "hb", with_date("date", at, at + 1)));
        }
        std::erase_if(found, [](const std::string& id) { return !id.starts_with("s-"); });
        std::ranges::sort(found);
        EXPECT_EQ(found, stays);
    }
}

TEST_P(Contract, a_cursor_that_is_not_ours_is_invalid)
{
    for (const char* id : {"a", "b", "c"})
        create("Patient", id, with_token("gender", "g", "female"));
    auto paged = query("Patient", {token("gender", "g", "female")});
    paged.count = 1;
    const auto next = find(paged).next;
    ASSERT_FALSE(next.empty());

    for (std::size_t i = 0; i < next.size(); ++i) {
        auto tampered = next;
        tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
        paged.cursor = tampered;
        EXPECT_EQ(reader()->search(paged, everyone).error().kind, Kind::invalid) << i;
    }
    const std::vector<std::string> foreign_ones{
        "x", "AAAA", "====", "\xc3\xa6", std::string(5000, 'A'), next + "A", next.substr(1)};
    for (const auto& foreign : foreign_ones) {
        paged.cursor = foreign;
        EXPECT_EQ(reader()->search(paged, everyone).error().kind, Kind::invalid);
    }
}

TEST_P(Contract, a_cursor_of_another_search_is_invalid)
{
    for (const char* id : {"a", "b", "c"})
        create("Patient", id, with_token("gender", "g", "female"));
    auto paged = query("Patient", {token("gender", "g", "female")});
    paged.count = 1;
    const auto next = find(paged).next;

    auto others = std::vector{query("Patient"), query("Person", {token("gender", "g", "female")}),
        query("Patient", {token("gender", "g", "male")}), query("Patient", {token("gender", {}, "female")}),
        query("Patient", {token("gender", "g", "female", Modifier::not_)}), paged};
    others.back().sort = {{"_id", SearchType::token, false}};
    for (auto& other : others) {
        other.cursor = next;
        EXPECT_EQ(reader()->search(other, everyone).error().kind, Kind::invalid);
    }
    paged.cursor = next;
    reopen();
    EXPECT_EQ(ids(paged), Ids{"b"});
}

TEST_P(Contract, a_page_of_none_has_no_next)
{
    create("Patient", "a");
    auto paged = query("Patient");
    paged.count = 0;
    EXPECT_TRUE(ids(paged).empty());
    EXPECT_TRUE(find(paged).next.empty());
}

}  // namespace helselos::store
