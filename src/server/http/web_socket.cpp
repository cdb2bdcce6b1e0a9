#include "server/http/web_socket.h"

#include "base/limits/web_socket.h"
#include "base/text.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <string>

namespace helselos::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using beast::websocket::stream_base;
using boost::system::error_code;

using Loop = asio::awaitable<void, Executor>;
using Timer
    = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr asio::use_awaitable_t<Executor> resume_here;

beast::http::request<beast::http::empty_body> as_beast_has_it(const Request& request)
{
    beast::http::request<beast::http::empty_body> same;
    same.method(beast::http::verb::get);
    same.target({request.target.data(), request.target.size()});
    same.version(11);
    for (const auto& [name, value] : request.headers)
        same.insert(boost::string_view(name.data(), name.size()), boost::string_view(value.data(), value.size()));
    return same;
}

template <typename Stream>
void set_limits(Stream& stream)
{
    stream_base::timeout timeout{};
    timeout.handshake_timeout = limits::web_socket_handshake_max;
    timeout.idle_timeout = limits::web_socket_idle_max;
    timeout.keep_alive_pings = true;
    stream.set_option(timeout);
    stream.read_message_max(limits::web_socket_heard_bytes_max);
}

template <typename Stream>
Loop hear(Stream& stream, Conversation& conversation, Outbox& outbox, const Bell& bell)
{
    beast::flat_buffer buffer(limits::web_socket_heard_bytes_max);
    for (;;) {
        error_code ec;
        co_await stream.async_read(buffer, asio::redirect_error(resume_here, ec));
        if (ec)
            break;
        const auto bytes = buffer.cdata();
        if (stream.got_text())
            conversation.heard({static_cast<const char*>(bytes.data()), bytes.size()});
        else
            outbox.close(CloseCode::policy, "texts only");
        buffer.consume(buffer.size());
    }
    outbox.end();
    bell.ring();
}

template <typename Stream>
Loop speak(Stream& stream, Outbox& outbox, const Bell& bell)
{
    stream.text(true);
    while (!outbox.has_ended()) {
        error_code ec;
        if (auto next = outbox.next()) {
            co_await stream.async_write(asio::buffer(next->text), asio::redirect_error(resume_here, ec));
            next->is_sent.set_value(!ec);
        } else if (const auto closing = outbox.closing()) {
            const beast::websocket::close_reason why(
                static_cast<beast::websocket::close_code>(closing->code), closing->reason);
            co_await stream.async_close(why, asio::redirect_error(resume_here, ec));
            co_return;
        } else {
            co_await bell.wait();
        }
    }
}

template <typename Next>
Loop talk(Next& next, const Request& request, Conversation& conversation, std::shared_ptr<Outbox> outbox, Bell bell)
{
    using namespace asio::experimental::awaitable_operators;
    beast::websocket::stream<Next&> stream(next);
    set_limits(stream);
    const auto asked = as_beast_has_it(request);
    error_code ec;
    co_await stream.async_accept(asked, asio::redirect_error(resume_here, ec));
    if (ec)
        co_return;
    conversation.began(outbox);
    co_await (hear(stream, conversation, *outbox, bell) && speak(stream, *outbox, bell));
    conversation.ended();
}

}  // namespace

struct Bell::Parts {
    explicit Parts(const Executor& executor) : timer(executor) {}
    Timer timer;
};

Bell::Bell(const Executor& executor) : m_parts(std::make_shared<Parts>(executor)) {}

Bell::~Bell() = default;

void Bell::ring() const
{
    asio::post(m_parts->timer.get_executor(), [parts = m_parts] { parts->timer.cancel(); });
}

Loop Bell::wait() const
{
    error_code ec;
    m_parts->timer.expires_at(Timer::time_point::max());
    co_await m_parts->timer.async_wait(asio::redirect_error(resume_here, ec));
}

bool asks_for_web_socket(const Request& request)
{
    return request.method == Method::get && equals_ignoring_case(request.header("upgrade"), "websocket");
}

Loop converse(Wire& wire, const Request& request, Conversation& conversation, std::shared_ptr<Outbox> outbox, Bell bell)
{
    if (wire.is_tls())
        co_await talk(wire.tls(), request, conversation, std::move(outbox), std::move(bell));
    else
        co_await talk(wire.socket(), request, conversation, std::move(outbox), std::move(bell));
}

}  // namespace helselos::http
