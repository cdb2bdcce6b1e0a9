#include "server/http/connection.h"

#include "base/limits/web_socket.h"
#include "base/log.h"
#include "server/http/compress.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace helselos::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr asio::use_awaitable_t<Executor> resume_here;

// Bodies grow step by step, so that a claimed length takes no memory before its bytes come.
constexpr std::size_t body_step_bytes = 64U << 10;
constexpr std::size_t chunk_read_bytes = 16U << 10;
constexpr std::size_t linger_bytes_max = 4U << 20;

// Two buffers, of which a first part is already sent.
std::array<asio::const_buffer, 2> unsent(std::string_view head, std::string_view body, std::size_t sent)
{
    const auto of_head = std::min(sent, head.size());
    return {asio::const_buffer(head.data() + of_head, head.size() - of_head),
        asio::const_buffer(body.data() + (sent - of_head), body.size() - (sent - of_head))};
}

bool is_only_not_now(const error_code& ec)
{
    return ec == asio::error::would_block || ec == asio::error::try_again;
}

}  // namespace

void Lane::sweep()
{
    now = std::chrono::steady_clock::now();
    for (auto* connection : connections)
        connection->end_if_overdue();
}

void Lane::begin_stop()
{
    is_stopping = true;
    for (auto* connection : connections)
        connection->end_if_idle();
}

void Lane::end_all()
{
    for (auto* connection : connections)
        connection->end_now();
}

void Connection::start(Lane& lane, Socket socket, Welcome welcome, std::string remote_address)
{
    // The coroutine owns its connection until it ends.
    auto connection = std::make_unique<Connection>(lane, std::move(socket), welcome, std::move(remote_address));
    asio::co_spawn(
        lane.context,
        [](std::unique_ptr<Connection> owned) -> Coroutine<void> { co_await owned->run(); }(std::move(connection)),
        asio::detached);
}

Connection::Connection(Lane& lane, Socket socket, Welcome welcome, std::string remote_address)
    : m_lane(lane), m_shared(lane.shared),
      m_wire(std::move(socket), lane.shared.tls ? lane.shared.tls->current() : nullptr), m_welcome(welcome),
      m_remote_address(std::move(remote_address))
{
    m_lane.connections.insert(this);
    m_shared.connections.fetch_add(1);
    m_shared.metrics.connection_opened();
}

Connection::~Connection()
{
    m_shared.bodies_bytes.fetch_sub(m_body_room);
    m_shared.metrics.connection_closed();
    if (m_welcome == Welcome::serve)
        m_shared.addresses.leave(m_remote_address);
    m_shared.connections.fetch_sub(1);
    m_lane.connections.erase(this);
}

Coroutine<void> Connection::run()
{
    try {
        if (!co_await greet())
            co_return;
        if (m_welcome == Welcome::turn_away)
            co_await refuse({503, "There are too many connections."});
        else
            while (co_await serve_one()) {}
        if (m_is_last)
            co_await linger();
    } catch (const std::exception&) {
        log::write(log::Level::error, "connection-failed");
    }
}

// A handshake takes as long as the head of a request may.
Coroutine<bool> Connection::greet()
{
    if (!m_wire.is_tls())
        co_return true;
    begin_wait(Wait::head, m_shared.options.header_time_max);
    error_code ec;
    co_await m_wire.handshake(ec);
    end_wait();
    co_return !ec && !m_is_overdue;
}

Coroutine<bool> Connection::serve_one()
{
    if (!co_await read_head() || (m_head.has_body() && !co_await read_body())) {
        if (m_refusal)
            co_await refuse(*m_refusal);
        co_return false;
    }
    const auto began = std::chrono::steady_clock::now();
    m_shared.metrics.request_began();
    put_request_together();
    if (const auto conversation = find_conversation()) {
        co_await go_on_as_web_socket(*conversation);
        m_shared.metrics.request_ended(m_head.method, 101, std::chrono::steady_clock::now() - began);
        co_return false;
    }
    co_await answer();
    m_is_last = !m_head.is_keep_alive || m_lane.is_stopping;
    const bool is_sent = co_await send(m_head.method != Method::head);
    m_shared.metrics.request_ended(m_head.method, m_response.status, std::chrono::steady_clock::now() - began);
    finish_request();
    if (++m_turns >= limits::http_pipelined_turn_max) {
        m_turns = 0;
        co_await asio::post(m_wire.executor(), resume_here);
    }
    const bool goes_on = is_sent && !m_is_last;
    m_is_last = m_is_last && is_sent;
    co_return goes_on;
}

