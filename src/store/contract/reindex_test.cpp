#include "store/contract/contract.h"

namespace helselos::store {

namespace {

const Scope of_patient{.owners = {"Patient/1"}};

Result<bool> reindex(Store& store, const Key& key, std::uint64_t number, const Rows& rows)
{
    bool is_done = false;
    TRY(store.write([&](Transaction& transaction) -> Result<void> {
        is_done = TRY(transaction.reindex(key, number, rows));
        return {};
    }));
    return is_done;
}

}  // namespace

TEST_P(Contract, reindexing_replaces_the_rows_and_nothing_else)
{
    create("Observation", "a", with_token("code", "", "old"), {"Patient/1"});
    const auto before = reader()->read({"Observation", "a"}).value();
    ASSERT_TRUE(reindex(store(), {"Observation", "a"}, 1, with_token("code", "", "new")).value());

    EXPECT_EQ(ids("Observation", {token("code", {}, "old")}), Ids{});
    EXPECT_EQ(ids(query("Observation", {token("code", {}, "new")}), of_patient), Ids{"a"});
    const auto after = reader()->read({"Observation", "a"}).value();
    EXPECT_EQ(after->number, 1U);
    EXPECT_EQ(after->body, before->body);
    EXPECT_EQ(after->at, before->at);
    EXPECT_EQ(reader()->waiting_events(10)->size(), 1U);
}

TEST_P(Contract, reindexing_with_memberships_replaces_those_it_gave_and_nobody_elses)
{
    create("Observation", "a", with_token("code", "", "old"), {"Patient/1"});
    auto consent = change(Act::create, "Consent", "c");
    consent.memberships = {{"Organization/7", {"Observation", "a"}}};
    ASSERT_TRUE(put(consent));
    const std::vector<Membership> memberships{{"Patient/2", {"Observation", "a"}}};
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        EXPECT_TRUE(TRY(transaction.reindex({"Observation", "a"}, 1, with_token("code", "", "old"), &memberships)));
        return {};
    }));
    const Key key{"Observation", "a"};
    EXPECT_FALSE(reader()->is_within(key, of_patient).value());
    EXPECT_TRUE(reader()->is_within(key, {.owners = {"Patient/2"}}).value());
    EXPECT_TRUE(reader()->is_within(key, {.owners = {"Organization/7"}}).value());
    EXPECT_EQ(reader()->patients_of(key).value(), std::vector<std::string>{"Patient/2"});
}

TEST_P(Contract, reindexing_leaves_a_version_that_is_not_the_newest)
{
    create("Observation", "a", with_token("code", "", "first"));
    update("Observation", "a", with_token("code", "", "second"));
    create("Observation", "b", with_token("code", "", "gone"));
    remove("Observation", "b");
    EXPECT_FALSE(reindex(store(), {"Observation", "a"}, 1, with_token("code", "", "late")).value());
    EXPECT_FALSE(reindex(store(), {"Observation", "b"}, 1, with_token("code", "", "late")).value());
    EXPECT_FALSE(reindex(store(), {"Observation", "never"}, 1, with_token("code", "", "late")).value());
    EXPECT_EQ(ids("Observation", {token("code", {}, "late")}), Ids{});
    EXPECT_EQ(ids("Observation", {token("code", {}, "second")}), Ids{"a"});
}

TEST_P(Contract, an_update_after_reindexing_takes_the_new_rows_away)
{
    create("Observation", "a", with_token("code", "", "old"));
    ASSERT_TRUE(reindex(store(), {"Observation", "a"}, 1, with_string("note", "New")).value());
    update("Observation", "a", with_token("code", "", "next"));
    EXPECT_EQ(ids("Observation", {string("note", "new")}), Ids{});
    EXPECT_EQ(ids("Observation", {token("code", {}, "next")}), Ids{"a"});
}

TEST_P(Contract, a_fact_is_kept_replaced_and_forgotten)
{
    const auto keep = [&](const char* value) {
        return store().write([&](Transaction& transaction) { return transaction.keep_fact("colour", value); });
    };
    EXPECT_EQ(reader()->fact("colour").value(), "");
    ASSERT_TRUE(keep("red"));
    ASSERT_TRUE(keep("blue"));
    reopen();
    EXPECT_EQ(reader()->fact("colour").value(), "blue");
    ASSERT_TRUE(keep(""));
    EXPECT_EQ(reader()->fact("colour").value(), "");
}

}  // namespace helselos::store
