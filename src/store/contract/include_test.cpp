#include "store/contract/contract.h"

#include <algorithm>

namespace helselos::store {

namespace {

Ids included_ids(const Found& found)
{
    Ids ids;
    for (const auto& version : found.included)
        ids.push_back(version.key.type + "/" + version.key.id);
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

TEST_P(Contract, an_include_brings_what_the_matches_refer_to)
{
    create("Patient", "p-1");
    create("Patient", "p-2");
    create("Group", "g-1");
    create("Practitioner", "d-1");
    create("Observation", "a",
        with_reference("subject", "Patient", "p-1", with_reference("performer", "Practitioner", "d-1")));
    create("Observation", "b", with_reference("subject", "Patient", "p-1"));
    create("Observation", "c", with_reference("subject", "Group", "g-1"));
    create("Observation", "d", with_reference("subject", "Patient", "unborn"));
    auto asked = query("Observation");

    asked.includes = {{"Observation", "subject", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Group/g-1", "Patient/p-1"}));
    asked.includes = {{"Observation", "subject", "Patient"}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Patient/p-1"}));
    asked.includes = {{"Observation", "*", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Group/g-1", "Patient/p-1", "Practitioner/d-1"}));
    asked.includes = {{"Observation", "subject", "Patient"}, {"Observation", "performer", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Patient/p-1", "Practitioner/d-1"}));
    asked.includes = {{"Encounter", "subject", ""}};
    EXPECT_EQ(included_ids(find(asked)), Ids{});
    EXPECT_EQ(find(asked).matches.size(), 4U);
}

// The compartment of p-1, with what it refers to that is nobody else's.
TEST_P(Contract, an_include_of_own_references_brings_nothing_that_is_anothers)
{
    for (const auto* id : {"p-1", "p-2"})
        create("Patient", id, {}, {std::string("Patient/") + id});
    create("Organization", "maker");
    create("Organization", "makers-of-others");
    create(
        "Device", "own", with_reference("patient", "Patient", "p-1", with_reference("owner", "Organization", "maker")));
    create("Device", "anothers",
        with_reference("patient", "Patient", "p-2", with_reference("owner", "Organization", "makers-of-others")));
    create("Device", "nobodys");
    create("Device", "listed");
    const std::vector<std::pair<std::string, std::string>> used{{"a", "own"}, {"b", "anothers"}, {"c", "nobodys"}};
    for (const auto& [id, device] : used)
        create("Observation", id, with_reference("device", "Device", device), {"Patient/p-1"});
    create("Group", "g", with_reference("member", "Device", "listed"), {"Patient/p-1", "Patient/p-2"});
    auto asked = query("Observation", {InCompartment{"Patient/p-1"}});
    asked.types = {"Group", "Observation"};

    asked.includes = {{"", "*own", "Device", true}, {"", "*own", "Organization", true}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Device/nobodys", "Device/own", "Organization/maker"}));
    asked.includes = {{"", "*", "Device", true}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Device/anothers", "Device/listed", "Device/nobodys", "Device/own"}));
    asked.all_of.clear();
    asked.includes = {{"", "*own", "Device", true}};
    EXPECT_EQ(included_ids(find(asked)), Ids{});
}

TEST_P(Contract, a_revinclude_brings_what_refers_to_the_matches)
{
    create("Patient", "p-1");
    create("Patient", "p-2");
    create("Observation", "a", with_reference("subject", "Patient", "p-1"));
    create("Observation", "b", with_reference("focus", "Patient", "p-1"));
    create("Encounter", "c", with_reference("subject", "Patient", "p-1"));
    create("Observation", "d", with_reference("subject", "Patient", "p-2"));
    create("Observation", "e", with_reference("subject", "Patient", "p-1"));
    remove("Observation", "e");
    auto asked = query("Patient", {token("_id", {}, "p-1")});

    asked.revincludes = {{"Observation", "subject", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Observation/a"}));
    asked.revincludes = {{"Observation", "*", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Observation/a", "Observation/b"}));
    asked.revincludes = {{"Observation", "subject", "Patient"}, {"Encounter", "subject", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Encounter/c", "Observation/a"}));
    asked.revincludes = {{"Observation", "subject", "Group"}};
    EXPECT_EQ(included_ids(find(asked)), Ids{});
}

TEST_P(Contract, an_address_is_followed_both_ways_to_the_version_that_is_meant)
{
    const auto with_address = [](std::string url) {
        Rows rows;
        rows.references.push_back({.parameter = "depends-on", .url = url});
        if (const auto bar = url.find('|'); bar != std::string::npos)
            rows.references.push_back({.parameter = "depends-on", .url = url.substr(0, bar)});
        return rows;
    };
    create("Questionnaire", "q-1", with_uri("url", "http://t/q", with_token("version", "", "1")));
    create("Questionnaire", "q-2", with_uri("url", "http://t/q", with_token("version", "", "2")));
    create("Measure", "m", with_uri("url", "http://t/m"));
    create("PlanDefinition", "any", with_address("http://t/q"));
    create("PlanDefinition", "second", with_address("http://t/q|2"));
    create("PlanDefinition", "third", with_address("http://t/q|3"));

    const auto included = [&](std::string id, fhir::search::Include include) {
        auto asked = query("PlanDefinition", {token("_id", {}, std::move(id))});
        asked.includes = {std::move(include)};
        return included_ids(find(asked));
    };
    EXPECT_EQ(included("any", {"PlanDefinition", "depends-on", ""}), (Ids{"Questionnaire/q-1", "Questionnaire/q-2"}));
    EXPECT_EQ(included("second", {"PlanDefinition", "depends-on", ""}), (Ids{"Questionnaire/q-2"}));
    EXPECT_EQ(included("second", {"PlanDefinition", "*", "Measure"}), Ids{});
    EXPECT_EQ(included("third", {"PlanDefinition", "depends-on", ""}), Ids{});

    auto asked = query("Questionnaire", {token("_id", {}, "q-1")});
    asked.revincludes = {{"PlanDefinition", "depends-on", ""}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"PlanDefinition/any"}));
    asked.all_of = {token("_id", {}, "q-2")};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"PlanDefinition/any", "PlanDefinition/second"}));
}

TEST_P(Contract, what_matches_is_not_included_again)
{
    create("Observation", "a");
    create("Observation", "b", with_reference("derived-from", "Observation", "a"));
    create("Observation", "c", with_reference("derived-from", "Observation", "c"));
    auto asked = query("Observation");
    asked.includes = {{"Observation", "derived-from", ""}};
    asked.revincludes = {{"Observation", "derived-from", ""}};
    EXPECT_EQ(included_ids(find(asked)), Ids{});
    asked.all_of = {token("_id", {}, "b")};
    EXPECT_EQ(included_ids(find(asked)), Ids{"Observation/a"});
}

TEST_P(Contract, includes_stay_within_the_scope)
{
    create("Patient", "p-1", {}, {"Patient/p-1"});
    create("Patient", "p-2", {}, {"Patient/p-2"});
    create("Observation", "a", with_reference("subject", "Patient", "p-1", with_reference("focus", "Patient", "p-2")),
        {"Patient/p-1"});
    create("Observation", "b", with_reference("focus", "Patient", "p-1"), {"Patient/p-2"});
    create("Location", "l-1", with_reference("near", "Patient", "p-1"));
    const Scope own{.owners = {"Patient/p-1"}, .open_types = {"Location"}};
    auto asked = query("Observation");
    asked.includes = {{"Observation", "*", ""}};
    EXPECT_EQ(included_ids(find(asked, own)), Ids{"Patient/p-1"});
    auto back = query("Patient");
    back.revincludes = {{"Observation", "*", ""}, {"Location", "near", ""}};
    EXPECT_EQ(included_ids(find(back, own)), (Ids{"Location/l-1", "Observation/a"}));
}

TEST_P(Contract, an_include_that_iterates_goes_on_from_what_it_brought)
{
    create("Organization", "o-1");
    create("Organization", "o-2", with_reference("partof", "Organization", "o-1"));
    create("Organization", "o-3", with_reference("partof", "Organization", "o-2"));
    create("Patient", "p-1", with_reference("organization", "Organization", "o-3"));
    create("Observation", "a", with_reference("subject", "Patient", "p-1"));
    create("Provenance", "v-1", with_reference("target", "Patient", "p-1"));
    auto asked = query("Observation");
    asked.includes = {{"Observation", "subject", ""}, {"Patient", "organization", "", true}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Organization/o-3", "Patient/p-1"}));
    asked.includes.push_back({"Organization", "partof", "", true});
    EXPECT_EQ(
        included_ids(find(asked)), (Ids{"Organization/o-1", "Organization/o-2", "Organization/o-3", "Patient/p-1"}));
    asked.includes = {{"*", "*", "", true}};
    EXPECT_EQ(
        included_ids(find(asked)), (Ids{"Organization/o-1", "Organization/o-2", "Organization/o-3", "Patient/p-1"}));
    asked.includes = {{"*", "*", ""}};
    EXPECT_EQ(included_ids(find(asked)), Ids{"Patient/p-1"});
    asked.revincludes = {{"Provenance", "target", "", true}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Patient/p-1", "Provenance/v-1"}));
    asked.revincludes = {{"*", "*", "", true}};
    asked.includes.clear();
    EXPECT_EQ(included_ids(find(asked)), Ids{});
    asked = query("Organization", {token("_id", {}, "o-1")});
    asked.revincludes = {{"Organization", "partof", "", true}, {"Patient", "organization", "", true}};
    EXPECT_EQ(included_ids(find(asked)), (Ids{"Organization/o-2", "Organization/o-3", "Patient/p-1"}));
}

TEST_P(Contract, an_include_that_iterates_stays_within_the_scope)
{
    create("Organization", "o-1");
    create("Patient", "hidden", with_reference("organization", "Organization", "o-1"), {"Patient/hidden"});
    create("Observation", "a", with_reference("subject", "Patient", "hidden"), {"Patient/mine"});
    auto asked = query("Observation");
    asked.includes = {{"*", "*", "", true}};
    EXPECT_EQ(included_ids(find(asked, {.owners = {"Patient/mine"}, .open_types = {"Organization"}})), Ids{});
}

TEST_P(Contract, includes_are_cut_at_the_limit_and_say_so)
{
    create("Patient", "p-1");
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        for (std::size_t i = 0; i < limits::search_included_max; ++i)
            TRY(transaction.put(
                change(Act::create, "Observation", std::to_string(i), with_reference("subject", "Patient", "p-1"))));
        return {};
    }));
    auto asked = query("Patient");
    asked.revincludes = {{"Observation", "subject", ""}};
    EXPECT_EQ(find(asked).included.size(), limits::search_included_max);
    EXPECT_FALSE(find(asked).included_cut);
    create("Observation", "one-more", with_reference("subject", "Patient", "p-1"));
    EXPECT_EQ(find(asked).included.size(), limits::search_included_max);
    EXPECT_TRUE(find(asked).included_cut);
}

}  // namespace helselos::store