// What came behind the request would be read as the first frame: nobody may send one before the handshake.
std::unique_ptr<Conversation> Connection::find_conversation() const
{
    if (!asks_for_web_socket(m_request) || m_in.view().size() > m_used || m_lane.is_stopping)
        return nullptr;
    try {
        return m_shared.handler.converse(m_request);
    } catch (...) {
        log::write(log::Level::error, "handler-failed");
        return nullptr;
    }
}

Coroutine<void> Connection::go_on_as_web_socket(Conversation& conversation)
{
    if (m_shared.web_sockets.fetch_add(1) < limits::web_sockets_max) {
        Bell bell(m_wire.executor());
        m_outbox = std::make_shared<Outbox>([bell] { bell.ring(); });
        co_await converse(m_wire, m_request, conversation, m_outbox, bell);
    } else {
        co_await refuse({503, "There are too many open lines."});
    }
    m_shared.web_sockets.fetch_sub(1);
}

Coroutine<bool> Connection::read_head()
{
    m_scanner = {};
    // RFC 9112 section 2.2: one empty line before a request is forgiven.
    bool may_skip_line = true;
    while (m_scanner.head_bytes() == 0) {
        if (may_skip_line && m_in.view().starts_with("\r\n")) {
            m_in.drop_front(2);
            may_skip_line = false;
        }
        m_refusal = m_in.view() == "\r" && may_skip_line ? std::nullopt : m_scanner.advance(m_in.view());
        if (m_refusal)
            co_return false;
        if (m_scanner.head_bytes() > 0)
            break;
        if (m_lane.is_stopping && m_in.empty())
            co_return false;
        if (m_in.empty())
            begin_wait(Wait::request, m_is_new ? m_shared.options.header_time_max : m_shared.options.idle_time_max);
        else if (m_wait != Wait::head)
            begin_wait(Wait::head, m_shared.options.header_time_max);
        m_turns = 0;
        error_code ec;
        const auto room = m_in.room();
        const auto bytes = co_await m_wire.read_some(asio::buffer(room.data(), room.size()), ec);
        m_in.filled(bytes);
        if (m_is_overdue && m_wait == Wait::head)
            co_return refuse_with(408, "The head of the request took too long.");
        if (ec || m_is_overdue)
            co_return false;
    }
    end_wait();
    m_is_new = false;
    co_return take_head();
}

bool Connection::take_head()
{
    m_used = m_scanner.head_bytes();
    m_refusal = http::read_head(m_in.view().substr(0, m_used), m_head);
    return !m_refusal;
}

Coroutine<bool> Connection::read_body()
{
    begin_wait(Wait::body, m_shared.options.body_time_max);
    const bool is_read = m_head.is_chunked ? co_await read_chunked_body() : co_await read_sized_body();
    if (m_is_overdue)
        co_return refuse_with(408, "The body of the request took too long.");
    end_wait();
    co_return is_read;
}

Coroutine<bool> Connection::read_sized_body()
{
    if (m_head.content_length > m_shared.options.body_bytes_max)
        co_return refuse_with(413, "The body is too large.");
    const auto length = static_cast<std::size_t>(m_head.content_length);
    const auto arrived = m_in.view().substr(m_used);
    if (arrived.size() >= length) {
        m_used += length;
        co_return true;
    }
    if (m_head.expects_continue && arrived.empty() && !co_await say_continue())
        co_return false;
    m_body = arrived;
    m_used += arrived.size();
    co_return co_await fill_body(length);
}

