// The threads that carry notifications out.
//
// One subscription is with one courier at a time, so its notifications keep their order; a receiver that is slow holds
// up nobody but itself and one courier.
#pragma once

#include "app/notify/desk.h"
#include "app/notify/round.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace helselos::app {

class Couriers {
public:
    // The desk must outlive them.
    explicit Couriers(const NotifyDesk& desk) : m_desk(desk) {}
    // Lets the notifications that are under way end.
    ~Couriers();
    Couriers(const Couriers&) = delete;
    Couriers& operator=(const Couriers&) = delete;

    // Takes up what is there, and begins.
    Result<void> start();
    void stop();

    // Something happened; from any thread, quick.
    void wake();
    // A subscription was made, or changed, or can be told now.
    void take_up(const std::string& id);

    std::uint64_t failures() const;

private:
    struct Task {
        Instant due;
        bool is_with_courier = false;
        bool has_news = false;
        std::uint64_t looked_at = 0;
    };

    void run();
    std::map<std::string, Task>::iterator find_due(Instant now);
    void carry(const std::string& id);

    const NotifyDesk& m_desk;
    mutable std::mutex m_mutex;
    std::condition_variable m_woken;
    std::map<std::string, Task> m_tasks;
    std::uint64_t m_failures = 0;
    bool m_is_stopping = false;
    std::vector<std::thread> m_threads;
};

}  // namespace helselos::app
