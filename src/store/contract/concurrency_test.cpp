#include "store/contract/contract.h"

#include <atomic>
#include <latch>
#include <thread>

namespace helselos::store {

TEST_P(Contract, concurrent_conditional_creates_never_make_two)
{
    constexpr int writers = 8;
    constexpr int rounds = 25;
    std::atomic<int> created = 0;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int round = 0; round < rounds; ++round) {
                const auto code = std::to_string(round);
                const auto outcome = store().write([&](Transaction& transaction) -> Result<void> {
                    if (TRY(transaction.count(query("Patient", {token("identifier", "s", code)}), everyone)) > 0)
                        return {};
                    const auto id = code + "-" + std::to_string(writer);
                    TRY(transaction.put(change(Act::create, "Patient", id, with_token("identifier", "s", code))));
                    ++created;
                    return {};
                });
                EXPECT_TRUE(outcome);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(created, rounds);
    EXPECT_EQ(reader()->count(query("Patient"), everyone).value(), static_cast<std::uint64_t>(rounds));
}

TEST_P(Contract, a_failing_act_harms_no_other_in_its_group)
{
    constexpr int writers = 8;
    constexpr int rounds = 20;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int round = 0; round < rounds; ++round) {
                const auto id = std::to_string(writer) + "-" + std::to_string(round);
                const bool fails = (writer + round) % 2 == 0;
                const auto outcome = store().write([&](Transaction& transaction) -> Result<void> {
                    TRY(transaction.put(change(Act::create, "Patient", id, with_token("identifier", "s" + id, id))));
                    if (fails)
                        return Error{Kind::precondition, "no"};
                    return {};
                });
                EXPECT_EQ(outcome.ok(), !fails);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    auto all = query("Patient");
    all.count = 1000;
    const auto found = ids(all);
    EXPECT_EQ(found.size(), static_cast<std::size_t>(writers * rounds / 2));
    for (const auto& id : found)
        EXPECT_EQ(ids("Patient", {token("identifier", "s" + id, id)}), Ids{id});
    EXPECT_EQ(store().figures().resources, static_cast<std::uint64_t>(writers * rounds / 2));
}

// Acts of one group share a flush: what an earlier one wrote must not go with a later one.
TEST_P(Contract, an_act_that_looks_and_then_fails_takes_nothing_of_earlier_acts_along)
{
    create("Patient", "old", with_token("identifier", "s", "old"));
    std::latch writer_is_held(1);
    std::latch go(1);
    std::latch answered(4);
    const auto done = [&](Result<void>) { answered.count_down(); };
    store().submit(
        [&](Transaction&) -> Result<void> {
            writer_is_held.count_down();
            go.wait();
            return {};
        },
        done);
    writer_is_held.wait();
    store().submit(
        [&](Transaction& transaction) -> Result<void> {
            TRY(transaction.put(change(Act::create, "Patient", "first", with_token("identifier", "s", "1"))));
            TRY(transaction.put(change(Act::update, "Patient", "old", with_token("identifier", "s", "new"))));
            return {};
        },
        done);
    store().submit(
        [&](Transaction& transaction) -> Result<void> {
            TRY(transaction.put(change(Act::create, "Patient", "second", with_token("identifier", "s", "2"))));
            EXPECT_EQ(TRY(transaction.count(query("Patient", {token("identifier", "s", "1")}), everyone)), 1U);
            TRY(transaction.put(change(Act::create, "Patient", "second-b", with_token("identifier", "s", "2"))));
            return Error{Kind::precondition, "no"};
        },
        done);
    store().submit(
        [&](Transaction& transaction) -> Result<void> {
            EXPECT_EQ(TRY(transaction.count(query("Patient", {token("identifier", "s", "2")}), everyone)), 0U);
            TRY(transaction.put(change(Act::create, "Patient", "third", with_token("identifier", "s", "3"))));
            return {};
        },
        done);
    go.count_down();
    answered.wait();
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "1")}), Ids{"first"});
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "new")}), Ids{"old"});
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "old")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "2")}), Ids{});
    EXPECT_EQ(ids("Patient", {token("identifier", "s", "3")}), Ids{"third"});
    EXPECT_EQ(reader()->count(query("Patient"), everyone).value(), 3U);
}

TEST_P(Contract, readers_see_whole_acts_while_others_write)
{
    create("Patient", "left", with_token("state", "", "0"));
    create("Patient", "right", with_token("state", "", "0"));
    std::atomic<bool> is_done = false;
    std::thread writing([&] {
        for (int round = 1; round <= 60; ++round) {
            EXPECT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
                const auto rows = with_token("state", "", std::to_string(round));
                TRY(transaction.put(change(Act::update, "Patient", "left", rows)));
                TRY(transaction.put(change(Act::update, "Patient", "right", rows)));
                return {};
            }));
        }
        is_done = true;
    });
    std::uint64_t last = 0;
    while (!is_done) {
        const auto moment = reader();
        const auto left = moment->read({"Patient", "left"}).value()->number;
        EXPECT_EQ(moment->read({"Patient", "right"}).value()->number, left);
        EXPECT_EQ(
            moment->count(query("Patient", {token("state", "", std::to_string(left - 1))}), everyone).value(), 2U);
        EXPECT_GE(left, last);
        last = left;
    }
    writing.join();
}

TEST_P(Contract, a_submitted_act_is_answered_when_it_is_durable)
{
    std::latch answered(20);
    for (int i = 0; i < 20; ++i) {
        store().submit(
            [id = std::to_string(i)](Transaction& transaction) -> Result<void> {
                TRY(transaction.put(change(Act::create, "Patient", id)));
                return {};
            },
            [&](Result<void> outcome) {
                EXPECT_TRUE(outcome);
                answered.count_down();
            });
    }
    answered.wait();
    EXPECT_EQ(reader()->count(query("Patient"), everyone).value(), 20U);
}

TEST_P(Contract, a_writer_over_the_limit_is_told_to_come_back)
{
    std::latch writer_is_held(1);
    std::latch go(1);
    std::latch answered(static_cast<std::ptrdiff_t>(limits::write_queue_max) + 2);
    std::atomic<int> refused = 0;
    const auto done = [&](Result<void> outcome) {
        if (!outcome && outcome.error().kind == Kind::busy)
            ++refused;
        answered.count_down();
    };
    store().submit(
        [&](Transaction&) -> Result<void> {
            writer_is_held.count_down();
            go.wait();
            return {};
        },
        done);
    writer_is_held.wait();
    for (std::size_t i = 0; i < limits::write_queue_max; ++i)
        store().submit([](Transaction&) -> Result<void> { return {}; }, done);
    EXPECT_EQ(refused, 0);
    store().submit([](Transaction&) -> Result<void> { return {}; }, done);
    EXPECT_EQ(refused, 1);
    go.count_down();
    answered.wait();
    EXPECT_EQ(refused, 1);
}

TEST_P(Contract, readers_over_the_limit_are_told_to_come_back)
{
    create("Patient", "a");
    std::vector<std::unique_ptr<Reader>> readers;
    for (std::size_t i = 0; i < limits::store_readers_max; ++i)
        readers.push_back(reader());
    EXPECT_EQ(store().reader().error().kind, Kind::busy);
    readers.pop_back();
    EXPECT_TRUE(store().reader());
}

}  // namespace helselos::store
