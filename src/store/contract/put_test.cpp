#include "store/contract/contract.h"

namespace helselos::store {

TEST_P(Contract, what_was_created_is_read_with_version_and_moment_in_its_body)
{
    const auto created = create("Patient", "p-1");

    const auto read = reader()->read({"Patient", "p-1"}).value();

    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->number, 1U);
    EXPECT_EQ(read->act, Act::create);
    EXPECT_EQ(read->at, clock().now());
    EXPECT_EQ(read->key, (Key{"Patient", "p-1"}));
    EXPECT_EQ(read->body,
        R"({"resourceType":"Patient","id":"p-1","meta":{"versionId":"1","lastUpdated":")" + to_text(clock().now())
            + R"("}})");
    EXPECT_EQ(created.body, read->body);
    EXPECT_EQ(created.number, 1U);
}

TEST_P(Contract, what_was_never_there_is_nothing)
{
    create("Patient", "p-1");
    EXPECT_FALSE(reader()->read({"Patient", "p-2"}).value().has_value());
    EXPECT_FALSE(reader()->read({"Person", "p-1"}).value().has_value());
    EXPECT_FALSE(reader()->read_version({"Patient", "p-1"}, 2).value().has_value());
    EXPECT_FALSE(reader()->read_version({"Patient", "p-1"}, 0).value().has_value());
    EXPECT_FALSE(reader()->read_version({"Patient", "p-1"}, UINT64_MAX).value().has_value());
}

TEST_P(Contract, what_is_only_referred_to_is_not_there)
{
    create("Observation", "o-1", with_reference("subject", "Patient", "p-7"));
    EXPECT_FALSE(reader()->read({"Patient", "p-7"}).value().has_value());
    EXPECT_TRUE(ids("Patient", {}).empty());
    EXPECT_EQ(create("Patient", "p-7").number, 1U);
}

TEST_P(Contract, versions_count_and_each_is_kept)
{
    create("Patient", "p-1");
    clock().advance(std::chrono::seconds{5});
    EXPECT_EQ(update("Patient", "p-1").number, 2U);

    const auto moment = reader();
    EXPECT_EQ(moment->read({"Patient", "p-1"}).value()->number, 2U);
    EXPECT_EQ(moment->read_version({"Patient", "p-1"}, 1).value()->act, Act::create);
    EXPECT_EQ(moment->read_version({"Patient", "p-1"}, 2).value()->at, clock().now());
}

TEST_P(Contract, a_removal_is_a_version_without_body)
{
    create("Patient", "p-1");
    EXPECT_EQ(remove("Patient", "p-1").number, 2U);

    const auto read = reader()->read({"Patient", "p-1"}).value();

    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->act, Act::remove);
    EXPECT_TRUE(read->body.empty());
    EXPECT_FALSE(reader()->read_version({"Patient", "p-1"}, 1).value()->body.empty());
}

TEST_P(Contract, what_was_removed_may_be_created_again_and_counts_on)
{
    create("Patient", "p-1", with_token("active", "", "true"));
    remove("Patient", "p-1");
    EXPECT_EQ(create("Patient", "p-1", with_token("active", "", "false")).number, 3U);
    EXPECT_EQ(ids("Patient", {token("active", {}, "false")}), Ids{"p-1"});
    EXPECT_EQ(ids("Patient", {token("active", {}, "true")}), Ids{});
}

TEST_P(Contract, an_act_on_what_is_not_as_it_thinks_is_a_conflict)
{
    create("Patient", "p-1");
    EXPECT_EQ(put(change(Act::create, "Patient", "p-1")).error().kind, Kind::conflict);
    EXPECT_EQ(put(change(Act::update, "Patient", "p-2")).error().kind, Kind::conflict);
    EXPECT_EQ(put(change(Act::remove, "Patient", "p-2")).error().kind, Kind::conflict);
    remove("Patient", "p-1");
    EXPECT_EQ(put(change(Act::update, "Patient", "p-1")).error().kind, Kind::conflict);
    EXPECT_EQ(put(change(Act::remove, "Patient", "p-1")).error().kind, Kind::conflict);
    EXPECT_EQ(reader()->read({"Patient", "p-1"}).value()->number, 2U);
}

TEST_P(Contract, an_update_takes_away_the_rows_it_no_longer_yields)
{
    create("Patient", "p-1", with_string("name", "Kari", with_token("gender", "g", "female")));
    update("Patient", "p-1", with_string("name", "Kari", with_token("gender", "g", "other")));
    EXPECT_EQ(ids("Patient", {token("gender", "g", "female")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("gender", "g", "other")}), Ids{"p-1"});
    EXPECT_EQ(ids("Patient", {string("name", "Kari")}), Ids{"p-1"});
}

