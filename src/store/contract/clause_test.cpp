#include "store/contract/contract.h"

#include <algorithm>

namespace helselos::store {

TEST_P(Contract, not_in_asks_for_a_value_that_is_none_of_these)
{
    create("Observation", "a", with_token("_tag", "s", "one"));
    create("Observation", "b", with_token("_tag", "s", "two", with_token("_tag", "s", "one")));
    create("Observation", "c", with_token("_tag", "other", "one"));
    create("Observation", "d");
    create("Observation", "e", with_uri("_profile", "http://p"));
    create("Observation", "f", with_uri("_profile", "http://q", with_uri("_profile", "http://p")));
    auto others = token("_tag", "s", "one", Modifier::not_in);
    EXPECT_EQ(ids("Observation", {others}), (Ids{"b", "c"}));
    others.any_of.emplace_back(fhir::search::TokenValue{"s", "two"});
    EXPECT_EQ(ids("Observation", {others}), (Ids{"c"}));
    EXPECT_EQ(ids("Observation", {uri("_profile", "http://p", Modifier::not_in)}), (Ids{"f"}));
}

namespace {

using fhir::search::DateRow;
using fhir::search::DateValue;
using fhir::search::QuantityRow;
using fhir::search::QuantityValue;
using fhir::search::ReferenceRow;
using fhir::search::ReferenceValue;
using fhir::search::TokenRow;
using fhir::search::TokenValue;

TokenRow code(std::string code)
{
    return {"", "loinc", std::move(code)};
}

QuantityRow millimetres(double value)
{
    return {"", "ucum", "mm[Hg]", value, value};
}

QuantityValue over(double value)
{
    return {{Prefix::gt, value, value - 0.5, value + 0.5}, {}, {}};
}

Rows pressure(double systolic, double diastolic)
{
    return with_composite("component-code-value-quantity", {code("8480-6"), millimetres(systolic)},
        with_composite("component-code-value-quantity", {code("8462-4"), millimetres(diastolic)}));
}

}  // namespace

TEST_P(Contract, any_of_finds_what_one_of_its_clauses_finds)
{
    create("Patient", "a", with_token("gender", "", "female", with_string("name", "Anne")));
    create("Patient", "b", with_token("gender", "", "male", with_string("name", "Bo")));
    create("Patient", "c", with_token("gender", "", "female", with_string("name", "Bo")));
    create("Patient", "d", with_token("gender", "", "other"));
    EXPECT_EQ(ids("Patient", {AnyOf{{token("gender", {}, "male"), string("name", "anne")}}}), (Ids{"a", "b"}));
    EXPECT_EQ(
        ids("Patient",
            {AnyOf{{AllOf{{token("gender", {}, "female"), string("name", "bo")}}, token("gender", {}, "other")}}}),
        (Ids{"c", "d"}));
    EXPECT_EQ(ids("Patient", {AnyOf{}}), Ids{});
    EXPECT_EQ(ids("Patient", {AnyOf{{token("unheard-of", {}, "x"), token("gender", {}, "male")}}}), Ids{"b"});
}

TEST_P(Contract, none_of_finds_what_no_clause_of_it_finds)
{
    create("Patient", "a", with_token("gender", "", "female"));
    create("Patient", "b", with_token("gender", "", "male"));
    create("Patient", "c");
    EXPECT_EQ(ids("Patient", {NoneOf{{token("gender", {}, "male")}}}), (Ids{"a", "c"}));
    EXPECT_EQ(ids("Patient", {NoneOf{{token("gender", {}, "male"), token("gender", {}, "female")}}}), Ids{"c"});
    EXPECT_EQ(ids("Patient", {NoneOf{}}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {NoneOf{{token("unheard-of", {}, "x")}}}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids("Patient", {NoneOf{{NoneOf{{token("gender", {}, "male")}}}}}), Ids{"b"});
}

TEST_P(Contract, a_chain_finds_by_what_is_referred_to)
{
    create("Patient", "p-1", with_string("name", "Anne"));
    create("Patient", "p-2", with_string("name", "Bo"));
    create("Group", "p-1", with_string("name", "Bo"));
    create("Observation", "a", with_reference("subject", "Patient", "p-1"));
    create("Observation", "b", with_reference("subject", "Patient", "p-2"));
    create("Observation", "c", with_reference("subject", "Group", "p-1"));
    create("Observation", "d", with_reference("focus", "Patient", "p-1"));
    create("Observation", "e", with_reference("subject", "Patient", "unborn"));
    EXPECT_EQ(ids("Observation", {Chain{"subject", "Patient", {string("name", "anne")}}}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {Chain{"subject", "Group", {string("name", "bo")}}}), Ids{"c"});
    EXPECT_EQ(ids("Observation", {Chain{"subject", "Patient", {}}}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Observation", {NoneOf{{Chain{"subject", "Patient", {string("name", "anne")}}}}}),
        (Ids{"b", "c", "d", "e"}));
    EXPECT_EQ(ids("Observation", {Chain{"subject", "Nothing", {}}}), Ids{});
    remove("Patient", "p-1");
    EXPECT_EQ(ids("Observation", {Chain{"subject", "Patient", {string("name", "anne")}}}), Ids{});
}

TEST_P(Contract, a_reverse_chain_finds_by_what_refers_here)
{
    create("Patient", "p-1");
    create("Patient", "p-2");
    create("Observation", "a", with_reference("subject", "Patient", "p-1", with_token("code", "", "hb")));
    create("Observation", "b", with_reference("subject", "Patient", "p-2", with_token("code", "", "crp")));
    create("Observation", "c", with_reference("focus", "Patient", "p-2", with_token("code", "", "hb")));
    EXPECT_EQ(ids("Patient", {ReverseChain{"Observation", "subject", {token("code", {}, "hb")}}}), Ids{"p-1"});
    EXPECT_EQ(ids("Patient", {ReverseChain{"Observation", "focus", {}}}), Ids{"p-2"});
    EXPECT_EQ(ids("Group", {ReverseChain{"Observation", "subject", {}}}), Ids{});
    remove("Observation", "a");
    EXPECT_EQ(ids("Patient", {ReverseChain{"Observation", "subject", {token("code", {}, "hb")}}}), Ids{});
}

TEST_P(Contract, chains_go_on_in_both_directions)
{
    create("Organization", "o-1", with_string("name", "Nord"));
    create("Patient", "p-1", with_reference("organization", "Organization", "o-1"));
    create("Patient", "p-2", with_reference("organization", "Organization", "o-2"));
    create("Encounter", "e-1", with_reference("subject", "Patient", "p-1"));
    create("Encounter", "e-2", with_reference("subject", "Patient", "p-2"));
    create("Observation", "a", with_reference("encounter", "Encounter", "e-1", with_token("code", "", "hb")));
    create("Observation", "b", with_reference("encounter", "Encounter", "e-2", with_token("code", "", "hb")));
    const Chain nord{"encounter", "Encounter",
        {Chain{"subject", "Patient", {Chain{"organization", "Organization", {string("name", "nord")}}}}}};
    EXPECT_EQ(ids("Observation", {nord}), Ids{"a"});
    const ReverseChain measured{"Patient", "organization",
        {ReverseChain{"Encounter", "subject", {ReverseChain{"Observation", "encounter", {}}}}}};
    EXPECT_EQ(ids("Organization", {measured}), Ids{"o-1"});
    EXPECT_EQ(
        ids("Patient", {ReverseChain{"Encounter", "subject", {ReverseChain{"Observation", "encounter", {nord}}}}}),
        Ids{"p-1"});
}

TEST_P(Contract, clauses_are_as_deep_as_the_limit_and_no_deeper)
{
    create("Thing", "a", with_token("code", "", "x", with_reference("part-of", "Thing", "a")));
    for (const bool is_chain : {false, true}) {
        Clause nested = token("code", {}, "x");
        for (std::size_t depth = 1;; ++depth) {
            const auto found = reader()->search(query("Thing", {nested}), everyone);
            ASSERT_TRUE(found.ok()) << found.error().reason << " at depth " << depth;
            EXPECT_EQ(found->matches.size(), 1U) << depth;
            if (depth == limits::search_depth_max)
                break;
            nested = is_chain ? Clause(Chain{"part-of", "Thing", {nested}}) : Clause(AnyOf{{nested, nested}});
        }
        const Clause too_deep = is_chain ? Clause(Chain{"part-of", "Thing", {nested}}) : Clause(AllOf{{nested}});
        EXPECT_EQ(reader()->search(query("Thing", {too_deep}), everyone).error().kind, Kind::too_large);
    }
}

// Each patient stands in the list of a far end of its own, and the lists are read side by side.
TEST_P(Contract, a_chain_to_several_with_many_each_gives_each_once_and_in_order)
{
    for (const auto* patient : {"p-0", "p-1", "p-2"})
        create("Patient", patient, with_string("name", "Anne"), {"Patient/" + std::string(patient)});
    create("Patient", "p-3", with_string("name", "Bo"));
    Ids all;
    Ids with_code;
    Ids of_one;
    const auto written = store().write([&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < 400; ++i) {
            const auto id = "o-" + std::to_string(1000 + i);
            auto rows = with_reference("subject", "Patient", "p-" + std::to_string(i % 4));
            if (i % 7 == 0)
                rows = with_token("code", "loinc", "x", std::move(rows));
            if (i % 10 == 0)
                rows = with_reference("subject", "Patient", "p-1", std::move(rows));
            TRY(transaction.put(change(Act::create, "Observation", id, rows, {"Patient/p-" + std::to_string(i % 4)})));
            const bool is_found = i % 4 != 3 || i % 10 == 0;
            if (is_found)
                all.push_back(id);
            if (is_found && i % 7 == 0)
                with_code.push_back(id);
            if (i % 4 == 1)
                of_one.push_back(id);
        }
        return {};
    });
    ASSERT_TRUE(written.ok());
    remove("Observation", all.front());
    all.erase(all.begin());
    with_code.erase(with_code.begin());

    const Clause to_anne = Chain{"subject", "Patient", {string("name", "anne")}};
    auto asked = query("Observation", {to_anne});
    asked.count = 17;
    EXPECT_EQ(ids_of_all_pages(asked), all);
    EXPECT_EQ(ids_of_all_pages(asked, {.owners = {"Patient/p-1"}}), of_one);
    asked = query("Observation", {to_anne, token("code", {}, "x")});
    asked.count = 17;
    EXPECT_EQ(ids_of_all_pages(asked), with_code);
    asked = query("Observation", {AllOf{{to_anne, AllOf{{token("code", "loinc", "x")}}}}});
    asked.count = 17;
    EXPECT_EQ(ids_of_all_pages(asked), with_code);
}

TEST_P(Contract, a_chain_passes_only_through_what_may_be_seen)
{
    create("Patient", "mine", with_string("name", "Anne"), {"Patient/mine"});
    create("Patient", "other", with_string("name", "Bo"), {"Patient/other"});
    create("Observation", "a",
        with_reference("subject", "Patient", "mine", with_reference("focus", "Patient", "other")), {"Patient/mine"});
    create("Observation", "b", with_reference("focus", "Patient", "mine", with_token("code", "", "hidden")),
        {"Patient/other"});
    const Scope own{.owners = {"Patient/mine"}};
    const auto found
        = [&](const std::string& type, Clause clause) { return ids(query(type, {std::move(clause)}), own); };

    EXPECT_EQ(found("Observation", Chain{"subject", "Patient", {string("name", "anne")}}), Ids{"a"});
    EXPECT_EQ(found("Observation", Chain{"focus", "Patient", {string("name", "bo")}}), Ids{});
    EXPECT_EQ(found("Observation", Chain{"focus", "Patient", {}}), Ids{});
    EXPECT_EQ(found("Observation", NoneOf{{Chain{"focus", "Patient", {string("name", "bo")}}}}), Ids{"a"});
    EXPECT_EQ(found("Patient", ReverseChain{"Observation", "subject", {}}), Ids{"mine"});
    EXPECT_EQ(found("Patient", ReverseChain{"Observation", "focus", {token("code", {}, "hidden")}}), Ids{});
    EXPECT_EQ(found("Patient", NoneOf{{ReverseChain{"Observation", "focus", {}}}}), Ids{"mine"});
    // There and back again: the one in the middle is not to be seen.
    EXPECT_EQ(found("Observation", Chain{"focus", "Patient", {ReverseChain{"Observation", "focus", {}}}}), Ids{});
    EXPECT_EQ(ids("Patient", {ReverseChain{"Observation", "focus", {token("code", {}, "hidden")}}}), Ids{"mine"});
    EXPECT_EQ(reader()->count(query("Observation", {Chain{"focus", "Patient", {}}}), own).value(), 0U);
}

TEST_P(Contract, a_compartment_is_what_the_resources_say_themselves)
{
    create("Observation", "a", {}, {"Patient/1"});
    create("Observation", "b", {}, {"Patient/2"});
    create("Observation", "c");
    auto consent = change(Act::create, "Consent", "k");
    consent.memberships.push_back({"Patient/1", {"Observation", "c"}});
    ASSERT_TRUE(put(consent));
    EXPECT_EQ(ids("Observation", {InCompartment{"Patient/1"}}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {NoneOf{{InCompartment{"Patient/1"}}}}), (Ids{"b", "c"}));
    EXPECT_EQ(ids("Observation", {InCompartment{"Patient/unknown"}}), Ids{});
    EXPECT_EQ(ids(query("Observation", {InCompartment{"Patient/1"}}), Scope{.owners = {"Patient/2"}}), Ids{});
}

TEST_P(Contract, the_parts_of_a_composite_belong_together)
{
    create("Observation", "a", pressure(140, 80));
    create("Observation", "b", pressure(120, 95));
    const auto asked = [](const char* of, double value) {
        return composite("component-code-value-quantity", {TokenValue{{}, of}, over(value)});
    };
    EXPECT_EQ(ids("Observation", {asked("8480-6", 130)}), Ids{"a"});
    EXPECT_EQ(ids("Observation", {asked("8462-4", 90)}), Ids{"b"});
    EXPECT_EQ(ids("Observation", {asked("8462-4", 100)}), Ids{});
    EXPECT_EQ(ids("Observation", {asked("8480-6", 110)}), (Ids{"a", "b"}));
    EXPECT_EQ(ids("Observation", {asked("8480-6", 110), asked("8462-4", 90)}), Ids{"b"});
    auto with_system = asked("8480-6", 130);
    std::get<TokenValue>(std::get<fhir::search::CompositeValue>(with_system.any_of[0]).parts[0]).system = "loinc";
    EXPECT_EQ(ids("Observation", {with_system}), Ids{"a"});
    std::get<TokenValue>(std::get<fhir::search::CompositeValue>(with_system.any_of[0]).parts[0]).system = "other";
    EXPECT_EQ(ids("Observation", {with_system}), Ids{});
    auto negated = asked("8480-6", 130);
    negated.modifier = Modifier::not_;
    EXPECT_EQ(ids("Observation", {negated}), Ids{"b"});
    update("Observation", "a", pressure(110, 70));
    EXPECT_EQ(ids("Observation", {asked("8480-6", 130)}), Ids{});
}

TEST_P(Contract, a_composite_has_parts_of_any_type)
{
    create("Thing", "a",
        with_composite("c",
            {ReferenceRow{"", "Document", "1", "", "", ""}, DateRow{"", 10, 20}, TokenRow{"", "s", "x"},
                fhir::search::StringRow{"", "anne", "Anne"}, fhir::search::NumberRow{"", 5, 5},
                fhir::search::UriRow{"", "http://a"}}));
    create("Thing", "b", with_composite("c", {ReferenceRow{"", "Document", "2", "", "", ""}, DateRow{"", 10, 20}}));
    const ReferenceValue first{"Document", "1", "", {}};
    const fhir::search::StringValue name{"an", "an"};
    const fhir::search::NumberValue five{Prefix::eq, 5, 4.5, 5.5};
    const auto asked = [&](std::int64_t low) {
        return composite("c",
            {first, DateValue{Prefix::eq, low, 30}, TokenValue{{}, "x"}, name, five,
                fhir::search::UriValue{"http://a"}});
    };
    EXPECT_EQ(ids("Thing", {asked(5)}), Ids{"a"});
    EXPECT_EQ(ids("Thing", {asked(15)}), Ids{});
    EXPECT_EQ(ids("Thing", {composite("c", {ReferenceValue{"Document", "2", "", {}}, DateValue{Prefix::ge, 1, 2}})}),
        Ids{"b"});
    EXPECT_EQ(ids("Thing", {composite("c", {first})}), Ids{}) << "a question must have as many parts as the row";
}

TEST_P(Contract, a_code_is_found_with_a_date_or_a_value)
{
    for (int i = 0; i < 30; ++i)
        create("Observation", std::to_string(i),
            with_token("code", "loinc", i % 2 == 0 ? "hb" : "crp",
                with_date("date", 100 * i, 100 * i + 1,
                    with_quantity("value-quantity", i, i, i % 3 == 0 ? "ucum" : "", i % 3 == 0 ? "g/dL" : "mg"))));
    const auto hb = token("code", {}, "hb");
    const auto from = date("date", Prefix::ge, 2000, 2001);
    EXPECT_EQ(ids("Observation", {hb, from}), (Ids{"20", "22", "24", "26", "28"}));
    EXPECT_EQ(ids("Observation", {hb, from, date("date", Prefix::lt, 2400, 2401)}), (Ids{"20", "22"}));
    EXPECT_EQ(ids("Observation", {hb, quantity("value-quantity", Prefix::gt, 25, 24, 26, {}, {})}), (Ids{"26", "28"}));
    EXPECT_EQ(ids("Observation", {hb, quantity("value-quantity", Prefix::gt, 20, 19, 21, {}, "g/dL")}), Ids{"24"});
    EXPECT_EQ(ids("Observation", {hb, date("date", Prefix::gt, 9000, 9001)}), Ids{});
    auto newest = query("Observation", {hb, from});
    newest.sort = {{"date", SearchType::date, true}};
    newest.count = 2;
    EXPECT_EQ(ids_of_all_pages(newest), (Ids{"28", "26", "24", "22", "20"}));
    update("Observation", "28", with_token("code", "loinc", "hb", with_date("date", 5, 6)));
    remove("Observation", "26");
    EXPECT_EQ(ids("Observation", {hb, from}), (Ids{"20", "22", "24"}));
    EXPECT_EQ(reader()->count(query("Observation", {hb, from}), everyone).value(), 3U);
}

TEST_P(Contract, two_ends_of_a_range_may_be_met_by_two_dates)
{
    create("Thing", "one", with_date("date", 100, 101));
    create("Thing", "other", with_date("date", 300, 301));
    const std::vector<Clause> between{date("date", Prefix::ge, 50, 51), date("date", Prefix::lt, 200, 201)};
    EXPECT_EQ(ids("Thing", between), Ids{"one"});
    create("Thing", "both", with_date("date", 10, 11, with_date("date", 300, 301)));
    EXPECT_EQ(ids("Thing", between), (Ids{"one", "both"}));
    EXPECT_EQ(reader()->count(query("Thing", between), everyone).value(), 2U);
}

TEST_P(Contract, a_search_of_several_types_is_merged_in_order)
{
    create("Patient", "a", with_date("date", 50, 51));
    create("Task", "b", with_date("date", 40, 41));
    create("Patient", "c", with_date("date", 20, 21));
    create("Group", "d", with_date("date", 30, 31));
    create("Task", "e");
    remove("Group", "d");
    auto some = query("Patient");
    some.types = {"Task", "Patient", "Task", "Nothing"};
    EXPECT_EQ(ids(some), (Ids{"a", "b", "c", "e"}));
    auto all = query("Patient");
    all.types = {};
    EXPECT_EQ(ids(all), (Ids{"a", "b", "c", "e"}));
    EXPECT_EQ(reader()->count(all, everyone).value(), 4U);
    for (const std::size_t count : {1U, 2U, 3U, 10U}) {
        all.count = count;
        all.sort = {};
        EXPECT_EQ(ids_of_all_pages(all), (Ids{"a", "b", "c", "e"}));
        all.sort = {{"date", SearchType::date, false}};
        EXPECT_EQ(ids_of_all_pages(all), (Ids{"c", "b", "a", "e"}));
        all.sort = {{"_lastUpdated", SearchType::date, true}};
        EXPECT_EQ(ids_of_all_pages(all), (Ids{"e", "c", "b", "a"}));
    }
}

TEST_P(Contract, a_search_of_all_types_stays_within_the_scope)
{
    create("Patient", "a", {}, {"Patient/a"});
    create("Task", "b", {}, {"Patient/b"});
    create("Location", "l");
    auto all = query("Patient");
    all.types = {};
    EXPECT_EQ(ids(all, Scope{.owners = {"Patient/a"}, .open_types = {"Location"}}), (Ids{"a", "l"}));
    EXPECT_EQ(ids(all, Scope{}), Ids{});
    EXPECT_EQ(reader()->count(all, Scope{.owners = {"Patient/b"}}).value(), 1U);
}

}  // namespace helselos::store
