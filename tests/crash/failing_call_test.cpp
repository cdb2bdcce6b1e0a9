// Each call to the disk fails once, in its turn: the failure is told, nothing that
// was acknowledged is lost, and the store goes on without a restart.
#include "ledger.h"
#include "simulated_disk.h"
#include "store/sqlite/log/check_log.h"
#include "store/sqlite/open.h"
#include "whole_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace helselos::crash {

namespace {

constexpr Instant start{std::chrono::milliseconds{1'700'000'000'000}};
constexpr int acts = 8;

class FailingCall : public testing::TestWithParam<Failure> {
protected:
    struct Run {
        SeededRandom random{77};
        SimulatedDisk disk{78};
        SetClock clock{start};
        store::sqlite::Options options;
        Ledger ledger;
        int told = 0;
    };

    static Result<std::unique_ptr<store::Store>> open(Run& run)
    {
        run.options.vfs = run.disk.vfs_name();
        run.options.has_threads = false;
        run.options.checkpoint_pages = 9;
        return store::sqlite::open("failing", run.options, run.clock);
    }

    static void work(Run& run, store::Store& store)
    {
        for (int act = 0; act < acts; ++act) {
            run.clock.advance(std::chrono::hours{10});
            const auto deed = run.ledger.invent(run.random);
            if (store.write([&](store::Transaction& transaction) { return carry_out(deed, transaction); }))
                run.ledger.note(deed);
            else
                ++run.told;
        }
    }

    // An answer may be missing while the disk fails, and is there when asked again.
    static void compare(Run& run, store::Store& store, std::uint64_t call)
    {
        const bool had_failed = run.disk.has_failed();
        const auto wrong = run.ledger.compare(store);
        if (had_failed || !run.disk.has_failed()) {
            EXPECT_EQ(wrong, "") << call;
        } else {
            EXPECT_EQ(run.ledger.compare(store), "") << call;
        }
    }

    static std::unique_ptr<store::Store> open_in_the_end(Run& run, std::uint64_t call)
    {
        auto opened = open(run);
        if (!opened && run.disk.has_failed())
            opened = open(run);
        EXPECT_TRUE(opened.ok()) << "call " << call << ": " << opened.error().reason;
        return opened ? *std::move(opened) : nullptr;
    }

    // A row that could not be written failed its act: the log has those of acts that were done, and no others.
    static void expect_whole_log(Run& run, std::uint64_t call)
    {
        const auto log
            = store::sqlite::check_log("failing", {.public_key = {}, .passes = {}, .vfs = run.disk.vfs_name()});
        ASSERT_TRUE(log.ok()) << call;
        EXPECT_TRUE(log->findings.empty()) << call << ": " << log->findings.at(0).text;
    }

    // True when the failure was reached.
    static bool fail_once(std::uint64_t call, Failure failure)
    {
        Run run;
        run.disk.fail_at(call, failure);
        auto store = open_in_the_end(run, call);
        if (!store)
            return false;
        work(run, *store);
        EXPECT_LE(run.told, 1) << call;
        compare(run, *store, call);
        store.reset();
        store = open_in_the_end(run, call);
        if (!store)
            return false;
        compare(run, *store, call);
        store.reset();
        run.disk.fail_no_more();
        EXPECT_EQ(examine("failing/helselos.db", run.disk.vfs_name()), "") << call;
        expect_whole_log(run, call);
        return run.disk.has_failed();
    }
};

}  // namespace

TEST_P(FailingCall, is_told_and_loses_nothing)
{
    std::uint64_t call = 1;
    while (fail_once(call, GetParam()) && !HasFailure())
        ++call;
    fmt::print("calls that failed in their turn: {}\n", call - 1);
    EXPECT_GT(call, 50U) << "the work must reach the disk";
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, FailingCall, testing::Values(Failure::error, Failure::full, Failure::half_read), [](const auto& instance) {
        return std::string(instance.param == Failure::error ? "error"
                : instance.param == Failure::full           ? "full"
                                                            : "half_read");
    });

// Reads go on, writes are refused as busy, and when there is room again all goes on by itself.
TEST(FullDisk, refuses_writes_and_serves_reads_until_there_is_room)
{
    for (const std::uint64_t room : {200'000U, 400'000U, 700'000U, 1'000'000U}) {
        SeededRandom random(room);
        SimulatedDisk disk(room);
        SetClock clock(start);
        const store::sqlite::Options options{.vfs = disk.vfs_name(), .has_threads = false, .checkpoint_pages = 20};
        auto store = store::sqlite::open("full", options, clock).value();
        disk.set_capacity(room);
        Ledger ledger;
        int refused = 0;
        for (int act = 0; act < 2'000 && refused < 20; ++act) {
            const auto deed = ledger.invent(random);
            const auto outcome
                = store->write([&](store::Transaction& transaction) { return carry_out(deed, transaction); });
            if (outcome) {
                ledger.note(deed);
                continue;
            }
            EXPECT_EQ(outcome.error().kind, Kind::busy) << outcome.error().reason;
            ++refused;
        }
        EXPECT_EQ(refused, 20) << "the disk must have been full";
        EXPECT_EQ(ledger.compare(*store), "");
        disk.set_capacity(SimulatedDisk::never);
        const auto deed = ledger.invent(random);
        EXPECT_TRUE(store->write([&](store::Transaction& transaction) { return carry_out(deed, transaction); }));
        ledger.note(deed);
        EXPECT_EQ(ledger.compare(*store), "");
        fmt::print("room {}: {} acts written, then refused\n", room, ledger.deeds());
        store.reset();
        EXPECT_EQ(examine("full/helselos.db", disk.vfs_name()), "");
    }
}

}  // namespace helselos::crash
