// The one writer: a queue, a thread, and groups of acts that share one flush.
#pragma once

#include "store/sqlite/act.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace helselos::store::sqlite {

class Checkpointer;

class Writer {
public:
    enum class Thread : std::uint8_t { own, callers };

    // The connection, the seal, the clock and the checkpointer must outlive the writer.
    Writer(Connection& connection, SharedNames& names, const CursorSeal& seal, const Clock& clock,
        Checkpointer& checkpointer, Instant latest, WordView* words);
    ~Writer();

    void start(Thread thread);
    // What waits is written, what comes later is refused.
    void stop();

    Result<void> write(const Store::Job& job);
    void submit(Store::Job job, Store::Done done);
    void on_events(std::function<void()> listener);
    // As on_events(), but for commits that wrote any version, whoever waits for it.
    void on_versions(std::function<void()> listener);
    // Before start().
    void set_reacting_types(std::vector<std::string> types) { m_act.set_reacting_types(std::move(types)); }
    void start_log(LogHead head, std::optional<SealKey> key) { m_act.start_log(head, std::move(key)); }
    void set_figures(std::uint64_t resources, std::uint64_t waiting_events);
    Store::Figures figures() const;

private:
    struct Waiting {
        Store::Job job;
        Store::Done done;
    };
    // What a group did, counted when it is durable.
    struct Tally {
        std::int64_t acts = 0;
        std::int64_t living = 0;
        std::int64_t waiting = 0;
        bool has_version = false;
        bool has_event = false;
    };

    void run();
    std::vector<Waiting> take_group();
    void write_group(std::vector<Waiting> group);
    std::vector<Result<void>> run_acts(const std::vector<Waiting>& group, Tally& tally);
    Result<void> run_act(const Store::Job& job);
    Result<void> commit(const Tally& tally);
    Result<void> end_group(const Tally& tally);
    void note(const Tally& tally);
    void tell(const Tally& tally);

    Connection& m_connection;
    Names m_names;
    SavedAct m_act;
    Checkpointer& m_checkpointer;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Waiting> m_queue;
    bool m_is_stopping = false;
    std::mutex m_turn;  // Without a thread of its own: one caller at a time.
    Thread m_mode = Thread::own;
    std::thread m_thread;
    std::atomic<std::thread::id> m_writing;  // The thread that runs a group now.
    std::function<void()> m_listener;
    std::function<void()> m_version_listener;

    std::atomic<std::int64_t> m_resources = 0;
    std::atomic<std::int64_t> m_waiting_events = 0;
    std::atomic<std::uint64_t> m_commits = 0;
    std::atomic<std::uint64_t> m_acts = 0;
};

}  // namespace helselos::store::sqlite
