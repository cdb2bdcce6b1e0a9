#include "bench/load_clients.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
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

constexpr std::chrono::nanoseconds patience = std::chrono::seconds(30);

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
    Walk walk = {};
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
        : m_plan(plan), m_requests(requests), m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
          m_by_template(requests.templates().size())
    {}

    Result<void> connect();
    Result<void> go_on(std::chrono::nanoseconds duration, std::uint64_t answers_max);
    Result<void> drain();
    LoadResult take();
    void forget();

private:
    Result<void> go_on_closed(std::chrono::nanoseconds duration, std::uint64_t answers_max);
    Result<void> go_on_at_rate(std::chrono::nanoseconds duration);
    std::size_t clients_joined(SteadyClock::time_point began, std::chrono::nanoseconds duration) const;
    std::size_t open() const { return m_clients.size() - m_idle.size(); }
    Result<void> send_planned(SteadyClock::time_point& planned, SteadyClock::time_point end);
    Result<void> wait_once(std::chrono::nanoseconds timeout_max);
    Result<void> ask(std::size_t number, SteadyClock::time_point asked_at);
    Result<bool> receive(Client& client);
    void take_answer(Client& client, const Heading& heading);

    const LoadPlan& m_plan;
    Requests& m_requests;
    Descriptor m_epoll;
    std::vector<Client> m_clients;
    std::vector<std::size_t> m_idle;  // Clients without an open request.
    std::vector<Tally> m_by_template;
    std::uint64_t m_answers = 0;
    bool m_are_all_here = false;
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
        m_idle.push_back(i);
    }
    return {};
}

Result<void> Run::go_on(std::chrono::nanoseconds duration, std::uint64_t answers_max)
{
    return m_plan.rate > 0 ? go_on_at_rate(duration) : go_on_closed(duration, answers_max);
}

Result<void> Run::go_on_closed(std::chrono::nanoseconds duration, std::uint64_t answers_max)
{
    const auto began = SteadyClock::now();
    const auto is_more
        = [&] { return answers_max > 0 ? m_answers + open() < answers_max : SteadyClock::now() < began + duration; };
    while (is_more()) {
        while (!m_idle.empty() && open() < clients_joined(began, duration) && is_more())
            TRY(ask(m_idle.back(), SteadyClock::now()));
        TRY(wait_once(patience));
    }
    m_are_all_here = true;
    return {};
}

// Clients join one after the other over the warm-up: those that walk through the same steps would
// otherwise all create, then all read, and the figure would depend on which of it was measured.
std::size_t Run::clients_joined(SteadyClock::time_point began, std::chrono::nanoseconds duration) const
{
    const auto elapsed = SteadyClock::now() - began;
    if (m_are_all_here || elapsed >= duration)
        return m_clients.size();
    return 1
        + static_cast<std::size_t>(elapsed.count()) * m_clients.size() / static_cast<std::size_t>(duration.count());
}

Result<void> Run::go_on_at_rate(std::chrono::nanoseconds duration)
{
    const auto interval = std::chrono::nanoseconds(std::chrono::seconds(1)) / m_plan.rate;
    auto planned = SteadyClock::now();
    const auto end = planned + duration;
    const auto give_up = end + duration;
    while (planned < end && SteadyClock::now() < give_up) {
        TRY(send_planned(planned, end));
        const bool is_late = m_idle.empty();
        TRY(wait_once(is_late || planned >= end ? patience : planned - SteadyClock::now()));
    }
    m_result.unsent = planned < end ? static_cast<std::uint64_t>((end - planned) / interval) : 0;
    return drain();
}

Result<void> Run::send_planned(SteadyClock::time_point& planned, SteadyClock::time_point end)
{
    const auto interval = std::chrono::nanoseconds(std::chrono::seconds(1)) / m_plan.rate;
    for (; planned < end && planned <= SteadyClock::now() && !m_idle.empty(); planned += interval)
        TRY(ask(m_idle.back(), planned));
    return {};
}

Result<void> Run::drain()
{
    while (open() > 0)
        TRY(wait_once(patience));
    return {};
}

// Waits until somebody is answered, or so long; the server may be silent for `patience`.
Result<void> Run::wait_once(std::chrono::nanoseconds timeout_max)
{
    const auto timeout = std::max<std::int64_t>(timeout_max.count(), 0);
    const timespec time{.tv_sec = timeout / 1'000'000'000, .tv_nsec = timeout % 1'000'000'000};
    std::array<epoll_event, 64> events{};
    const int ready = ::epoll_pwait2(m_epoll.number(), events.data(), static_cast<int>(events.size()), &time, nullptr);
    if (ready < 0 || (ready == 0 && timeout_max >= patience))
        return failed("The server has stopped answering.");
    for (int i = 0; i < ready; ++i) {
        const auto number = events[static_cast<std::size_t>(i)].data.u64;
        if (TRY(receive(m_clients[number])))
            m_idle.push_back(number);
    }
    return {};
}

// Takes an idle client, always the last one, out of the list.
Result<void> Run::ask(std::size_t number, SteadyClock::time_point asked_at)
{
    m_idle.pop_back();
    auto& client = m_clients[number];
    std::string_view bytes = m_requests.next(client.walk);
    client.asked_at = asked_at;
    while (!bytes.empty()) {
        const auto sent = ::send(client.socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return failed("The server has closed a connection.");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
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
    const auto body = std::string_view(client.received).substr(heading.body, heading.whole - heading.body);
    const bool is_good = heading.status / 100 == 2;
    auto& tally = m_by_template[client.walk.current];
    ++tally.statuses[heading.status];
    if (is_good) {
        tally.latencies.push_back(static_cast<std::uint32_t>(std::min<std::int64_t>(taken.count() / 100, UINT32_MAX)));
        m_result.last_body = body;
    }
    ++m_answers;
    m_result.bytes += heading.whole;
    m_requests.take_answer(client.walk, is_good, body);
    client.received.erase(0, heading.whole);
}

void Run::forget()
{
    m_result = {};
    m_answers = 0;
    m_by_template.assign(m_by_template.size(), {});
}

LoadResult Run::take()
{
    for (std::size_t i = 0; i < m_by_template.size(); ++i)
        if (m_by_template[i].answers() > 0)
            m_result.kinds[m_requests.templates()[i].kind].add(m_by_template[i]);
    for (auto& [kind, tally] : m_result.kinds)
        std::ranges::sort(tally.latencies);
    return std::move(m_result);
}

}  // namespace

std::uint64_t Tally::answers() const
{
    std::uint64_t sum = 0;
    for (const auto& [status, count] : statuses)
        sum += count;
    return sum;
}

void Tally::add(const Tally& other)
{
    latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
    for (const auto& [status, count] : other.statuses)
        statuses[status] += count;
}

Result<LoadResult> run_load(
    const LoadPlan& plan, Requests& requests, void (*on_begin)(void*), void (*on_end)(void*), void* context)
{
    // Wakes at the planned moment, not up to 50 us after it.
    ::prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    Run run(plan, requests);
    TRY(run.connect());
    TRY(run.go_on(plan.warm_up, 0));
    run.forget();
    on_begin(context);
    const auto began = SteadyClock::now();
    TRY(run.go_on(plan.duration, plan.requests_max));
    TRY(run.drain());
    const auto ended = SteadyClock::now();
    on_end(context);
    auto result = run.take();
    result.seconds = std::chrono::duration<double>(ended - began).count();
    return result;
}

}  // namespace helselos::bench
