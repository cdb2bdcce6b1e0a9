// Threads for requests that may wait for the disk, with a bounded queue before them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace helselos::http {

class Workers {
public:
    // Must not throw.
    using Job = std::move_only_function<void()>;

    Workers(std::size_t threads, std::size_t queue_max);
    // As stop().
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // Takes the job over and runs it soon; or, when the queue is full or the workers are
    // stopped, says false and leaves the job with the caller. From any thread.
    bool submit(Job& job);

    // Runs what is queued, then ends the threads.
    void stop();

    std::size_t waiting() const;

private:
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Job> m_queue;
    std::size_t m_queue_max;
    bool m_is_stopping = false;
    std::vector<std::thread> m_threads;
};

}  // namespace helselos::http
