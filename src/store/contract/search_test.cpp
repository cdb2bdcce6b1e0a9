#include "store/contract/contract.h"

namespace helselos::store {

TEST_P(Contract, without_criteria_all_living_of_the_type_are_found_oldest_first)
{
    create("Patient", "p-2");
    create("Person", "x-1");
    create("Patient", "p-1");
    create("Patient", "p-3");
    remove("Patient", "p-3");
    EXPECT_EQ(ids("Patient", {}), (Ids{"p-2", "p-1"}));
    EXPECT_EQ(ids("Practitioner", {}), Ids{});
}

TEST_P(Contract, a_token_is_found_by_code_by_system_and_by_both)
{
    create("Patient", "a", with_token("identifier", "urn:s1", "1"));
    create("Patient", "b", with_token("identifier", "urn:s2", "1"));
    create("Patient", "c", with_token("identifier", "", "1"));
    create("Patient", "d", with_token("identifier", "urn:s1", "2"));
    create("Person", "e", with_token("identifier", "urn:s1", "1"));

    EXPECT_EQ(ids("Patient", {token("identifier", {}, "1")}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {token("identifier", "urn:s1", "1")}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {token("identifier", "", "1")}), Ids{"c"});
    EXPECT_EQ(ids("Patient", {token("identifier", "urn:s1", {})}), (Ids{"a", "d"}));
    EXPECT_EQ(ids("Patient", {token("identifier", "urn:s3", "1")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("identifier", {}, "3")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("other", {}, "1")}), Ids{});
}

TEST_P(Contract, a_token_is_compared_by_case_and_whole)
{
    create("Patient", "a", with_token("identifier", "s", "Ab"));
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "ab")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "A")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("identifier", "S", "Ab")}), Ids{});
}

TEST_P(Contract, a_token_of_any_length_is_found_and_told_from_one_that_starts_alike)
{
    const std::string start(1000, 'x');
    create("Patient", "a", with_token("identifier", "s", start + "1"));
    create("Patient", "b", with_token("identifier", "s", start + "2"));
    EXPECT_EQ(ids("Patient", {token("identifier", "s", start + "2")}), Ids{"b"});
    update("Patient", "b");
    EXPECT_EQ(ids("Patient", {token("identifier", "s", start + "2")}), Ids{});
}

TEST_P(Contract, one_of_several_values_is_enough_and_all_criteria_must_hold)
{
    create("Patient", "a", with_token("gender", "g", "female", with_token("active", "", "true")));
    create("Patient", "b", with_token("gender", "g", "male", with_token("active", "", "true")));
    create("Patient", "c", with_token("gender", "g", "other", with_token("active", "", "false")));
    auto either = token("gender", "g", "male");
    either.any_of.push_back(fhir::search::TokenValue{"g", "other"});
    either.any_of.push_back(fhir::search::TokenValue{"g", "unknown"});
    EXPECT_EQ(ids("Patient", {either}), (Ids{"b", "c"}));
    EXPECT_EQ(ids("Patient", {either, token("active", {}, "true")}), Ids{"b"});
    EXPECT_EQ(ids("Patient", {token("gender", "g", "female"), token("active", {}, "false")}), Ids{});
}

TEST_P(Contract, a_resource_with_several_values_is_found_once)
{
    create("Patient", "a", with_token("identifier", "s", "1", with_token("identifier", "t", "1")));
    create("Patient", "b", with_string("name", "Kari", with_string("name", "Karianne")));
    EXPECT_EQ(ids("Patient", {token("identifier", {}, "1")}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {string("name", "kari")}), Ids{"b"});
    EXPECT_EQ(reader()->count(query("Patient", {string("name", "kari")}), everyone).value(), 1U);
}

TEST_P(Contract, not_finds_those_without_the_value_also_where_there_is_none)
{
    create("Patient", "a", with_token("gender", "g", "female"));
    create("Patient", "b", with_token("gender", "g", "male"));
    create("Patient", "c");
    create("Patient", "d", with_token("gender", "g", "male"));
    remove("Patient", "d");
    EXPECT_EQ(ids("Patient", {token("gender", "g", "female", Modifier::not_)}), (Ids{"b", "c"}));
    EXPECT_EQ(ids("Patient", {token("gender", "h", "female", Modifier::not_)}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {token("unused", "g", "female", Modifier::not_)}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {token("gender", {}, "female", Modifier::not_)}), (Ids{"b", "c"}));
    EXPECT_EQ(ids("Patient", {token("gender", "g", {}, Modifier::not_)}), Ids{"c"});
}

