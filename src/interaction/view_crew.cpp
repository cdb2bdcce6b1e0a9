#include "interaction/view_crew.h"

#include "base/limits/view.h"

#include <algorithm>
#include <system_error>

namespace helselos::interaction {

namespace {

std::size_t cores_to_spare()
{
    const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
    return std::min(cores - 1, limits::view_threads_max);
}

}  // namespace

ViewCrew::ViewCrew() : ViewCrew(cores_to_spare()) {}

ViewCrew::~ViewCrew()
{
    {
        const std::lock_guard lock(m_mutex);
        m_is_ending = true;
    }
    m_offered.notify_all();
    for (auto& thread : m_threads)
        thread.join();
}

void ViewCrew::offer(Task& task)
{
    {
        const std::lock_guard lock(m_mutex);
        start();
        m_waiting.push_back(&task);
    }
    m_offered.notify_one();
}

// What the system gives no thread for is done by whoever asked.
void ViewCrew::start()
{
    try {
        while (m_threads.size() < m_size)
            m_threads.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
        return;
    }
}

bool ViewCrew::take_back(Task& task)
{
    const std::lock_guard lock(m_mutex);
    const auto place = std::ranges::find(m_waiting, &task);
    if (place == m_waiting.end())
        return false;
    m_waiting.erase(place);
    return true;
}

bool ViewCrew::is_done(const Task& task)
{
    const std::lock_guard lock(m_mutex);
    return task.m_state == Task::State::done;
}

void ViewCrew::wait_for(const Task& task)
{
    std::unique_lock lock(m_mutex);
    m_finished.wait(lock, [&task] { return task.m_state == Task::State::done; });
}

void ViewCrew::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_offered.wait(lock, [this] { return m_is_ending || !m_waiting.empty(); });
        if (m_is_ending)
            return;
        auto& task = *m_waiting.front();
        m_waiting.pop_front();
        task.m_state = Task::State::begun;
        lock.unlock();
        task.carry_out();
        lock.lock();
        task.m_state = Task::State::done;
        m_finished.notify_all();
    }
}

}  // namespace helselos::interaction
