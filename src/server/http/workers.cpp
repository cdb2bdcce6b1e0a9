#include "server/http/workers.h"

#include <utility>

namespace helselos::http {

Workers::Workers(std::size_t threads, std::size_t queue_max) : m_queue_max(queue_max)
{
    m_threads.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

Workers::~Workers()
{
    stop();
}

bool Workers::submit(Job& job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_is_stopping || m_queue.size() >= m_queue_max)
            return false;
        m_queue.push_back(std::move(job));
    }
    m_arrived.notify_one();
    return true;
}

void Workers::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_stopping = true;
    }
    m_arrived.notify_all();
    for (auto& thread : m_threads)
        if (thread.joinable())
            thread.join();
}

std::size_t Workers::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size();
}

void Workers::run()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_is_stopping || !m_queue.empty(); });
        if (m_queue.empty())
            return;
        auto job = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        job();
    }
}

}  // namespace helselos::http