TEST_P(Contract, missing_asks_whether_there_is_any_value)
{
    create("Patient", "a", with_token("gender", "g", "female"));
    create("Patient", "b", with_string("name", "Ola"));
    create("Patient", "c", with_date("birthdate", 1, 2));
    EXPECT_EQ(ids("Patient", {missing("gender", SearchType::token, false)}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {missing("gender", SearchType::token, true)}), (Ids{"b", "c"}));
    EXPECT_EQ(ids("Patient", {missing("name", SearchType::string, true)}), (Ids{"a", "c"}));
    EXPECT_EQ(ids("Patient", {missing("birthdate", SearchType::date, false)}), Ids{"c"});
    EXPECT_EQ(ids("Patient", {missing("unused", SearchType::date, false)}), Ids{});
    EXPECT_EQ(ids("Patient", {missing("unused", SearchType::date, true)}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {missing("_id", SearchType::token, true)}), Ids{});
    EXPECT_EQ(ids("Patient", {missing("_lastUpdated", SearchType::date, false)}), (Ids{"a", "b", "c"}));
}

TEST_P(Contract, a_string_is_found_by_its_start_wholly_and_by_any_part)
{
    create("Patient", "a", with_string("name", "Hansen"));
    create("Patient", "b", with_string("name", "hansen-Lie"));
    create("Patient", "c", with_string("name", "Johansen"));
    EXPECT_EQ(ids("Patient", {string("name", "hans")}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Patient", {string("name", "HANSEN")}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Patient", {string("name", "Hansen", Modifier::exact)}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {string("name", "hansen", Modifier::exact)}), Ids{});
    EXPECT_EQ(ids("Patient", {string("name", "hans", Modifier::contains)}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {string("name", "n-l", Modifier::contains)}), Ids{"b"});
    EXPECT_EQ(ids("Patient", {string("name", "hansen", Modifier::whole)}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {string("name", "hans", Modifier::whole)}), Ids{});
    EXPECT_EQ(ids("Patient", {string("name", "sen", Modifier::ends)}), (Ids{"a", "c"}));
    EXPECT_EQ(ids("Patient", {string("name", "han", Modifier::ends)}), Ids{});
    EXPECT_EQ(ids("Patient", {string("name", "x")}), Ids{});
}

TEST_P(Contract, signs_with_a_meaning_in_patterns_have_none_in_strings)
{
    create("Patient", "a", with_string("name", "100%_*?[x]"));
    create("Patient", "b", with_string("name", "100"));
    EXPECT_EQ(ids("Patient", {string("name", "100%")}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {string("name", "%", Modifier::contains)}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {string("name", "'; DROP TABLE resource; --")}), Ids{});
}

