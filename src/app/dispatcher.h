// Carries events to the reactions, in the order they happened.
//
// An event is marked handled in the same transaction as its effects. One that fails stays, is
// tried again, and holds up those behind it; its age is a figure of the house (a stuck queue
// is an alarm, docs/promises.md P3).
#pragma once

#include "access/session.h"
#include "app/reactions.h"
#include "interaction/hall.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>

namespace helselos::app {

class Dispatcher {
public:
    // The reindex may be null: then added search parameters are left alone.
    // `on_journal` is called when the journal may have grown: from the dispatcher's thread, quick.
    Dispatcher(const access::Records& records, const interaction::Hall& hall, Reindex* reindex = nullptr,
        std::function<void()> on_journal = {});
    // Finishes the event that is under way; the others wait for the next start.
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    // Something happened; from any thread, quick.
    void wake();

    std::uint64_t failures() const { return m_failures; }

    // Handles what waits, once. False when an event failed. For tests; the thread does it by itself.
    bool drain();

private:
    void run();
    bool has_reaction(const event::Event& event) const;
    Result<void> handle(const event::Event& event);
    Result<void> pass_over(std::span<const event::Event> events);

    const access::Records& m_records;
    const interaction::Hall& m_hall;
    const std::vector<Reaction> m_reactions;
    const std::function<void()> m_on_journal;
    std::atomic<std::uint64_t> m_failures = 0;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_has_news = true;  // What was left from before the start.
    std::atomic<bool> m_is_stopping = false;
    std::thread m_thread;
};

}  // namespace helselos::app
