// bench_raw_sqlite: durable groups of resources straight into SQLite (WAL, FULL), with a checkpoint
// thread of its own, and one line of JSON about it.
#include "bench/raw_rows.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace helselos::bench;
using SteadyClock = std::chrono::steady_clock;

struct Arguments {
    std::string file;
    std::string mix;
    std::string like;
    std::size_t group = 32;
    std::uint64_t base = 0;
    std::uint64_t resources = 0;
    std::uint64_t seconds = 3;
    std::uint64_t seed = 190723;
};

void describe(CLI::App& app, Arguments& arguments)
{
    app.add_option("--file", arguments.file, "a new database file")->required();
    app.add_option("--group", arguments.group, "resources in a transaction")->capture_default_str();
    app.add_option("--like", arguments.like, "take the row mix of this store of Helselos");
    app.add_option("--mix", arguments.mix, "rows a resource: token=6,date=2,body=300 ...");
    app.add_option("--base", arguments.base, "resources to have before measuring");
    app.add_option("--count", arguments.resources, "resources to measure, instead of --seconds");
    app.add_option("--seconds", arguments.seconds)->capture_default_str();
    app.add_option("--seed", arguments.seed)->capture_default_str();
}

// Copies the log into the base beside the writer, as soon as it is worth it.
class Checkpoints {
public:
    explicit Checkpoints(const std::string& file, sqlite3* writer)
    {
        check(sqlite3_open_v2(file.c_str(), &m_database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr)
                == SQLITE_OK,
            m_database, "open");
        sqlite3_exec(m_database, "PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL", nullptr, nullptr, nullptr);
        sqlite3_wal_hook(
            writer,
            [](void* pages, sqlite3*, const char*, int in_log) {
                static_cast<std::atomic<int>*>(pages)->store(in_log);
                return SQLITE_OK;
            },
            &m_pages);
        m_thread = std::thread([this] { run(); });
    }
    ~Checkpoints()
    {
        m_is_done = true;
        m_thread.join();
        sqlite3_close(m_database);
    }
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

private:
    void run()
    {
        constexpr int pages_worth_it = 4000;
        while (!m_is_done) {
            if (m_pages.exchange(0) >= pages_worth_it)
                sqlite3_wal_checkpoint_v2(m_database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

    sqlite3* m_database = nullptr;
    std::atomic<int> m_pages{0};
    std::atomic<bool> m_is_done{false};
    std::thread m_thread;
};

std::uint64_t own_cpu_us()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto us = [](const timeval& time) { return time.tv_sec * 1'000'000 + time.tv_usec; };
    return static_cast<std::uint64_t>(us(usage.ru_utime) + us(usage.ru_stime));
}

// Not measured, so not durable either; the log is emptied after each group, or it grows larger than the data.
void fill(RawWriter& writer, std::uint64_t resources)
{
    constexpr std::size_t group = 4096;
    writer.set_durable(false);
    while (writer.written() < resources) {
        writer.write_group(group);
        sqlite3_wal_checkpoint_v2(writer.database(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    }
    writer.set_durable(true);
}

void measure(const Arguments& arguments, const Mix& mix, RawWriter& writer)
{
    std::vector<double> commits_us;
    const auto before = writer.written();
    const auto cpu = own_cpu_us();
    const auto began = SteadyClock::now();
    const auto end = began + std::chrono::seconds(arguments.seconds);
    const auto is_enough = [&] {
        return arguments.resources > 0 ? writer.written() - before >= arguments.resources : SteadyClock::now() >= end;
    };
    while (!is_enough()) {
        const auto start = SteadyClock::now();
        writer.write_group(arguments.group);
        commits_us.push_back(std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count());
    }
    const auto seconds = std::chrono::duration<double>(SteadyClock::now() - began).count();
    const auto resources = static_cast<double>(writer.written() - before);
    std::ranges::sort(commits_us);
    const auto last = static_cast<double>(commits_us.size() - 1);
    fmt::print(R"({{"resources":{},"seconds":{:.3f},"rate":{:.1f},"group":{},"commit_p50_us":{:.0f},)"
               R"("commit_p99_us":{:.0f},"cpu_us":{:.1f},"mix":"{}"}})"
               "\n",
        resources, seconds, resources / seconds, arguments.group, commits_us[static_cast<std::size_t>(last * 0.5)],
        commits_us[static_cast<std::size_t>(last * 0.99)], static_cast<double>(own_cpu_us() - cpu) / resources,
        to_text(mix));
}

}  // namespace

int main(int count, char** values)
{
    CLI::App app("Writes what Helselos writes, with SQLite alone.");
    Arguments arguments;
    describe(app, arguments);
    CLI11_PARSE(app, count, values);
    Mix mix;
    if (!arguments.like.empty() && !read_mix_of(arguments.like, mix)) {
        fmt::print(stderr, "bench_raw_sqlite: no versions in {}\n", arguments.like);
        return 1;
    }
    if (!arguments.mix.empty() && !read_mix(arguments.mix, mix)) {
        fmt::print(stderr, "bench_raw_sqlite: --mix is not understood\n");
        return 1;
    }
    if (std::filesystem::exists(arguments.file)) {
        fmt::print(stderr, "bench_raw_sqlite: {} is there already\n", arguments.file);
        return 1;
    }
    RawWriter writer(arguments.file, mix, arguments.seed);
    fill(writer, arguments.base);
    const Checkpoints checkpoints(arguments.file, writer.database());
    measure(arguments, mix, writer);
    return 0;
}
