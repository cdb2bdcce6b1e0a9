#include "app/dispatcher.h"

#include "app/reactions.h"
#include "base/limits.h"
#include "base/log.h"

namespace helselos::app {

namespace {

const access::Caller dispatcher{access::CallerKind::service, "dispatcher", "", {}, ""};

}  // namespace

Dispatcher::Dispatcher(const access::Records& records, const interaction::Hall& hall)
    : m_records(records), m_hall(hall), m_thread([this] { run(); })
{}

Dispatcher::~Dispatcher()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_is_stopping = true;
    }
    m_woken.notify_one();
    m_thread.join();
}

void Dispatcher::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_has_news = true;
    }
    m_woken.notify_one();
}

void Dispatcher::run()
{
    bool is_well = true;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            const auto news = [this] { return m_has_news || m_is_stopping; };
            if (is_well)
                m_woken.wait(lock, news);
            else
                m_woken.wait_for(lock, limits::event_retry_wait, [this] { return m_is_stopping; });
            if (m_is_stopping)
                return;
            m_has_news = false;
        }
        is_well = drain();
    }
}

bool Dispatcher::drain()
{
    for (;;) {
        const auto events = m_records.waiting_events(limits::event_batch_max);
        if (!events || events->empty())
            return events.ok();
        for (const auto& event : *events) {
            const auto handled = handle(event);
            if (handled)
                continue;
            ++m_failures;
            log::write(log::Level::error, "a reaction failed", {{"type", event.type}, {"why", handled.error().reason}});
            return false;
        }
    }
}

Result<void> Dispatcher::handle(const event::Event& event)
{
    auto session = m_records.open(dispatcher);
    return session.write([&](access::Writing& writing) -> Result<void> {
        for (const auto& reaction : reactions())
            if (reaction.happened == event.happened && reaction.type == event.type)
                TRY(reaction.carry_out(writing, m_hall, event));
        return writing.mark_handled(event.sequence);
    });
}

}  // namespace helselos::app
