#include "app/notify/sockets.h"

#include "base/limits/web_socket.h"
#include "base/text.h"

#include <algorithm>
#include <future>

namespace helselos::app {

namespace {

constexpr std::string_view bind_word = "bind-with-token:";

// One line: it is asked for tokens, and for nothing else.
class SubscriberLine final : public http::Conversation {
public:
    explicit SubscriberLine(Sockets& sockets) : m_sockets(sockets) {}

    void began(std::shared_ptr<http::Line> line) override { m_line = std::move(line); }

    void heard(std::string_view text) override
    {
        const auto said = trim(text);
        const bool asks = said.starts_with(bind_word) && ++m_tokens <= limits::socket_bindings_max;
        if (!asks || !m_sockets.bind(std::string(trim(said.substr(bind_word.size()))), m_line))
            m_line->close(http::CloseCode::policy,
                asks ? "the token is not known, was used, or is too old" : "say bind-with-token: and a token");
    }

    void ended() override
    {
        m_sockets.unbind(m_line);
        m_line.reset();
    }

private:
    Sockets& m_sockets;
    std::shared_ptr<http::Line> m_line;
    std::size_t m_tokens = 0;
};

}  // namespace

Result<SocketToken> Sockets::give_token(std::vector<std::string> ids, Random& random)
{
    const auto now = m_clock.now();
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_tokens, [&](const auto& each) { return each.second.expires <= now; });
    if (m_tokens.size() >= limits::socket_tokens_max)
        return Error{Kind::busy, "too many tokens are waiting to be used"};
    SocketToken token{make_uuid(random) + make_uuid(random), now + limits::socket_token_life};
    m_tokens.emplace(token.text, Given{std::move(ids), token.expires});
    return token;
}

std::unique_ptr<http::Conversation> Sockets::conversation()
{
    return std::make_unique<SubscriberLine>(*this);
}

bool Sockets::bind(const std::string& token, const std::shared_ptr<http::Line>& line)
{
    std::vector<std::string> ids;
    {
        const std::scoped_lock lock(m_mutex);
        const auto given = m_tokens.find(token);
        if (given == m_tokens.end())
            return false;
        const bool is_fresh = given->second.expires > m_clock.now();
        ids = std::move(given->second.ids);
        m_tokens.erase(given);
        if (!is_fresh)
            return false;
        for (const auto& id : ids) {
            m_lines[id].insert(line);
            m_newcomers.insert(id);
        }
    }
    for (const auto& id : ids)
        m_bound(id);
    return true;
}

void Sockets::unbind(const std::shared_ptr<http::Line>& line)
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [id, lines] : m_lines)
        lines.erase(line);
    std::erase_if(m_lines, [](const auto& each) { return each.second.empty(); });
}

bool Sockets::is_bound(const std::string& id) const
{
    const std::scoped_lock lock(m_mutex);
    return m_lines.contains(id);
}

bool Sockets::take_newcomers(const std::string& id)
{
    const std::scoped_lock lock(m_mutex);
    return m_newcomers.erase(id) > 0;
}

bool Sockets::say(const std::string& id, const std::string& text, std::chrono::milliseconds wait)
{
    std::vector<std::pair<std::shared_ptr<http::Line>, std::future<bool>>> said;
    {
        const std::scoped_lock lock(m_mutex);
        const auto lines = m_lines.find(id);
        if (lines == m_lines.end())
            return false;
        for (const auto& line : lines->second)
            said.emplace_back(line, line->say(text));
    }
    const auto deadline = std::chrono::steady_clock::now() + wait;
    bool any = false;
    for (auto& [line, is_sent] : said) {
        const bool is_done = is_sent.wait_until(deadline) == std::future_status::ready;
        if (!is_done)
            line->close(http::CloseCode::try_again, "the line takes nothing");
        any = (is_done && is_sent.get()) || any;
    }
    return any;
}

void Sockets::drop(const std::string& id)
{
    const std::scoped_lock lock(m_mutex);
    const auto dropped = m_lines.find(id);
    if (dropped == m_lines.end())
        return;
    const auto lines = std::move(dropped->second);
    m_lines.erase(dropped);
    for (const auto& line : lines) {
        const auto hears = [&](const auto& each) { return each.second.contains(line); };
        if (std::ranges::none_of(m_lines, hears))
            line->close(http::CloseCode::normal, "the subscription is over");
    }
}

}  // namespace helselos::app