Coroutine<bool> Connection::fill_body(std::size_t length)
{
    error_code ec;
    auto filled = m_body.size();
    while (filled < length) {
        if (filled == m_body.size()) {
            const auto larger = std::min(length, std::max(body_step_bytes, 2 * filled));
            if (!take_body_room(larger))
                co_return refuse_with(503, "There is no room for the body now.");
            // Not the size handed in: libstdc++ 12 hands in the capacity.
            m_body.resize_and_overwrite(larger, [larger](char*, std::size_t) { return larger; });
        }
        filled += co_await m_wire.read_some(asio::buffer(m_body.data() + filled, m_body.size() - filled), ec);
        if (ec || m_is_overdue)
            co_return false;
    }
    co_return true;
}

Coroutine<bool> Connection::read_chunked_body()
{
    ChunkedBody chunks(m_shared.options.body_bytes_max);
    std::string arrived(m_in.view().substr(m_used));
    m_in.drop_after(m_used);
    if (m_head.expects_continue && arrived.empty() && !co_await say_continue())
        co_return false;
    for (;;) {
        if (!take_body_room(m_body.size() + arrived.size()))
            co_return refuse_with(503, "There is no room for the body now.");
        const auto used = chunks.put(arrived, m_body);
        if (chunks.refusal())
            co_return refuse_with(chunks.refusal()->status, chunks.refusal()->reason);
        if (chunks.is_done()) {
            m_after_body = arrived.substr(used);
            co_return true;
        }
        arrived.resize(chunk_read_bytes);
        error_code ec;
        arrived.resize(co_await m_wire.read_some(asio::buffer(arrived), ec));
        if (ec || m_is_overdue)
            co_return false;
    }
}

Coroutine<bool> Connection::say_continue()
{
    constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code ec;
    std::size_t sent = 0;
    while (sent < text.size() && !ec)
        sent += co_await m_wire.write_some(asio::buffer(text.data() + sent, text.size() - sent), ec);
    co_return !ec;
}

bool Connection::take_body_room(std::size_t bytes)
{
    if (bytes <= m_body_room)
        return true;
    const auto more = bytes - m_body_room;
    if (m_shared.bodies_bytes.fetch_add(more) + more > m_shared.options.bodies_bytes_max) {
        m_shared.bodies_bytes.fetch_sub(more);
        return false;
    }
    m_body_room = bytes;
    return true;
}

void Connection::put_request_together()
{
    const auto query = m_head.target.find('?');
    const bool has_query = query != std::string_view::npos;
    const auto head_bytes = m_scanner.head_bytes();
    m_request.method = m_head.method;
    m_request.target = m_head.target;
    m_request.path = m_head.target.substr(0, query);
    m_request.query = has_query ? m_head.target.substr(query + 1) : std::string_view();
    m_request.headers = m_head.headers;
    m_request.body = m_body.empty() ? m_in.view().substr(head_bytes, m_used - head_bytes) : std::string_view(m_body);
    m_request.remote_address = m_remote_address;
}

void Connection::finish_request()
{
    m_in.drop_front(m_used);
    if (!m_after_body.empty())
        m_in.set(std::exchange(m_after_body, {}));
    m_in.shrink_if_empty();
    if (m_body.capacity() > body_step_bytes)
        std::string().swap(m_body);
    m_body.clear();
    m_shared.bodies_bytes.fetch_sub(std::exchange(m_body_room, 0));
    m_response = {};
}

bool Connection::is_quick() const
{
    try {
        return m_shared.handler.is_quick(m_request);
    } catch (...) {
        return false;
    }
}

Response Connection::ask() const
{
    try {
        auto response = m_shared.handler.handle(m_request);
        if (is_sendable(response))
            return response;
        log::write(log::Level::error, "answer-not-sendable");
    } catch (...) {
        log::write(log::Level::error, "handler-failed");
    }
    return m_shared.handler.refuse(500, "The server failed.");
}

