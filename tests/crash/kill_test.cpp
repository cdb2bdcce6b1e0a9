// kill -9 while acts are written and while a store recovers. The ledger is what
// came through the pipe: what was acknowledged.
#include "base/random.h"
#include "store/sqlite/log/check_log.h"
#include "store/sqlite/open.h"
#include "whole_file.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <poll.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace helselos::crash {

namespace {

constexpr int kills = 20;

struct Acknowledged {
    std::uint64_t version = 0;
    std::size_t length = 0;
};

// A child that writes, and what it said before it was killed.
class Victim {
public:
    Victim(const std::string& folder, const std::string& name)
    {
        std::array<int, 2> ends{};
        HL_ASSERT(::pipe(ends.data()) == 0);
        m_child = ::fork();
        HL_ASSERT(m_child >= 0);
        if (m_child == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            ::close(ends[1]);
            ::execl(HL_LEDGER_WRITER, HL_LEDGER_WRITER, folder.c_str(), name.c_str(), nullptr);
            ::_exit(6);
        }
        ::close(ends[1]);
        m_pipe = ends[0];
    }

    std::string kill_after(std::chrono::milliseconds wait)
    {
        const auto end = std::chrono::steady_clock::now() + wait;
        for (;;) {
            const auto left
                = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            pollfd waiting{m_pipe, POLLIN, 0};
            if (left.count() <= 0 || (::poll(&waiting, 1, static_cast<int>(left.count())) > 0 && !take()))
                break;
        }
        ::kill(m_child, SIGKILL);
        int status = 0;
        ::waitpid(m_child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;
        while (take()) {}
        ::close(m_pipe);
        return m_said;
    }

private:
    bool take()
    {
        std::array<char, 65'536> buffer{};
        const auto size = ::read(m_pipe, buffer.data(), buffer.size());
        if (size > 0)
            m_said.append(buffer.data(), static_cast<std::size_t>(size));
        return size > 0;
    }

    pid_t m_child = 0;
    int m_pipe = 0;
    std::string m_said;
};

class Judge {
public:
    // Returns whether the child had opened the store before it was killed.
    bool note(const std::string& said)
    {
        std::istringstream lines(said);
        std::string line;
        bool has_opened = false;
        while (std::getline(lines, line) && !lines.eof()) {
            if (line == "opened") {
                has_opened = true;
                continue;
            }
            std::istringstream words(line);
            std::string id;
            Acknowledged acknowledged;
            words >> id >> acknowledged.version >> acknowledged.length;
            m_ledger[{id, acknowledged.version}] = acknowledged.length;
        }
        return has_opened;
    }

    void judge(store::Store& store) const
    {
        auto reader = store.reader().value();
        for (const auto& [key, length] : m_ledger) {
            const auto version = reader->read_version({"Observation", key.first}, key.second).value();
            ASSERT_TRUE(version.has_value()) << key.first << " " << key.second << " was acknowledged and is lost";
            ASSERT_EQ(version->body.size(), length) << key.first;
        }
        const auto history = reader->history({.count = 1}, {.everything = true}).value();
        ASSERT_GE(*history.total, m_ledger.size());
        const auto audits = reader->audit_of_patient("Patient/1", *history.total + 10).value().size();
        ASSERT_EQ(audits, *history.total) << "each act has its audit row";
        std::size_t position = 0;
        const auto log = reader->audit_search({.patients = {}, .count = audits + 10}).value();
        for (const auto& logged : log.rows)
            ASSERT_EQ(logged.number, audits - position++);
        ASSERT_EQ(reader->waiting_events(*history.total + 10).value().size(), *history.total);
    }

    std::size_t size() const { return m_ledger.size(); }

private:
    std::map<std::pair<std::string, std::uint64_t>, std::size_t> m_ledger;
};

}  // namespace

TEST(Kill, nothing_acknowledged_is_lost)
{
    const std::uint64_t seed = secure_random().next();
    SeededRandom random(seed);
    const auto folder = std::filesystem::temp_directory_path() / ("helselos-kill-" + std::to_string(seed));
    Judge judge;
    int in_recovery = 0;
    int at_work = 0;
    for (int kill = 0; kill < kills; ++kill) {
        const auto wait = below(random, 3) == 0 ? below(random, 25) : 20 + below(random, 280);
        Victim victim(folder.string(), std::to_string(kill));
        const bool has_opened = judge.note(victim.kill_after(std::chrono::milliseconds{wait}));
        ++(has_opened ? at_work : in_recovery);
        // The next victim recovers what this one left; every third time the judge does.
        if (kill % 3 != 2 && kill + 1 < kills)
            continue;
        const auto store = store::sqlite::open(folder, {}, system_clock());
        ASSERT_TRUE(store.ok()) << "seed " << seed << ": " << store.error().reason;
        judge.judge(**store);
        ASSERT_FALSE(testing::Test::HasFatalFailure()) << "seed " << seed;
    }
    EXPECT_EQ(examine((folder / "helselos.db").string(), ""), "");
    const auto log = store::sqlite::check_log(folder).value();
    EXPECT_TRUE(log.findings.empty()) << log.findings.at(0).text;
    EXPECT_GE(static_cast<std::size_t>(log.rows), judge.size());
    fmt::print("seed {}: {} kills, {} at work, {} while opening, {} acknowledged, 0 lost\n", seed, kills, at_work,
        in_recovery, judge.size());
    EXPECT_GE(at_work, kills / 3);
    EXPECT_GE(in_recovery, 1);
    EXPECT_GT(judge.size(), 100U);
    std::filesystem::remove_all(folder);
}

}  // namespace helselos::crash