TEST_P(Contract, two_strings_that_fold_alike_go_one_by_one)
{
    create("Patient", "p-1", with_string("name", "KARI", with_string("name", "Kari")));
    update("Patient", "p-1", with_string("name", "Kari"));
    EXPECT_EQ(ids("Patient", {string("name", "kari")}), Ids{"p-1"});
    EXPECT_EQ(ids("Patient", {string("name", "KARI", Modifier::exact)}), Ids{});
    EXPECT_EQ(ids("Patient", {string("name", "Kari", Modifier::exact)}), Ids{"p-1"});
}

TEST_P(Contract, a_body_of_any_size_comes_back_byte_for_byte)
{
    for (const std::size_t size : {0U, 100U, 255U, 256U, 300U, 5'000U, 1'000'000U}) {
        auto act = change(Act::create, "Binary", "b-" + std::to_string(size));
        act.body.after += std::string(size, 'x') + "æøå\xf0\x9f\x9a\x91";
        const auto written = put(act).value();
        EXPECT_EQ(reader()->read(act.key).value()->body, written.body) << size;
        EXPECT_TRUE(written.body.ends_with(act.body.after));
    }
}

TEST_P(Contract, a_body_over_the_limit_is_refused_and_leaves_nothing)
{
    auto act = change(Act::create, "Binary", "b-1");
    act.body.after += std::string(limits::store_body_bytes_max, 'x');
    EXPECT_EQ(put(act).error().kind, Kind::too_large);
    EXPECT_FALSE(reader()->read(act.key).value().has_value());
}

TEST_P(Contract, a_job_that_fails_leaves_nothing_and_harms_no_other)
{
    create("Patient", "p-0");
    const auto outcome = store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(change(Act::create, "Patient", "p-1", with_token("fresh-parameter", "fresh-system", "x"))));
        TRY(transaction.put(change(Act::remove, "Patient", "p-0")));
        TRY(transaction.audit({.at = transaction.now(), .agent = "a", .patient = "Patient/p-1"}));
        return Error{Kind::precondition, "no"};
    });
    EXPECT_EQ(outcome.error().kind, Kind::precondition);

    const auto moment = reader();
    EXPECT_FALSE(moment->read({"Patient", "p-1"}).value().has_value());
    EXPECT_EQ(moment->read({"Patient", "p-0"}).value()->number, 1U);
    EXPECT_TRUE(moment->audit_of_patient("Patient/p-1", 10).value().empty());
    EXPECT_EQ(moment->waiting_events(10).value().size(), 1U);
    EXPECT_EQ(moment->count(query("Patient"), everyone).value(), 1U);
    create("Patient", "p-1", with_token("fresh-parameter", "fresh-system", "x"));
    EXPECT_EQ(ids("Patient", {token("fresh-parameter", "fresh-system", "x")}), Ids{"p-1"});
}

TEST_P(Contract, a_job_that_throws_is_a_fault_and_leaves_nothing)
{
    const auto outcome = store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(change(Act::create, "Patient", "p-1")));
        throw std::runtime_error("unexpected");
    });
    EXPECT_EQ(outcome.error().kind, Kind::fault);
    EXPECT_FALSE(reader()->read({"Patient", "p-1"}).value().has_value());
    create("Patient", "p-1");
}

TEST_P(Contract, a_job_that_writes_to_the_store_instead_of_the_transaction_is_told)
{
    Result<void> inner;
    ASSERT_TRUE(store().write([&](Transaction&) -> Result<void> {
        inner = store().write([](Transaction&) -> Result<void> { return {}; });
        return {};
    }));
    EXPECT_EQ(inner.error().kind, Kind::fault);
}

