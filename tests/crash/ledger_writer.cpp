// The process that is killed: writes to a store from several threads and says on
// standard output, one line each, what was acknowledged:
//
//     opened
//     <id> <version> <length of the body>
#include "store/sqlite/open.h"

#include <atomic>
#include <cstdio>
#include <fmt/format.h>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace helselos;

constexpr int writers = 4;

// One write call for each line: what the reader has is whole lines and at most one torn one.
void say(const std::string& line)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        ::_exit(3);
}

store::Change change_of(const std::string& id, store::Act act, std::size_t round)
{
    store::Change change{{"Observation", id}, act, {}, {}, {}};
    change.body = {R"({"resourceType":"Observation","id":")" + id + R"(","meta":{)",
        R"(},"note":")" + std::string(round * 37 % 3000, 'n') + R"("})"};
    change.rows.tokens = {{"tag", "", id}, {"round", "", std::to_string(round)}};
    change.rows.dates = {{"date", static_cast<std::int64_t>(round), static_cast<std::int64_t>(round) + 1}};
    change.memberships = {{"Patient/1", change.key}};
    return change;
}

void write_forever(store::Store& store, const std::string& name)
{
    for (std::size_t round = 0;; ++round) {
        const auto id = fmt::format("{}-{}", name, round / 3);
        std::optional<store::Version> version;
        const auto outcome = store.write([&](store::Transaction& transaction) -> Result<void> {
            const auto there = TRY(transaction.read({"Observation", id}));
            const auto act = there ? store::Act::update : store::Act::create;
            version = TRY(transaction.put(change_of(id, act, round)));
            return transaction.audit(
                {.at = transaction.now(), .agent = "system", .record = id, .patient = "Patient/1"});
        });
        if (!outcome)
            ::_exit(4);
        say(fmt::format("{} {} {}\n", id, version->number, version->body.size()));
    }
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 3)
        return 2;
    store::sqlite::Options options;
    options.checkpoint_pages = 100;
    auto store = store::sqlite::open(arguments[1], options, system_clock());
    if (!store)
        return 5;
    say("opened\n");
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, writer] { write_forever(**store, fmt::format("{}-{}", arguments[2], writer)); });
    for (auto& thread : threads)
        thread.join();
}
