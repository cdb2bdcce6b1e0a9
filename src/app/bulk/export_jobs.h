// The exports of the house, one after the other on a thread of their own. Each has a folder, so that none is lost when
// the program ends: what was under way goes on at the next start.
#pragma once

#include "access/session.h"
#include "app/bulk/export_record.h"
#include "interaction/hall.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace helselos::app::bulk {

class ExportJobs {
public:
    // `folder` is made when it is not there. All must outlive this.
    ExportJobs(const access::Records& records, const interaction::Hall& hall, std::filesystem::path folder);
    ~ExportJobs();
    ExportJobs(const ExportJobs&) = delete;
    ExportJobs& operator=(const ExportJobs&) = delete;

    void start();
    void stop();

    // Its id. Errors throttled (the caller has too many), busy (the house has), fault.
    Result<std::string> begin(ExportRecord record);
    // Error not_found: there is none, it is over, or another caller asked for it.
    Result<ExportRecord> find(const std::string& id, const access::Caller& caller) const;
    // Given up, or no longer needed: nothing of it is left. Error not_found as above.
    Result<void> remove(const std::string& id, const access::Caller& caller);

    std::filesystem::path folder_of(const std::string& id) const { return m_folder / id; }

private:
    struct Kept {
        std::size_t all = 0;
        std::size_t of_caller = 0;
    };
    Kept count(const access::Caller& caller) const;
    void take_up_kept();
    void sweep() const;
    void run();
    void carry_out(const std::string& id);

    const access::Records& m_records;
    const interaction::Hall& m_hall;
    const std::filesystem::path m_folder;
    mutable std::mutex m_mutex;
    std::condition_variable m_woken;
    std::deque<std::string> m_waiting;
    std::string m_under_way;
    std::atomic<bool> m_stops_one = false;
    bool m_is_stopping = false;
    std::thread m_thread;
};

}  // namespace helselos::app::bulk
