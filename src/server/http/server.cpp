#include "server/http/server.h"

#include "base/log.h"
#include "server/http/connection.h"
#include "server/http/static_files.h"
#include "json/draft.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace helselos::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer
    = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr asio::use_awaitable_t<Executor> resume_here;
constexpr std::chrono::milliseconds sweep_period_max{500};
constexpr std::chrono::milliseconds accept_pause{100};  // When the system has no descriptor left.
constexpr std::size_t turned_away_max = 64;             // Connections over the limit that get an answer.

// A lane with the door through which its connections come, and its thread.
struct Gate {
    Gate(Shared& shared) : lane(shared), acceptor(lane.context), timer(lane.context), pause(lane.context) {}

    Lane lane;
    Acceptor acceptor;
    Timer timer;
    Timer pause;
    std::thread thread;
};

// Every connection is a descriptor, and the usual limit of a shell is below our own.
void raise_descriptor_limit(std::size_t connections)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    const rlim_t wanted = connections + turned_away_max + 512;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min(wanted, limit.rlim_max);
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

Error to_error(const error_code& ec)
{
    if (ec == asio::error::address_in_use)
        return {Kind::conflict, "Another program listens on this address."};
    return {Kind::fault, fmt::format("Cannot listen: {}.", ec.message())};
}

// Sockets with SO_REUSEPORT would share a port with another server of ours: a first one
// without it finds out whether the port is free, and chooses it where that is asked for.
Result<tcp::endpoint> find_free(asio::io_context& context, const tcp::endpoint& endpoint)
{
    Acceptor probe(context);
    error_code ec;
    probe.open(endpoint.protocol(), ec);
    if (!ec)
        probe.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec)
        probe.bind(endpoint, ec);
    if (ec)
        return to_error(ec);
    return probe.local_endpoint();
}

Result<void> listen(Acceptor& acceptor, const tcp::endpoint& endpoint)
{
    error_code ec;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec)
        acceptor.set_option(ReusePort(true), ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    if (!ec)
        acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (ec)
        return to_error(ec);
    return {};
}

std::chrono::milliseconds sweep_period(const Options& options)
{
    const auto shortest = std::min({options.header_time_max, options.body_time_max, options.idle_time_max,
        options.write_time_max, options.linger_time_max});
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), sweep_period_max);
}

Coroutine<void> sweep(Gate& gate)
{
    const auto period = sweep_period(gate.lane.shared.options);
    for (error_code ec; !ec;) {
        gate.timer.expires_after(period);
        co_await gate.timer.async_wait(asio::redirect_error(resume_here, ec));
        gate.lane.sweep();
    }
}

void welcome(Gate& gate, Socket socket)
{
    using enum Connection::Welcome;
    auto& shared = gate.lane.shared;
    error_code ec;
    const auto remote = socket.remote_endpoint(ec);
    if (ec)
        return;
    auto address = remote.address().to_string();
    const auto connections = shared.connections.load();
    if (connections < shared.options.connections_max && shared.addresses.enter(address))
        return Connection::start(gate.lane, std::move(socket), serve, std::move(address));
    shared.metrics.connection_refused();
    if (connections < shared.options.connections_max + turned_away_max)
        Connection::start(gate.lane, std::move(socket), turn_away, std::move(address));
}

Coroutine<void> accept(Gate& gate)
{
    while (!gate.lane.is_stopping) {
        Socket socket(gate.lane.context);
        error_code ec;
        co_await gate.acceptor.async_accept(socket, asio::redirect_error(resume_here, ec));
        if (!ec) {
            welcome(gate, std::move(socket));
        } else if (!gate.lane.is_stopping) {
            log::write(log::Level::warning, "accept-failed", {{"code", ec.value()}});
            gate.pause.expires_after(accept_pause);
            co_await gate.pause.async_wait(asio::redirect_error(resume_here, ec));
        }
    }
}

std::string_view issue_code(int status)
{
    switch (status) {
    case 408: return "timeout";
    case 413:
    case 414:
    case 431: return "too-long";
    case 415:
    case 417:
    case 501:
    case 505: return "not-supported";
    case 500: return "exception";
    case 503: return "transient";
    default: return "structure";
    }
}

}  // namespace