TEST_P(Contract, a_transaction_sees_its_own_changes)
{
    create("Patient", "p-1", with_token("gender", "g", "female"), {"Patient/p-1"});
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(
            change(Act::create, "Patient", "p-2", with_token("gender", "g", "female"), {"Patient/p-2"})));
        TRY(transaction.put(change(Act::update, "Patient", "p-1", with_token("gender", "g", "male"), {"Patient/p-1"})));
        EXPECT_EQ(TRY(transaction.read({"Patient", "p-1"}))->number, 2U);
        const auto found = TRY(transaction.search(query("Patient", {token("gender", "g", "female")}), everyone));
        EXPECT_EQ(found.matches.size(), 1U);
        EXPECT_EQ(found.matches.at(0).key.id, "p-2");
        EXPECT_EQ(TRY(transaction.count(query("Patient"), everyone)), 2U);
        EXPECT_TRUE(TRY(transaction.is_within({"Patient", "p-2"}, {.owners = {"Patient/p-2"}})));
        EXPECT_EQ(TRY(transaction.history({.type = "Patient", .count = 10}, everyone)).versions.size(), 3U);
        TRY(transaction.put(change(Act::update, "Patient", "p-2", with_token("gender", "g", "male"), {"Patient/p-2"})));
        EXPECT_EQ(TRY(transaction.count(query("Patient", {token("gender", "g", "male")}), everyone)), 2U);
        return {};
    }));
    EXPECT_EQ(ids("Patient", {token("gender", "g", "male")}), (Ids{"p-1", "p-2"}));
}

TEST_P(Contract, a_row_that_comes_and_goes_in_one_act_is_gone)
{
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(change(Act::create, "Patient", "p-1", with_token("gender", "g", "female"))));
        TRY(transaction.put(change(Act::update, "Patient", "p-1")));
        TRY(transaction.put(change(Act::update, "Patient", "p-1", with_token("gender", "g", "female"))));
        TRY(transaction.put(change(Act::remove, "Patient", "p-1")));
        return {};
    }));
    EXPECT_TRUE(ids("Patient", {token("gender", "g", "female")}).empty());
    EXPECT_EQ(reader()->count(query("Patient"), everyone).value(), 0U);
}

TEST_P(Contract, a_reader_sees_one_moment)
{
    create("Patient", "p-1", with_token("gender", "g", "female"));
    const auto before = reader();
    update("Patient", "p-1", with_token("gender", "g", "male"));
    create("Patient", "p-2", with_token("gender", "g", "female"));

    EXPECT_EQ(before->read({"Patient", "p-1"}).value()->number, 1U);
    EXPECT_FALSE(before->read({"Patient", "p-2"}).value().has_value());
    const auto found = before->search(query("Patient", {token("gender", "g", "female")}), everyone).value();
    ASSERT_EQ(found.matches.size(), 1U);
    EXPECT_EQ(found.matches[0].key.id, "p-1");
    EXPECT_EQ(before->count(query("Patient"), everyone).value(), 1U);
    EXPECT_EQ(reader()->count(query("Patient"), everyone).value(), 2U);
}

TEST_P(Contract, what_was_written_is_there_after_the_store_was_closed)
{
    create("Patient", "p-1", with_string("name", "Kari"), {"Patient/p-1"});
    create("Patient", "p-2", with_string("name", "Ola"));
    remove("Patient", "p-2");
    reopen();
    EXPECT_EQ(ids("Patient", {string("name", "kari")}), Ids{"p-1"});
    EXPECT_EQ(reader()->read({"Patient", "p-2"}).value()->act, Act::remove);
    EXPECT_EQ(store().figures().resources, 1U);
    EXPECT_EQ(store().figures().waiting_events, 3U);
    EXPECT_EQ(update("Patient", "p-1").number, 2U);
}

TEST_P(Contract, time_does_not_go_back_between_acts)
{
    const auto first = create("Patient", "p-1");
    auto behind = first.at - std::chrono::hours{1};
    clock().advance(std::chrono::hours{-1});
    ASSERT_EQ(clock().now(), behind);
    EXPECT_EQ(create("Patient", "p-2").at, first.at);
    reopen();
    EXPECT_EQ(create("Patient", "p-3").at, first.at);
    clock().advance(std::chrono::hours{2});
    EXPECT_EQ(create("Patient", "p-4").at, clock().now());
}

TEST_P(Contract, one_act_has_one_moment)
{
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        const auto now = transaction.now();
        clock().advance(std::chrono::seconds{1});
        EXPECT_EQ(TRY(transaction.put(change(Act::create, "Patient", "p-1"))).at, now);
        EXPECT_EQ(transaction.now(), now);
        return {};
    }));
}

TEST_P(Contract, figures_count_what_is_there)
{
    create("Patient", "p-1");
    create("Patient", "p-2");
    remove("Patient", "p-2");
    const auto figures = store().figures();
    EXPECT_EQ(figures.resources, 1U);
    EXPECT_EQ(figures.acts, 3U);
    EXPECT_EQ(figures.commits, 3U);
    EXPECT_EQ(figures.waiting, 0U);
    EXPECT_EQ(figures.waiting_events, 3U);
}

}  // namespace helselos::store