TEST_P(Contract, a_long_string_is_found_by_start_part_and_whole)
{
    const std::string start(300, 'y');
    create("Patient", "a", with_string("address", start + "gate 1"));
    create("Patient", "b", with_string("address", start + "gate 2"));
    EXPECT_EQ(ids("Patient", {string("address", "yyy")}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Patient", {string("address", start + "gate 2")}), Ids{"b"});
    EXPECT_EQ(ids("Patient", {string("address", "gate 1", Modifier::contains)}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {string("address", start + "gate 2", Modifier::exact)}), Ids{"b"});
    for (std::size_t size = 180; size < 200; ++size) {
        EXPECT_EQ(ids("Patient", {string("address", start.substr(0, size))}).size(), 2U) << size;
        EXPECT_EQ(ids("Patient", {string("address", start.substr(0, size) + "z")}).size(), 0U) << size;
    }
}

TEST_P(Contract, a_reference_is_found_by_type_and_id_by_id_alone_and_by_url)
{
    create("Observation", "a", with_reference("subject", "Patient", "1"));
    create("Observation", "b", with_reference("subject", "Group", "1"));
    Rows elsewhere;
    elsewhere.references.push_back({"subject", "", "", "https://example.org/fhir/Patient/1", "", ""});
    create("Observation", "c", elsewhere);
    auto by_url = reference("subject", "", "");
    std::get<fhir::search::ReferenceValue>(by_url.any_of[0]).url = "https://example.org/fhir/Patient/1";

    EXPECT_EQ(ids("Observation", {reference("subject", "Patient", "1")}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {reference("subject", "", "1")}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Observation", {reference("subject", "Patient", "2")}), Ids{});
    EXPECT_EQ(ids("Observation", {by_url}), Ids{"c"});
    EXPECT_EQ(ids("Observation", {reference("performer", "Patient", "1")}), Ids{});
}

TEST_P(Contract, a_reference_is_found_by_its_type_modifier)
{
    create("Observation", "a", with_reference("subject", "Patient", "1"));
    create("Observation", "b", with_reference("subject", "Group", "1"));
    auto typed = reference("subject", "Group", "1");
    typed.modifier = Modifier::type;
    EXPECT_EQ(ids("Observation", {typed}), Ids{"b"});
}

TEST_P(Contract, a_logical_reference_is_found_by_its_identifier)
{
    Rows rows;
    rows.references.push_back({"subject", "", "", "", "urn:nin", "13857699999"});
    create("Observation", "a", rows);
    create("Observation", "b", with_token("subject", "urn:nin", "13857699999"));
    auto by_identifier = reference("subject", "", "");
    by_identifier.modifier = Modifier::identifier;
    std::get<fhir::search::ReferenceValue>(by_identifier.any_of[0]).identifier = {"urn:nin", "13857699999"};
    EXPECT_EQ(ids("Observation", {by_identifier}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {missing("subject", SearchType::reference, false)}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Observation", {missing("subject", SearchType::reference, true)}), Ids{});
}

TEST_P(Contract, a_uri_is_found_whole_below_and_above)
{
    create("ValueSet", "a", with_uri("url", "http://acme.org/fhir/ValueSet/1"));
    create("ValueSet", "b", with_uri("url", "http://acme.org/fhir/ValueSet/1/part"));
    create("ValueSet", "c", with_uri("url", "urn:oid:1.2"));
    EXPECT_EQ(ids("ValueSet", {uri("url", "http://acme.org/fhir/ValueSet/1")}), Ids{"a"});
    EXPECT_EQ(ids("ValueSet", {uri("url", "http://acme.org/fhir/")}), Ids{});
    EXPECT_EQ(ids("ValueSet", {uri("url", "http://acme.org/fhir/", Modifier::below)}), (Ids{"a", "b"}));
    EXPECT_EQ(
        ids("ValueSet", {uri("url", "http://acme.org/fhir/ValueSet/1/part/2", Modifier::above)}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("ValueSet", {uri("url", "http://acme.org/fhir/ValueSet/1", Modifier::above)}), Ids{"a"});
    EXPECT_EQ(ids("ValueSet", {uri("url", "urn:oid:1", Modifier::below)}), Ids{});
    EXPECT_EQ(ids("ValueSet", {uri("url", "urn:oid:1.2", Modifier::below)}), Ids{"c"});
}

TEST_P(Contract, the_own_id_is_a_criterion)
{
    create("Patient", "a", with_token("gender", "g", "female"));
    create("Patient", "b", with_token("gender", "g", "female"));
    create("Person", "c");
    create("Patient", "d");
    remove("Patient", "d");
    auto several = token("_id", {}, "b");
    for (const char* id : {"c", "d", "x", "a"})
        several.any_of.push_back(fhir::search::TokenValue{{}, id});
    EXPECT_EQ(ids("Patient", {several}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Patient", {token("_id", {}, "b"), token("gender", "g", "female")}), Ids{"b"});
    EXPECT_EQ(ids("Patient", {token("_id", {}, "b", Modifier::not_)}), Ids{"a"});
    EXPECT_EQ(ids("Patient", {token("_id", {}, "d")}), Ids{});
}

TEST_P(Contract, the_moment_of_the_newest_version_is_a_criterion)
{
    const auto first = clock().now().time_since_epoch().count();
    create("Patient", "a");
    clock().advance(std::chrono::milliseconds{10});
    create("Patient", "b");
    create("Patient", "c");
    clock().advance(std::chrono::milliseconds{10});
    update("Patient", "a");
    const auto ask = [&](Prefix prefix, std::int64_t low, std::int64_t high) {
        return ids("Patient", {date("_lastUpdated", prefix, first + low, first + high)});
    };
    EXPECT_EQ(ask(Prefix::eq, 0, 10), Ids{});
    EXPECT_EQ(ask(Prefix::eq, 10, 11), (Ids{"b", "c"}));
    EXPECT_EQ(ask(Prefix::eq, 0, 1000), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ask(Prefix::ne, 10, 11), Ids{"a"});
    EXPECT_EQ(ask(Prefix::gt, 10, 11), Ids{"a"});
    EXPECT_EQ(ask(Prefix::ge, 10, 11), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ask(Prefix::lt, 20, 21), (Ids{"b", "c"}));
    EXPECT_EQ(ask(Prefix::le, 20, 21), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ask(Prefix::sa, 10, 11), Ids{"a"});
    EXPECT_EQ(ask(Prefix::eb, 20, 21), (Ids{"b", "c"}));
    EXPECT_EQ(ask(Prefix::gt, 500, 501), Ids{});
}

TEST_P(Contract, a_modifier_that_is_not_known_is_unsupported)
{
    create("Patient", "a", with_token("gender", "g", "female"));
    for (const auto modifier : {Modifier::text, Modifier::in, Modifier::of_type, Modifier::above, Modifier::below,
             Modifier::exact, Modifier::contains, Modifier::identifier, Modifier::type}) {
        const auto outcome = reader()->search(query("Patient", {token("gender", "g", "female", modifier)}), everyone);
        EXPECT_EQ(outcome.error().kind, Kind::unsupported);
    }
    EXPECT_EQ(reader()->count(query("Patient", {string("name", "a", Modifier::text)}), everyone).error().kind,
        Kind::unsupported);
    auto special = token("near", {}, "x");
    special.type = SearchType::special;
    EXPECT_EQ(reader()->search(query("Patient", {special}), everyone).error().kind, Kind::unsupported);
    auto composite = token("component", {}, "x");
    composite.type = SearchType::composite;
    EXPECT_EQ(reader()->search(query("Patient", {composite}), everyone).error().kind, Kind::invalid);
}

TEST_P(Contract, a_value_of_another_type_than_its_parameter_is_invalid)
{
    create("Patient", "a", with_date("birthdate", 1, 2));
    auto wrong = date("birthdate", Prefix::eq, 1, 2);
    wrong.any_of = {fhir::search::TokenValue{{}, "1"}};
    EXPECT_EQ(reader()->search(query("Patient", {wrong}), everyone).error().kind, Kind::invalid);
}

TEST_P(Contract, the_total_is_told_when_asked_for_or_free)
{
    for (const char* id : {"a", "b", "c"})
        create("Patient", id, with_token("gender", "g", "female"));
    auto paged = query("Patient", {token("gender", "g", "female")});
    EXPECT_EQ(find(paged).total, 3U);
    paged.count = 2;
    EXPECT_FALSE(find(paged).total.has_value());
    paged.total = fhir::search::Total::accurate;
    EXPECT_EQ(find(paged).total, 3U);
    paged.total = fhir::search::Total::none;
    EXPECT_FALSE(find(paged).total.has_value());
    EXPECT_EQ(reader()->count(paged, everyone).value(), 3U);
    EXPECT_EQ(reader()->count(query("Patient"), everyone).value(), 3U);
    EXPECT_EQ(reader()->count(query("Nothing"), everyone).value(), 0U);
}

// Where most of a long list must be passed over, another way is taken; the answer is the same.
TEST_P(Contract, what_lies_at_the_end_of_a_long_list_is_found)
{
    constexpr int early = 6000;
    constexpr int late = 1100;
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < early + late; ++i) {
            const auto number = std::to_string(100'000 + i);
            TRY(transaction.put(change(Act::create, "Thing", number,
                with_date("date", i, i + 1, with_string("name", number, with_token("status", "", "final"))))));
        }
        return {};
    }));
    auto asked = query("Thing", {date("date", Prefix::ge, early, early + 1), token("status", {}, "final")});
    asked.count = 3;
    const Ids first{"106000", "106001", "106002"};
    EXPECT_EQ(ids(asked), first);
    asked.cursor = find(asked).next;
    EXPECT_EQ(ids(asked), (Ids{"106003", "106004", "106005"}));
    asked.cursor.clear();
    asked.sort = {{"name", SearchType::string, false}};
    EXPECT_EQ(ids(asked), first);
    asked.sort = {{"_id", SearchType::token, false}};
    EXPECT_EQ(ids(asked), first);
    asked.sort = {{"_lastUpdated", SearchType::date, true}};
    EXPECT_EQ(ids(asked).front(), "107099");
    EXPECT_EQ(reader()->count(asked, everyone).value(), 1100U);
}

TEST_P(Contract, an_estimated_total_is_near_and_exact_where_little_matches)
{
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < 3000; ++i)
            TRY(transaction.put(change(Act::create, "Observation", std::to_string(i),
                with_token(
                    "status", "", i % 3 == 0 ? "final" : "amended", with_token("code", "", i == 7 ? "rare" : "x")))));
        return {};
    }));
    auto asked = query("Observation", {token("status", {}, "final", Modifier::not_)});
    asked.count = 5;
    asked.total = fhir::search::Total::estimate;
    const auto near = find(asked).total.value();
    EXPECT_GT(near, 1600U);
    EXPECT_LT(near, 2400U);
    asked.all_of = {token("code", {}, "x", Modifier::not_), token("status", {}, "amended")};
    asked.total = fhir::search::Total::accurate;
    EXPECT_EQ(find(asked).total, 1U);
    asked.total = fhir::search::Total::estimate;
    EXPECT_EQ(find(asked).total, 1U);
}

TEST_P(Contract, a_summary_of_the_count_has_the_total_only)
{
    create("Patient", "a");
    create("Patient", "b");
    auto summary = query("Patient");
    summary.summary = fhir::search::Summary::count;
    const auto found = find(summary);
    EXPECT_EQ(found.total, 2U);
    EXPECT_TRUE(found.matches.empty());
    EXPECT_TRUE(found.next.empty());
}

}  // namespace helselos::store