Coroutine<void> Connection::answer()
{
    if (is_quick())
        m_response = ask();
    else
        co_await answer_on_worker();
}

Coroutine<void> Connection::answer_on_worker()
{
    m_is_turned_away = false;
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>&, void()>(
        [this](auto resume) {
            Workers::Job job([this, resume = std::move(resume)]() mutable {
                if (!m_is_turned_away) {
                    m_response = ask();
                    compress_if_wanted(m_request, m_response);
                }
                asio::post(std::move(resume));
            });
            if (!m_shared.workers.submit(job)) {
                m_is_turned_away = true;
                job();
            }
        },
        resume_here);
    if (m_is_turned_away)
        m_response = m_shared.handler.refuse(503, "The server is busy.");
}

Coroutine<bool> Connection::send(bool with_body)
{
    const auto keep = m_head.is_http_1_0 ? After::keep_http_1_0 : After::keep;
    // From now on the browser comes by TLS alone (RFC 6797).
    if (m_wire.is_tls())
        m_response.add("Strict-Transport-Security", "max-age=31536000");
    m_out.clear();
    write_head(m_response, m_lane.date.now(), m_is_last ? After::close : keep, m_out);
    const auto body = with_body && may_have_body(m_response.status) ? m_response.body.view() : std::string_view();
    for (std::size_t sent = 0; sent < m_out.size() + body.size();) {
        error_code ec;
        sent += m_wire.write_now(unsent(m_out, body, sent), ec);
        if (is_only_not_now(ec)) {
            ec = {};
            begin_wait(Wait::write, m_shared.options.write_time_max);
            sent += co_await m_wire.write_some(unsent(m_out, body, sent), ec);
            end_wait();
        }
        if (ec)
            co_return false;
    }
    co_return true;
}

Coroutine<void> Connection::refuse(Refusal refusal)
{
    m_shared.metrics.request_refused(refusal.status);
    // Others may use its room while the sender is told so.
    std::string().swap(m_body);
    m_shared.bodies_bytes.fetch_sub(std::exchange(m_body_room, 0));
    m_response = m_shared.handler.refuse(refusal.status, refusal.reason);
    end_wait();
    m_is_overdue = false;
    m_head.is_http_1_0 = false;
    m_is_last = true;
    m_is_last = co_await send(true);
}

// A client that is still sending when we close would get a reset instead of our answer
// (RFC 9112 section 9.6).
Coroutine<void> Connection::linger()
{
    error_code ec;
    begin_wait(Wait::linger, m_shared.options.linger_time_max);
    if (m_wire.is_tls())
        co_await m_wire.say_goodbye(ec);
    ec = {};
    m_wire.shut_sending(ec);
    std::array<char, 4096> ignored{};
    for (std::size_t bytes = 0; !ec && !m_is_overdue && bytes < linger_bytes_max;)
        bytes += co_await m_wire.drain_some(asio::buffer(ignored), ec);
    end_wait();
}

bool Connection::refuse_with(int status, std::string_view reason)
{
    m_refusal = Refusal{status, reason};
    return false;
}

void Connection::begin_wait(Wait wait, std::chrono::milliseconds time_max)
{
    m_wait = wait;
    m_deadline = m_lane.now + time_max;
    m_is_overdue = false;
}

// What was waited for may have come just before, with its coroutine not resumed yet: then there is nothing to cancel,
// and whoever resumes looks at the mark. The deadline stands, so that whoever waits on is ended at the next sweep.
void Connection::end_if_overdue()
{
    if (m_wait == Wait::none || m_lane.now < m_deadline)
        return;
    m_is_overdue = true;
    error_code ec;
    m_wire.cancel(ec);
}

void Connection::end_if_idle()
{
    if (m_outbox)
        m_outbox->close(CloseCode::going_away, "the server stops");
    error_code ec;
    if (m_wait == Wait::request || m_wait == Wait::linger)
        m_wire.cancel(ec);
}

void Connection::end_now()
{
    error_code ec;
    m_wire.close(ec);
}

}  // namespace helselos::http
