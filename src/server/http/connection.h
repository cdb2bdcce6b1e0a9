// One client's connection, and the thread it lives on. Of concern to this room only: it is
// the part of it that knows Boost.Asio.
#pragma once

#include "server/http/address_counts.h"
#include "server/http/chunked_body.h"
#include "server/http/outbox.h"
#include "server/http/read_buffer.h"
#include "server/http/request_parser.h"
#include "server/http/response_writer.h"
#include "server/http/server.h"
#include "server/http/web_socket.h"
#include "server/http/wire.h"
#include "server/http/workers.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

// g++ 12 does not see that a coroutine's frame comes from the same class that takes it back.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace helselos::http {

using SteadyTime = std::chrono::steady_clock::time_point;

template <typename T>
using Coroutine = boost::asio::awaitable<T, Executor>;

// What all connections share.
struct Shared {
    Shared(Options chosen, Handler& answering, Metrics& counting)
        : options(std::move(chosen)), handler(answering), metrics(counting),
          addresses(options.connections_per_address_max), workers(options.workers, options.work_queue_max)
    {}

    const Options options;
    Handler& handler;
    Metrics& metrics;
    std::unique_ptr<Tls> tls;  // Null: plain.
    AddressCounts addresses;
    std::atomic<std::size_t> connections{0};
    std::atomic<std::size_t> bodies_bytes{0};
    std::atomic<std::size_t> web_sockets{0};
    Workers workers;
};

class Connection;

// One network thread: its connections, and the clock hand that looks for those that wait too
// long. One sweep for all instead of a timer each: 2 us a request.
struct Lane {
    explicit Lane(Shared& all) : shared(all), date(*all.options.clock) {}

    void sweep();
    void begin_stop();
    void end_all();

    Shared& shared;
    DateText date;
    SteadyTime now = std::chrono::steady_clock::now();  // As of the last sweep.
    std::unordered_set<Connection*> connections;
    bool is_stopping = false;
    // Goes first: with it go the connections still in it, which sign off above.
    boost::asio::io_context context{1};
};

class Connection {
public:
    enum class Welcome : std::uint8_t { serve, turn_away };

    // Serves the client until one of the two goes, or tells it that there is no room. Who is served has
    // entered Shared::addresses, and leaves it in the end.
    static void start(Lane& lane, Socket socket, Welcome welcome, std::string remote_address);

    Connection(Lane& lane, Socket socket, Welcome welcome, std::string remote_address);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // For the lane.
    void end_if_overdue();
    void end_if_idle();
    void end_now();

private:
    // What the connection waits for from its client, if anything.
    enum class Wait : std::uint8_t { none, request, head, body, write, linger };

    Coroutine<void> run();
    Coroutine<bool> greet();
    Coroutine<bool> serve_one();

    Coroutine<bool> read_head();
    bool take_head();
    Coroutine<bool> read_body();
    Coroutine<bool> read_sized_body();
    Coroutine<bool> read_chunked_body();
    Coroutine<bool> fill_body(std::size_t length);
    Coroutine<bool> say_continue();
    bool take_body_room(std::size_t bytes);
    void put_request_together();
    void finish_request();

    std::unique_ptr<Conversation> find_conversation() const;
    Coroutine<void> go_on_as_web_socket(Conversation& conversation);
    Coroutine<void> answer();
    Coroutine<void> answer_on_worker();
    bool is_quick() const;
    Response ask() const;
    Coroutine<bool> send(bool with_body);
    Coroutine<void> refuse(Refusal refusal);
    Coroutine<void> linger();

    bool refuse_with(int status, std::string_view reason);
    void begin_wait(Wait wait, std::chrono::milliseconds time_max);
    void end_wait() { m_wait = Wait::none; }

    Lane& m_lane;
    Shared& m_shared;
    Wire m_wire;
    const Welcome m_welcome;
    const std::string m_remote_address;

    Wait m_wait = Wait::none;
    SteadyTime m_deadline;
    bool m_is_overdue = false;
    std::size_t m_turns = 0;  // Answered since the client was last waited for.

    ReadBuffer m_in;
    HeadScanner m_scanner;
    Head m_head;
    std::string m_body;           // Where the body did not arrive whole with the head.
    std::size_t m_body_room = 0;  // Of Shared::bodies_bytes.
    std::string m_after_body;     // Arrived behind a chunked body: the next request's.
    std::size_t m_used = 0;       // Of m_in, by this request.
    Request m_request;
    Response m_response;
    std::string m_out;
    std::optional<Refusal> m_refusal;
    bool m_is_new = true;  // Nothing was read yet.
    bool m_is_turned_away = false;
    bool m_is_last = false;            // The client was told that the connection ends.
    std::shared_ptr<Outbox> m_outbox;  // Of a WebSocket.
};

}  // namespace helselos::http
