#include "server/http/outbox.h"

#include "base/limits/web_socket.h"

#include <utility>

namespace helselos::http {

std::future<bool> Outbox::refused() const
{
    std::promise<bool> refused;
    refused.set_value(false);
    return refused.get_future();
}

std::future<bool> Outbox::say(std::string text)
{
    const std::scoped_lock lock(m_mutex);
    if (m_has_ended || m_closing)
        return refused();
    if (m_texts.size() == limits::web_socket_waiting_texts_max) {
        m_closing = Closing{CloseCode::try_again, "too much is waiting to be read"};
        m_wake();
        return refused();
    }
    m_texts.push_back({std::move(text), {}});
    auto is_sent = m_texts.back().is_sent.get_future();
    m_wake();
    return is_sent;
}

void Outbox::close(CloseCode code, std::string reason)
{
    const std::scoped_lock lock(m_mutex);
    if (m_has_ended || m_closing)
        return;
    m_closing = Closing{code, std::move(reason)};
    m_wake();
}

std::optional<Outbox::Text> Outbox::next()
{
    const std::scoped_lock lock(m_mutex);
    if (m_texts.empty())
        return std::nullopt;
    auto text = std::move(m_texts.front());
    m_texts.pop_front();
    return text;
}

std::optional<Outbox::Closing> Outbox::closing() const
{
    const std::scoped_lock lock(m_mutex);
    return m_texts.empty() ? m_closing : std::nullopt;
}

void Outbox::end()
{
    const std::scoped_lock lock(m_mutex);
    m_has_ended = true;
    m_wake = nullptr;
    for (auto& each : m_texts)
        each.is_sent.set_value(false);
    m_texts.clear();
}

bool Outbox::has_ended() const
{
    const std::scoped_lock lock(m_mutex);
    return m_has_ended;
}

}  // namespace helselos::http
