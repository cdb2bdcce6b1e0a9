#include "app/dispatcher.h"

#include "app/notify/journal.h"
#include "app/reactions.h"
#include "base/limits.h"
#include "base/log.h"

#include <algorithm>

namespace helselos::app {

namespace {

const access::Caller dispatcher{access::CallerKind::service, "dispatcher", "", {}, ""};

}  // namespace

Dispatcher::Dispatcher(
    const access::Records& records, const interaction::Hall& hall, Reindex* reindex, std::function<void()> on_journal)
    : m_records(records), m_hall(hall), m_reactions(reactions(reindex)), m_on_journal(std::move(on_journal)),
      m_thread([this] { run(); })
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
                m_woken.wait_for(lock, limits::event_retry_wait, [this] { return m_is_stopping.load(); });
            if (m_is_stopping)
                return;
            m_has_news = false;
        }
        is_well = drain();
    }
}

bool Dispatcher::drain()
{
    while (!m_is_stopping) {
        const auto events = m_records.waiting_events(limits::event_batch_max);
        if (!events || events->empty())
            return events.ok();
        for (std::span<const event::Event> rest(*events); !rest.empty();) {
            if (m_is_stopping)
                return true;
            const auto passed = std::ranges::find_if(rest, [this](const auto& each) { return has_reaction(each); });
            const auto count = static_cast<std::size_t>(passed - rest.begin());
            const auto handled = count > 0 ? pass_over(rest.first(count)) : handle(rest.front());
            if (!handled) {
                ++m_failures;
                log::write(log::Level::error, "a reaction failed",
                    {{"type", rest.front().type}, {"why", handled.error().reason}});
                return false;
            }
            rest = rest.subspan(std::max<std::size_t>(count, 1));
            if (m_on_journal)
                m_on_journal();
        }
    }
    return true;
}

bool Dispatcher::has_reaction(const event::Event& event) const
{
    return std::ranges::any_of(m_reactions,
        [&](const Reaction& reaction) { return reaction.happened == event.happened && reaction.type == event.type; });
}

// Those nobody reacts to, together: after an import they are all there is, and others wait behind them.
Result<void> Dispatcher::pass_over(std::span<const event::Event> events)
{
    auto session = m_records.open(dispatcher);
    return session.write([&](access::Writing& writing) -> Result<void> {
        for (const auto& event : events)
            TRY(writing.mark_handled(event.sequence));
        return keep_in_journal(writing, events);
    });
}

Result<void> Dispatcher::handle(const event::Event& event)
{
    auto session = m_records.open(dispatcher);
    return session.write([&](access::Writing& writing) -> Result<void> {
        for (const auto& reaction : m_reactions)
            if (reaction.happened == event.happened && reaction.type == event.type)
                TRY(reaction.carry_out(writing, m_hall, event));
        TRY(keep_in_journal(writing, {&event, 1}));
        return writing.mark_handled(event.sequence);
    });
}

}  // namespace helselos::app
