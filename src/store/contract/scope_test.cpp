#include "store/contract/contract.h"

namespace helselos::store {

namespace {

Scope scope_of(std::vector<std::string> owners, std::vector<std::string> open_types = {})
{
    return {.owners = std::move(owners), .open_types = std::move(open_types)};
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

}  // namespace helselos::store
