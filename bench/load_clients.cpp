#include "bench/load_clients.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace helselos::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

struct Client {
    Descriptor socket;
    SteadyClock::time_point asked_at = {};
    std::string received = {};
};

struct Heading {
    int status = 0;
    std::size_t whole = 0;  // Head and body.
    std::size_t body = 0;   // Where the body begins.
};

Error failed(const char* reason)
{
    return {Kind::fault, reason};
}

// Of the answer at the front; nothing yet when its head is not whole.
Result<std::optional<Heading>> read_heading(std::string_view received)
{
    const auto end = received.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return std::optional<Heading>();
    Heading heading{.status = static_cast<int>(to_unsigned(received.substr(9, 3)).value_or(0)), .body = end + 4};
    std::optional<std::uint64_t> length;
    for (const auto line : split(received.substr(0, end), '\n')) {
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && equals_ignoring_case(line.substr(0, colon), "content-length"))
            length = to_unsigned(trim(line.substr(colon + 1)));
    }
    if (!length && heading.status != 204 && heading.status != 304)
        return failed("An answer has no Content-Length.");
    heading.whole = heading.body + length.value_or(0);
    return std::optional(heading);
}

Result<Descriptor> connect_to(const LoadPlan& plan)
{
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(plan.port);
    if (::inet_pton(AF_INET, plan.address.c_str(), &address.sin_addr) != 1)
        return failed("The address is not an IPv4 number.");
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return failed("The server does not answer.");
    const int on = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

class Run {
public:
    Run(const LoadPlan& plan, Requests& requests)
        : m_plan(plan), m_requests(requests), m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    {}

    Result<void> connect();
    Result<void> go_on_until(SteadyClock::time_point end, std::uint64_t answers_max);
    Result<void> drain();
    LoadResult take() { return std::move(m_result); }
    void forget() { m_result = {}; }
    std::uint64_t answers() const { return m_result.latencies.size(); }

private:
    Result<void> wait_once(bool ask_again);
    Result<void> ask(Client& client);
    Result<bool> receive(Client& client);
    void take_answer(Client& client, const Heading& heading);

    const LoadPlan& m_plan;
    Requests& m_requests;
    Descriptor m_epoll;
    std::vector<Client> m_clients;
    std::size_t m_open = 0;  // Requests without their answer.
    LoadResult m_result;
};

Result<void> Run::connect()
{
    for (std::size_t i = 0; i < m_plan.connections; ++i) {
        m_clients.push_back({TRY(connect_to(m_plan))});
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(m_epoll.number(), EPOLL_CTL_ADD, m_clients.back().socket.number(), &event);
    }
    for (auto& client : m_clients)
        TRY(ask(client));
    return {};
}

Result<void> Run::go_on_until(SteadyClock::time_point end, std::uint64_t answers_max)
{
    while (SteadyClock::now() < end && (answers_max == 0 || answers() + m_open < answers_max))
        TRY(wait_once(true));
    return {};
}

Result<void> Run::drain()
{
    while (m_open > 0)
        TRY(wait_once(false));
    return {};
}

Result<void> Run::wait_once(bool ask_again)
{
    constexpr int patience_ms = 30'000;
    std::array<epoll_event, 64> events{};
    const int ready = ::epoll_wait(m_epoll.number(), events.data(), static_cast<int>(events.size()), patience_ms);
    if (ready <= 0)
        return failed("The server has stopped answering.");
    for (int i = 0; i < ready; ++i) {
        auto& client = m_clients[events[static_cast<std::size_t>(i)].data.u64];
        if (TRY(receive(client)) && ask_again)
            TRY(ask(client));
    }
    return {};
}

Result<void> Run::ask(Client& client)
{
    std::string_view bytes = m_requests.next();
    client.asked_at = SteadyClock::now();
    while (!bytes.empty()) {
        const auto sent = ::send(client.socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return failed("The server has closed a connection.");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    ++m_open;
    return {};
}

// True when a whole answer has come.
Result<bool> Run::receive(Client& client)
{
    std::array<char, 65536> bytes;
    const auto received = ::recv(client.socket.number(), bytes.data(), bytes.size(), 0);
    if (received <= 0)
        return failed("The server has closed a connection.");
    client.received.append(bytes.data(), static_cast<std::size_t>(received));
    const auto heading = TRY(read_heading(client.received));
    if (!heading || client.received.size() < heading->whole)
        return false;
    take_answer(client, *heading);
    return true;
}

void Run::take_answer(Client& client, const Heading& heading)
{
    const auto taken = std::chrono::duration_cast<std::chrono::nanoseconds>(SteadyClock::now() - client.asked_at);
    m_result.latencies.push_back(static_cast<std::uint32_t>(std::min<std::int64_t>(taken.count() / 100, UINT32_MAX)));
    ++m_result.statuses[heading.status];
    m_result.bytes += heading.whole;
    m_result.last_body.assign(client.received, heading.body, heading.whole - heading.body);
    client.received.erase(0, heading.whole);
    --m_open;
}

}  // namespace

Result<LoadResult> run_load(
    const LoadPlan& plan, Requests& requests, void (*on_begin)(void*), void (*on_end)(void*), void* context)
{
    Run run(plan, requests);
    TRY(run.connect());
    TRY(run.go_on_until(SteadyClock::now() + plan.warm_up, 0));
    run.forget();
    on_begin(context);
    const auto began = SteadyClock::now();
    TRY(run.go_on_until(
        plan.requests_max > 0 ? SteadyClock::time_point::max() : began + plan.duration, plan.requests_max));
    TRY(run.drain());
    const auto ended = SteadyClock::now();
    on_end(context);
    auto result = run.take();
    result.seconds = std::chrono::duration<double>(ended - began).count();
    std::ranges::sort(result.latencies);
    return result;
}

}  // namespace helselos::bench
