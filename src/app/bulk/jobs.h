// Jobs of one kind, one after the other on a thread of their own. Each has a folder, so that none is lost when the
// program ends: what was under way goes on at the next start.
#pragma once

#include "app/bulk/job.h"
#include "base/random.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace helselos::app::bulk {

// What one kind of job has of its own.
struct Trade {
    std::string noun;          // "export", for what callers and the log are told.
    std::size_t kept_max = 0;  // Of all callers.
    std::size_t of_one_max = 0;
    std::chrono::hours life_max{};  // From its end until it is forgotten.
    // Of the record in the folder of a job. Errors: not_found, fault.
    std::function<Result<Job>(const std::filesystem::path& folder)> read;
    // From where it is to its end, or until `stop` is set. What it fails with is told to whoever asked.
    std::function<Result<void>(const std::filesystem::path& folder, const std::atomic<bool>& stop)> carry_out;
    // Keeps that it failed. Error fault.
    std::function<Result<void>(const std::filesystem::path& folder, const std::string& reason)> fail;
};

class Jobs {
public:
    // `folder` is made when it is not there. All must outlive this.
    Jobs(const Clock& clock, Random& random, std::filesystem::path folder, Trade trade);
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    void start();
    void stop();

    // Its id. `keep` makes its record and all it needs in the folder of its own, durable. Errors throttled (the caller
    // has too many), busy (the house has), fault, and those of `keep`: then nothing is left of it.
    using Keep = std::function<Result<void>(const Job& job, const std::filesystem::path& folder)>;
    Result<std::string> begin(const access::Caller& caller, const Keep& keep);
    // Error not_found: there is none, it is over, or another caller asked for it.
    Result<Job> find(const std::string& id, const access::Caller& caller) const;
    // The same, of a client that asks how far it is. Error throttled: it asked just before.
    Result<Job> poll(const std::string& id, const access::Caller& caller);
    // Given up, or no longer needed: nothing of it is left. Error not_found as above.
    Result<void> remove(const std::string& id, const access::Caller& caller);

    std::filesystem::path folder_of(const std::string& id) const { return m_folder / id; }
    const Trade& trade() const { return m_trade; }

private:
    struct Kept {
        std::size_t all = 0;
        std::size_t of_caller = 0;
    };
    Kept count(const access::Caller& caller) const;
    class BeingMade;
    Result<void> refuse_too_many(const access::Caller& caller);
    bool is_over(const Job& job) const;
    Error no_such() const;
    void take_up_kept();
    void sweep();
    void run();
    void carry_out(const std::string& id);
    Result<void> make_folder(const Job& job, const Keep& keep) const;

    const Clock& m_clock;
    Random& m_random;
    const std::filesystem::path m_folder;
    const Trade m_trade;
    mutable std::mutex m_mutex;
    std::condition_variable m_woken;
    std::deque<std::string> m_waiting;
    std::vector<const access::Caller*> m_being_made;  // For whom.
    std::map<std::string, Instant> m_asked_after;     // When, of those under way.
    std::string m_under_way;
    std::atomic<bool> m_stops_one = false;
    bool m_is_stopping = false;
    std::thread m_thread;
};

}  // namespace helselos::app::bulk
