// What was acknowledged is there after a power cut, whole; what was not is there
// whole or not at all. Each world is one seed: run it alone with HELSELOS_WORLD=<seed>.
#include "base/text.h"
#include "ledger.h"
#include "simulated_disk.h"
#include "store/sqlite/log/check_log.h"
#include "store/sqlite/open.h"
#include "whole_file.h"

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace helselos::crash {

namespace {

constexpr Instant start{std::chrono::milliseconds{1'700'000'000'000}};

enum class Sabotage : std::uint8_t { none, not_durable, lying_flush };

// What one world came to.
struct Fate {
    bool was_cut_at_work = false;  // While acts were being written, not at rest.
    bool was_cut_in_recovery = false;
    std::size_t acknowledged = 0;
    bool lost_writes = false;  // The cut found something that was not flushed.
    bool is_lost = false;      // Acknowledged and gone, or half there.
    bool is_damaged = false;   // The file itself.
    std::string wrong;
};

class World {
public:
    World(std::uint64_t seed, Sabotage sabotage)
        : m_random(seed), m_disk(seed ^ 0x5eed), m_clock(start), m_sabotage(sabotage)
    {
        if (sabotage == Sabotage::lying_flush)
            m_disk.lie_about_flushing();
        m_options.vfs = m_disk.vfs_name();
        m_options.has_threads = false;
        m_options.is_durable = sabotage != Sabotage::not_durable;
        m_options.checkpoint_pages = static_cast<int>(4 + below(m_random, 60));
    }

    Fate run()
    {
        work_until_dark();
        m_fate.lost_writes = m_disk.lost_writes() > 0;
        m_fate.acknowledged = m_ledger.deeds();
        m_disk.reboot();
        recover();
        if (m_fate.wrong.empty())
            judge();
        return m_fate;
    }

private:
    Result<std::unique_ptr<store::Store>> open() { return store::sqlite::open("world", m_options, m_clock); }

    void work_until_dark()
    {
        // Mostly in the middle of the work, sometimes while the store is being made.
        m_disk.cut_power_at(1 + (below(m_random, 4096) >> below(m_random, 5)));
        {
            auto opened = open();
            for (int act = 0; opened.ok() && act < 60 && !m_disk.is_dead(); ++act)
                write(**opened);
            m_fate.was_cut_at_work = m_disk.is_dead();
            // Some stores rest when the power goes, with the log not yet moved.
            if (!m_disk.is_dead() && below(m_random, 2) == 0)
                m_disk.cut_power_now();
        }
        if (!m_disk.is_dead())
            m_disk.cut_power_now();
    }

    void write(store::Store& store)
    {
        const auto deed = m_ledger.invent(m_random);
        // Some acts are the first of a new day, which closes the one before.
        const auto days = below(m_random, 16) == 0 ? 1 : 0;
        m_clock.advance(std::chrono::milliseconds{below(m_random, 3)} + std::chrono::days{days});
        const bool fails = below(m_random, 8) == 0;
        const auto outcome = store.write([&](store::Transaction& transaction) -> Result<void> {
            TRY(carry_out(deed, transaction));
            return fails ? Result<void>(Error{Kind::precondition, "no"}) : Result<void>();
        });
        if (outcome)
            m_ledger.note(deed);
        else if (!fails)
            m_unanswered = deed;
    }

    void recover()
    {
        for (int attempt = 0; attempt < 4; ++attempt) {
            if (attempt < 3 && below(m_random, 4) != 0)
                m_disk.cut_power_at(1 + below(m_random, 40));
            auto opened = open();
            if (opened) {
                m_store = *std::move(opened);
                m_disk.cut_power_at(SimulatedDisk::never - m_disk.calls());
                return;
            }
            if (!m_disk.is_dead())
                return fail("does not open: " + opened.error().reason, true);
            m_fate.was_cut_in_recovery = true;
            m_disk.reboot();
        }
    }

    void judge()
    {
        auto wrong = m_ledger.compare(*m_store);
        if (!wrong.empty() && m_unanswered) {
            auto with_it = m_ledger;
            with_it.note(*m_unanswered);
            if (with_it.compare(*m_store).empty()) {
                m_ledger = with_it;
                wrong.clear();
            }
        }
        if (!wrong.empty())
            return fail(wrong, false);
        // It goes on as if nothing had been.
        const auto before = m_ledger.deeds();
        m_unanswered.reset();
        for (int act = 0; act < 3; ++act)
            write(*m_store);
        if (m_unanswered || (m_ledger.deeds() > before && !m_ledger.compare(*m_store).empty()))
            return fail("does not go on after recovery", false);
        m_store.reset();
        if (const auto opinion = examine("world/helselos.db", m_disk.vfs_name()); !opinion.empty())
            return fail(opinion, true);
        const auto log = store::sqlite::check_log("world", {.public_key = {}, .passes = {}, .vfs = m_disk.vfs_name()});
        if (!log || !log->findings.empty())
            fail("the chain of the log is broken", true);
    }

    void fail(std::string wrong, bool is_damaged)
    {
        m_fate.wrong = std::move(wrong);
        (is_damaged ? m_fate.is_damaged : m_fate.is_lost) = true;
    }

    SeededRandom m_random;
    SimulatedDisk m_disk;
    SetClock m_clock;
    Sabotage m_sabotage;
    store::sqlite::Options m_options;
    Ledger m_ledger;
    std::optional<Deed> m_unanswered;
    std::unique_ptr<store::Store> m_store;
    Fate m_fate;
};

struct Count {
    int worlds = 0;
    std::size_t acknowledged = 0;
    int cut_at_work = 0;
    int cut_in_recovery = 0;
    int lost_writes = 0;
    int lost = 0;
    int damaged = 0;
};

Count run_worlds(std::uint64_t first, int worlds, Sabotage sabotage)
{
    Count count;
    for (; count.worlds < worlds; ++count.worlds) {
        const auto seed = first + static_cast<std::uint64_t>(count.worlds);
        const auto fate = World(seed, sabotage).run();
        count.acknowledged += fate.acknowledged;
        count.cut_at_work += fate.was_cut_at_work ? 1 : 0;
        count.cut_in_recovery += fate.was_cut_in_recovery ? 1 : 0;
        count.lost_writes += fate.lost_writes ? 1 : 0;
        count.lost += fate.is_lost ? 1 : 0;
        count.damaged += fate.is_damaged ? 1 : 0;
        if (sabotage == Sabotage::none) {
            EXPECT_EQ(fate.wrong, "") << "HELSELOS_WORLD=" << seed;
        }
    }
    fmt::print("worlds {} from seed {}: acts acknowledged {}, cut at work {}, unflushed writes lost {}, cut again in "
               "recovery {}, lost {}, damaged {}\n",
        count.worlds, first, count.acknowledged, count.cut_at_work, count.lost_writes, count.cut_in_recovery,
        count.lost, count.damaged);
    return count;
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise)
{
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : to_unsigned(text).value_or(otherwise);
}

}  // namespace

TEST(PowerLoss, what_was_acknowledged_is_there_and_whole)
{
    if (const auto seed = number_from("HELSELOS_WORLD", 0); seed != 0) {
        EXPECT_EQ(World(seed, Sabotage::none).run().wrong, "");
        return;
    }
    const auto worlds = static_cast<int>(number_from("HELSELOS_WORLDS", 2'000));
    const auto count = run_worlds(number_from("HELSELOS_SEED", 1'000'000), worlds, Sabotage::none);
    EXPECT_EQ(count.lost, 0);
    EXPECT_EQ(count.damaged, 0);
    EXPECT_GT(count.cut_at_work, worlds / 2) << "the power must go while acts are written";
    EXPECT_GT(count.lost_writes, worlds / 2) << "the cut must find unflushed writes";
    EXPECT_GE(count.cut_in_recovery * 10, worlds * 3) << "three in ten must be cut again in recovery";
}

TEST(PowerLoss, acknowledging_before_the_flush_is_noticed)
{
    EXPECT_GT(run_worlds(2'000'000, 100, Sabotage::not_durable).lost, 10);
}

TEST(PowerLoss, a_flush_that_lies_is_noticed)
{
    const auto count = run_worlds(3'000'000, 100, Sabotage::lying_flush);
    EXPECT_GT(count.lost + count.damaged, 50);
    EXPECT_GT(count.damaged, 10);
}

TEST(PowerLoss, one_seed_is_one_world)
{
    for (std::uint64_t seed = 4'000'000; seed < 4'000'010; ++seed) {
        const auto first = World(seed, Sabotage::not_durable).run();
        const auto second = World(seed, Sabotage::not_durable).run();
        EXPECT_EQ(first.wrong, second.wrong);
        EXPECT_EQ(first.was_cut_in_recovery, second.was_cut_in_recovery);
    }
}

}  // namespace helselos::crash
