#include "app/notify/couriers.h"

#include "base/limits/subscription.h"
#include "base/log.h"

#include <algorithm>

namespace helselos::app {

namespace {

constexpr Instant never = Instant::max();

}  // namespace

Couriers::~Couriers()
{
    stop();
}

Result<void> Couriers::start()
{
    const auto reader = TRY(m_desk.store.reader());
    for (const auto& id : ids_in(TRY(reader->fact(list_of_subscriptions))))
        take_up(id);
    for (std::size_t i = 0; i < limits::couriers_max; ++i)
        m_threads.emplace_back([this] { run(); });
    return {};
}

void Couriers::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_is_stopping = true;
    }
    m_woken.notify_all();
    for (auto& thread : m_threads)
        thread.join();
    m_threads.clear();
}

void Couriers::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        for (auto& [id, task] : m_tasks) {
            task.due = Instant();
            task.has_news = true;
        }
    }
    m_woken.notify_all();
}

void Couriers::take_up(const std::string& id)
{
    {
        const std::scoped_lock lock(m_mutex);
        auto& task = m_tasks[id];
        task.due = Instant();
        task.has_news = true;
    }
    m_woken.notify_all();
}

std::uint64_t Couriers::failures() const
{
    const std::scoped_lock lock(m_mutex);
    return m_failures;
}

std::map<std::string, Couriers::Task>::iterator Couriers::find_due(Instant now)
{
    auto found = m_tasks.end();
    for (auto each = m_tasks.begin(); each != m_tasks.end(); ++each)
        if (!each->second.is_with_courier && each->second.due <= now
            && (found == m_tasks.end() || each->second.due < found->second.due))
            found = each;
    return found;
}

void Couriers::run()
{
    for (;;) {
        std::string id;
        {
            std::unique_lock lock(m_mutex);
            auto due = m_tasks.end();
            while (!m_is_stopping && (due = find_due(m_desk.hall.clock.now())) == m_tasks.end())
                m_woken.wait_for(lock, limits::courier_look_wait);
            if (m_is_stopping)
                return;
            due->second.is_with_courier = true;
            due->second.has_news = false;
            id = due->first;
        }
        carry(id);
    }
}

void Couriers::carry(const std::string& id)
{
    std::uint64_t looked_at = 0;
    {
        const std::scoped_lock lock(m_mutex);
        looked_at = m_tasks[id].looked_at;
    }
    const auto round = make_round(m_desk, id, looked_at);
    if (!round && round.error().kind != Kind::conflict)
        log::write(log::Level::warning, "a subscription could not be served", {{"why", round.error().reason}});
    const std::scoped_lock lock(m_mutex);
    auto& task = m_tasks[id];
    task.is_with_courier = false;
    if (round && round->is_over && !task.has_news) {
        m_tasks.erase(id);
        return;
    }
    if (!round) {
        ++m_failures;
        task.due = m_desk.hall.clock.now() + limits::courier_look_wait;
        return;
    }
    task.looked_at = std::max(task.looked_at, round->looked_at);
    task.due = task.has_news ? Instant() : round->again.value_or(never);
    m_woken.notify_one();
}

}  // namespace helselos::app
