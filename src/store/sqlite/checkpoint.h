// Moves what is in the log to the data, beside the writer: done inside a commit it
// would make someone wait a hundred milliseconds.
#pragma once

#include "store/sqlite/connection.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace helselos::store::sqlite {

class Checkpointer {
public:
    // `writer` is the writer's connection, which tells how long the log is.
    explicit Checkpointer(Connection& writer, int pages);
    ~Checkpointer();

    // With a thread and a connection of its own; without, after_commit() does the work.
    void start(std::unique_ptr<Connection> connection);
    void stop();

    // In the writer's thread, when no transaction is open.
    void after_commit();
    // Empties the log; at the end, when nobody reads.
    Result<void> empty_log();

private:
    void run();
    void move(Connection& connection);
    bool is_long() const;

    Connection& m_writer;
    const int m_pages;  // Of the log, from which on it is worth it.
    std::unique_ptr<Connection> m_connection;
    std::atomic<int> m_log_pages = 0;
    std::atomic<int> m_moved_pages = 0;  // Of these, when the log was last looked through.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_is_wanted = false;
    bool m_is_stopping = false;
    std::thread m_thread;
};

}  // namespace helselos::store::sqlite