Response Handler::refuse(int status, std::string_view reason) const
{
    using json::array;
    using json::object;
    Response response{.status = status};
    response.body = json::to_text(object({{"resourceType", "OperationOutcome"},
        {"issue",
            array({object({{"severity", status >= 500 && status != 503 ? "fatal" : "error"},
                {"code", issue_code(status)}, {"diagnostics", reason}})})}}));
    response.add("Content-Type", "application/fhir+json").add("Cache-Control", "no-store");
    add_data_headers(response);
    if (status == 503)
        response.add("Retry-After", "1");
    return response;
}

struct Server::Parts {
    Parts(Options options, Handler& handler, Metrics& metrics) : shared(std::move(options), handler, metrics) {}

    Result<void> open();
    void run();
    bool wait_until_empty(std::chrono::milliseconds time_max) const;
    void stop();

    Shared shared;
    std::vector<std::unique_ptr<Gate>> gates;
    std::uint16_t port = 0;
    bool is_running = false;
};

Result<void> Server::Parts::open()
{
    error_code ec;
    const auto address = asio::ip::make_address(shared.options.address, ec);
    if (ec)
        return Error{Kind::invalid, "The address to listen on is not an IP address."};
    asio::io_context probing;
    const auto endpoint = TRY(find_free(probing, {address, shared.options.port}));
    port = endpoint.port();
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const auto threads = shared.options.threads > 0 ? shared.options.threads : cores;
    for (std::size_t i = 0; i < threads; ++i) {
        gates.push_back(std::make_unique<Gate>(shared));
        TRY(listen(gates.back()->acceptor, endpoint));
    }
    return {};
}

void Server::Parts::run()
{
    is_running = true;
    for (auto& gate : gates) {
        asio::co_spawn(gate->lane.context, accept(*gate), asio::detached);
        asio::co_spawn(gate->lane.context, sweep(*gate), asio::detached);
        gate->thread = std::thread([&context = gate->lane.context] { context.run(); });
    }
}

bool Server::Parts::wait_until_empty(std::chrono::milliseconds time_max) const
{
    constexpr std::chrono::milliseconds step{2};
    for (auto waited = step; shared.connections.load() > 0; waited += step) {
        if (waited > time_max)
            return false;
        std::this_thread::sleep_for(step);
    }
    return true;
}

void Server::Parts::stop()
{
    if (!std::exchange(is_running, false))
        return;
    for (auto& gate : gates)
        asio::post(gate->lane.context, [&gate = *gate] {
            gate.acceptor.close();
            gate.pause.cancel();
            gate.lane.begin_stop();
        });
    if (!wait_until_empty(shared.options.stop_time_max))
        log::write(
            log::Level::warning, "stopped-before-all-was-answered", {{"connections", shared.connections.load()}});
    for (auto& gate : gates)
        asio::post(gate->lane.context, [&lane = gate->lane] { lane.end_all(); });
    shared.workers.stop();
    wait_until_empty(shared.options.stop_time_max);
    for (auto& gate : gates)
        gate->lane.context.stop();
    for (auto& gate : gates)
        gate->thread.join();
}

Server::Server(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Result<std::unique_ptr<Server>> Server::start(Options options, Handler& handler, Metrics& metrics)
{
    raise_descriptor_limit(options.connections_max);
    auto parts = std::make_unique<Parts>(std::move(options), handler, metrics);
    if (!parts->shared.options.tls.empty())
        parts->shared.tls = TRY(Tls::load(parts->shared.options.tls));
    TRY(parts->open());
    parts->run();
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server()
{
    stop();
}

std::uint16_t Server::port() const
{
    return m_parts->port;
}

Result<void> Server::renew_certificate()
{
    return m_parts->shared.tls ? m_parts->shared.tls->renew() : Result<void>();
}

std::size_t Server::waiting() const
{
    return m_parts->shared.workers.waiting();
}

void Server::stop()
{
    m_parts->stop();
}

}  // namespace helselos::http
