#include "store/contract/contract.h"

namespace helselos::store {

namespace {

Scope scope_of(std::vector<std::string> owners, std::vector<std::string> open_types = {})
{
    return {.owners = std::move(owners), .open_types = std::move(open_types)};
}

Scope reach_of(std::vector<std::string> owners, std::vector<std::string> except)
{
    return {.reaches = {{std::move(owners), std::move(except)}}};
}

}  // namespace

TEST_P(Contract, a_scope_hides_others_from_matches_and_totals)
{
    create("Observation", "a", with_token("code", "", "x"), {"Patient/1"});
    create("Observation", "b", with_token("code", "", "x"), {"Patient/2"});
    create("Observation", "c", with_token("code", "", "x"), {"Patient/1", "Patient/2"});
    create("Observation", "d", with_token("code", "", "x"));
    create("Observation", "e", with_token("code", "", "y"), {"Patient/1"});
    auto asked = query("Observation", {token("code", {}, "x")});
    asked.total = fhir::search::Total::accurate;

    const auto found = find(asked, scope_of({"Patient/1"}));
    EXPECT_EQ(found.total, 2U);
    EXPECT_EQ(ids(asked, scope_of({"Patient/1"})), (Ids{"a", "c"}));
    EXPECT_EQ(ids(asked, scope_of({"Patient/1", "Patient/2"})), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ids(asked, scope_of({"Patient/3"})), Ids{});
    EXPECT_EQ(ids(asked, scope_of({})), Ids{});
    EXPECT_EQ(ids(asked, scope_of({}, {"Observation"})), (Ids{"a", "b", "c", "d"}));
    EXPECT_EQ(ids(asked, scope_of({"Patient/1"}, {"Location"})), (Ids{"a", "c"}));
    EXPECT_EQ(reader()->count(asked, scope_of({"Patient/2"})).value(), 2U);
    EXPECT_EQ(reader()->count(query("Observation"), scope_of({"Patient/1"})).value(), 3U);
    EXPECT_EQ(reader()->count(query("Observation"), scope_of({"Patient/3"})).value(), 0U);
}

TEST_P(Contract, an_owner_that_is_no_reference_sees_nothing)
{
    create("Observation", "a", {}, {"Patient/1"});
    EXPECT_EQ(ids(query("Observation"), scope_of({"Patient", "", "/", "1", "Patient/1/2"})), Ids{});
}

TEST_P(Contract, a_membership_given_by_another_resource_lasts_as_long_as_it)
{
    create("RiskAssessment", "r", {}, {"Patient/1"});
    auto consent = change(Act::create, "Consent", "c", {}, {"Patient/1"});
    consent.memberships.push_back({"Organization/7", {"RiskAssessment", "r"}});
    consent.memberships.push_back({"Organization/7", {"RiskAssessment", "not-yet"}});
    ASSERT_TRUE(put(consent));
    const auto organization = scope_of({"Organization/7"});

    EXPECT_EQ(ids(query("RiskAssessment"), organization), Ids{"r"});
    EXPECT_TRUE(reader()->is_within({"RiskAssessment", "r"}, organization).value());
    EXPECT_TRUE(reader()->is_within({"RiskAssessment", "not-yet"}, organization).value());
    create("RiskAssessment", "not-yet");
    EXPECT_EQ(ids(query("RiskAssessment"), organization), (Ids{"r", "not-yet"}));

    update("RiskAssessment", "r", {}, {"Patient/1"});
    EXPECT_EQ(ids(query("RiskAssessment"), organization).size(), 2U);
    update("Consent", "c", {}, {"Patient/1"});
    EXPECT_EQ(ids(query("RiskAssessment"), organization), Ids{});
    EXPECT_FALSE(reader()->is_within({"RiskAssessment", "r"}, organization).value());
    EXPECT_TRUE(reader()->is_within({"RiskAssessment", "r"}, scope_of({"Patient/1"})).value());
}

TEST_P(Contract, the_memberships_a_removed_resource_gave_to_others_end)
{
    create("RiskAssessment", "r", {}, {"Patient/1"});
    auto consent = change(Act::create, "Consent", "c", {}, {"Patient/1"});
    consent.memberships.push_back({"Organization/7", {"RiskAssessment", "r"}});
    ASSERT_TRUE(put(consent));
    remove("Consent", "c");
    EXPECT_FALSE(reader()->is_within({"RiskAssessment", "r"}, scope_of({"Organization/7"})).value());
    EXPECT_TRUE(reader()->is_within({"Consent", "c"}, scope_of({"Patient/1"})).value());
}

TEST_P(Contract, two_sources_of_one_membership_end_one_by_one)
{
    create("RiskAssessment", "r");
    for (const char* id : {"c-1", "c-2"}) {
        auto consent = change(Act::create, "Consent", id);
        consent.memberships.push_back({"Organization/7", {"RiskAssessment", "r"}});
        ASSERT_TRUE(put(consent));
    }
    EXPECT_EQ(ids(query("RiskAssessment"), scope_of({"Organization/7"})), Ids{"r"});
    EXPECT_EQ(reader()->count(query("RiskAssessment"), scope_of({"Organization/7"})).value(), 1U);
    remove("Consent", "c-1");
    EXPECT_EQ(ids(query("RiskAssessment"), scope_of({"Organization/7"})), Ids{"r"});
    remove("Consent", "c-2");
    EXPECT_EQ(ids(query("RiskAssessment"), scope_of({"Organization/7"})), Ids{});
}

TEST_P(Contract, a_removed_resource_stays_within_the_scopes_it_had)
{
    create("Observation", "a", {}, {"Patient/1"});
    remove("Observation", "a");
    EXPECT_TRUE(reader()->is_within({"Observation", "a"}, scope_of({"Patient/1"})).value());
    EXPECT_FALSE(reader()->is_within({"Observation", "a"}, scope_of({"Patient/2"})).value());
    EXPECT_EQ(ids(query("Observation"), scope_of({"Patient/1"})), Ids{});
    EXPECT_EQ(reader()->count(query("Observation"), scope_of({"Patient/1"})).value(), 0U);
    create("Observation", "a", {}, {"Patient/2"});
    EXPECT_FALSE(reader()->is_within({"Observation", "a"}, scope_of({"Patient/1"})).value());
}

TEST_P(Contract, what_is_unknown_is_within_no_narrow_scope)
{
    create("Observation", "a", {}, {"Patient/1"});
    EXPECT_FALSE(reader()->is_within({"Observation", "b"}, scope_of({"Patient/1"})).value());
    EXPECT_FALSE(reader()->is_within({"Encounter", "a"}, scope_of({"Patient/1"})).value());
    EXPECT_TRUE(reader()->is_within({"Observation", "b"}, everyone).value());
    EXPECT_TRUE(reader()->is_within({"Observation", "a"}, scope_of({}, {"Observation"})).value());
}

TEST_P(Contract, an_owner_of_a_membership_must_be_a_reference)
{
    for (const char* owner : {"", "Patient", "/1", "Patient/"}) {
        EXPECT_EQ(put(change(Act::create, "Observation", "a", {}, {owner})).error().kind, Kind::invalid);
    }
    EXPECT_FALSE(reader()->read({"Observation", "a"}).value().has_value());
}

TEST_P(Contract, a_reach_is_owners_less_exceptions_in_matches_counts_and_totals)
{
    create("Observation", "a", with_token("code", "", "x"), {"Patient/1"});
    create("Observation", "b", with_token("code", "", "x"), {"Patient/1", "Patient/1!parent"});
    create("Observation", "c", with_token("code", "", "x"), {"Patient/2", "Patient/1"});
    create("Observation", "d", with_token("code", "", "x"), {"Patient/2"});
    auto asked = query("Observation", {token("code", {}, "x")});
    asked.total = fhir::search::Total::accurate;
    const auto parent = reach_of({"Patient/1"}, {"Patient/1!parent"});

    EXPECT_EQ(find(asked, parent).total, 2U);
    EXPECT_EQ(ids(asked, parent), (Ids{"a", "c"}));
    EXPECT_EQ(ids(query("Observation"), parent), (Ids{"a", "c"}));
    EXPECT_EQ(reader()->count(asked, parent).value(), 2U);
    EXPECT_EQ(ids(asked, reach_of({"Patient/1"}, {"Patient/2"})), (Ids{"a", "b"}));
    EXPECT_EQ(ids(asked, reach_of({"Patient/1"}, {"Patient/1"})), Ids{});
    EXPECT_EQ(ids(asked, reach_of({"Patient/1"}, {"Nobody/ever!heard"})), (Ids{"a", "b", "c"}));
    EXPECT_TRUE(reader()->is_within({"Observation", "a"}, parent).value());
    EXPECT_FALSE(reader()->is_within({"Observation", "b"}, parent).value());
    asked.count = 1;
    EXPECT_EQ(ids_of_all_pages(asked, parent), (Ids{"a", "c"}));
}

TEST_P(Contract, an_exception_of_one_reach_does_not_touch_another)
{
    create("Observation", "a", {}, {"Patient/1", "Patient/1!parent"});
    create("Observation", "b", {}, {"Patient/1", "Patient/2", "Patient/1!parent"});
    auto scope = reach_of({"Patient/1"}, {"Patient/1!parent"});
    EXPECT_EQ(ids(query("Observation"), scope), Ids{});
    scope.owners = {"Patient/2"};
    EXPECT_EQ(ids(query("Observation"), scope), Ids{"b"});
    scope.reaches.push_back({{"Patient/1"}, {}});
    EXPECT_EQ(ids(query("Observation"), scope), (Ids{"a", "b"}));
}

TEST_P(Contract, an_exception_ends_with_what_gave_it)
{
    create("Observation", "a", {}, {"Organization/9"});
    auto denial = change(Act::create, "Consent", "c");
    denial.memberships.push_back({"Organization/9!blocked", {"Observation", "a"}});
    ASSERT_TRUE(put(denial));
    const auto organization = reach_of({"Organization/9"}, {"Organization/9!blocked"});
    EXPECT_EQ(ids(query("Observation"), organization), Ids{});
    remove("Consent", "c");
    EXPECT_EQ(ids(query("Observation"), organization), Ids{"a"});
}

TEST_P(Contract, an_exception_hides_from_history_chains_and_includes)
{
    create("Patient", "1", {}, {"Patient/1"});
    create("Observation", "open", with_reference("subject", "Patient", "1"), {"Patient/1"});
    create("Observation", "hidden", with_reference("subject", "Patient", "1", with_token("code", "", "x")),
        {"Patient/1", "Patient/1!parent"});
    create("Report", "r", with_reference("result", "Observation", "hidden"), {"Patient/1"});
    const auto parent = reach_of({"Patient/1"}, {"Patient/1!parent"});

    EXPECT_EQ(reader()->history({"Observation", "", {}, 9, ""}, parent)->versions.size(), 1U);
    EXPECT_EQ(reader()->history({"", "", {}, 9, ""}, parent)->versions.size(), 3U);
    EXPECT_EQ(ids(query("Patient", {ReverseChain{"Observation", "subject", {token("code", {}, "x")}}}), parent), Ids{});
    EXPECT_EQ(ids(query("Report", {Chain{"result", "Observation", {token("code", {}, "x")}}}), parent), Ids{});
    auto asked = query("Report");
    asked.includes = {{"Report", "result", "", false}};
    EXPECT_TRUE(find(asked, parent).included.empty());
    asked = query("Patient");
    asked.revincludes = {{"Observation", "subject", "", false}};
    EXPECT_EQ(find(asked, parent).included.size(), 1U);
}

TEST_P(Contract, only_the_types_named_are_seen_whatever_else_is_said)
{
    create("Observation", "a", {}, {"Patient/1"});
    create("Task", "t", with_reference("focus", "Observation", "a"), {"Patient/1"});
    create("Location", "l");
    const Scope scope{.owners = {"Patient/1"}, .open_types = {"Location"}, .types = std::vector<std::string>{"Task"}};
    EXPECT_EQ(ids(query("Observation"), scope), Ids{});
    EXPECT_EQ(ids(query("Location"), scope), Ids{});
    EXPECT_EQ(ids(query("Task"), scope), Ids{"t"});
    EXPECT_FALSE(reader()->is_within({"Observation", "a"}, scope).value());
    EXPECT_EQ(reader()->history({"", "", {}, 9, ""}, scope)->versions.size(), 1U);
    auto asked = query("Task");
    asked.includes = {{"Task", "focus", "", false}};
    EXPECT_TRUE(find(asked, scope).included.empty());
}

TEST_P(Contract, what_a_scope_demands_of_a_type_holds_in_every_way_to_it)
{
    create("Observation", "vital", with_token("category", "", "vital", with_reference("subject", "Patient", "1")),
        {"Patient/1"});
    create("Observation", "lab", with_token("category", "", "lab", with_reference("subject", "Patient", "1")),
        {"Patient/1"});
    create("Report", "r", with_reference("result", "Observation", "lab"), {"Patient/1"});
    create("Patient", "1", {}, {"Patient/1"});
    const Scope scope{.owners = {"Patient/1"}, .only = {{"Observation", token("category", {}, "vital")}}};

    EXPECT_EQ(ids(query("Observation"), scope), Ids{"vital"});
    EXPECT_EQ(reader()->count(query("Observation"), scope).value(), 1U);
    EXPECT_TRUE(reader()->is_within({"Observation", "vital"}, scope).value());
    EXPECT_FALSE(reader()->is_within({"Observation", "lab"}, scope).value());
    EXPECT_EQ(reader()->history({"Observation", "vital", {}, 9, ""}, scope)->versions.size(), 1U);
    EXPECT_EQ(reader()->history({"Observation", "lab", {}, 9, ""}, scope)->versions.size(), 0U);
    EXPECT_EQ(reader()->history({"Observation", "", {}, 9, ""}, scope).error().kind, Kind::unsupported);
    EXPECT_EQ(ids(query("Report", {Chain{"result", "Observation", {}}}), scope), Ids{});
    auto asked = query("Report");
    asked.includes = {{"Report", "result", "", false}};
    EXPECT_TRUE(find(asked, scope).included.empty());
    asked = query("Patient");
    asked.revincludes = {{"Observation", "subject", "", false}};
    EXPECT_EQ(find(asked, scope).included.size(), 1U);
    EXPECT_EQ(ids(query("Observation"), everyone), (Ids{"vital", "lab"}));
}

}  // namespace helselos::store
