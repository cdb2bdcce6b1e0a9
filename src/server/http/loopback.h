// For tests: a server with a simple handler on the loopback address, and a client that can be
// as rude as the test wants, for it sends any bytes it is given.
#pragma once

#include "base/text.h"
#include "server/http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace helselos::http {

struct Answer {
    int status = 0;
    std::string head;
    std::string body;

    std::string header(std::string_view name) const
    {
        for (const auto line : split(head, '\n')) {
            const auto colon = line.find(':');
            if (colon != std::string_view::npos && equals_ignoring_case(line.substr(0, colon), name))
                return std::string(trim(line.substr(colon + 1)));
        }
        return {};
    }
};

class LoopbackClient {
public:
    // `from` is the address it comes from: all of 127.x.x.x is at hand.
    explicit LoopbackClient(std::uint16_t port, int receive_buffer_bytes = 0, std::uint32_t from = INADDR_LOOPBACK)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        // A server that never answers fails the test instead of hanging it.
        const timeval patience{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        const int on = 1;
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (receive_buffer_bytes > 0)
            ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(from);
        if (from != INADDR_LOOPBACK)
            ::bind(m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("no server");
    }
    ~LoopbackClient() { close(); }
    LoopbackClient(LoopbackClient&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1)), m_received(std::move(other.m_received))
    {}
    LoopbackClient& operator=(LoopbackClient&&) = delete;

    // False when the server has closed the connection.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // The next answer, or nothing when the connection ended before it was whole.
    std::optional<Answer> receive(bool has_body = true)
    {
        auto end = m_received.find("\r\n\r\n");
        while (end == std::string::npos) {
            if (!receive_more())
                return std::nullopt;
            end = m_received.find("\r\n\r\n");
        }
        Answer answer{.head = m_received.substr(0, end)};
        m_received.erase(0, end + 4);
        answer.status = static_cast<int>(to_unsigned(answer.head.substr(9, 3)).value_or(0));
        const auto length = has_body ? to_unsigned(answer.header("Content-Length")).value_or(0) : 0;
        while (m_received.size() < length)
            if (!receive_more())
                return std::nullopt;
        answer.body = m_received.substr(0, length);
        m_received.erase(0, length);
        return answer;
    }

    std::optional<Answer> ask(std::string_view request)
    {
        send(request);
        return receive(!request.starts_with("HEAD"));
    }

    // True when the server says nothing more and has closed. Waits for it.
    bool is_closed_by_server()
    {
        while (receive_more()) {}
        return m_received.empty() && m_is_at_end;
    }

    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }

    // Closes with a reset instead of a goodbye.
    void reset()
    {
        const linger at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

private:
    bool receive_more()
    {
        char bytes[16384];
        const auto received = ::recv(m_descriptor, bytes, sizeof bytes, 0);
        // A reset is an end too; only running out of patience is not.
        m_is_at_end = received == 0 || (received < 0 && errno == ECONNRESET);
        if (received <= 0)
            return false;
        m_received.append(bytes, static_cast<std::size_t>(received));
        return true;
    }

    int m_descriptor;
    std::string m_received;
    bool m_is_at_end = false;
};

inline std::string get(std::string_view target, std::string_view headers = {})
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view body, std::string_view headers = {})
{
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

// /quick is answered on the network thread, /echo gives the body back, /large gives 8 MiB,
// /wait answers when it is let go, /throw throws; anything else says what was asked.
class LoopbackHandler final : public Handler {
public:
    static constexpr std::size_t large_bytes = 8U << 20;

    bool is_quick(const Request& request) const override { return request.path == "/quick"; }

    Response handle(const Request& request) override
    {
        ++handled;
        if (request.path == "/wait")
            let_go.acquire();
        if (request.path == "/throw")
            throw std::runtime_error("planned");
        Response response;
        response.add("Content-Type", "text/plain");
        if (request.path == "/split")
            response.add("X-Test", "a\r\nX-Injected: b");
        if (request.path == "/nothing")
            response.status = 204;
        else if (request.path == "/echo")
            response.body = std::string(request.body);
        else if (request.path == "/large")
            response.body = std::string(large_bytes, 'x');
        else
            response.body = std::string(to_text(request.method)) + " " + std::string(request.path) + " ["
                + std::string(request.query) + "] " + std::string(request.header("x-test")) + " from "
                + std::string(request.remote_address);
        return response;
    }

    std::atomic<std::size_t> handled{0};
    std::counting_semaphore<> let_go{0};
};

struct LoopbackServer {
    explicit LoopbackServer(Options options = {}) : server(Server::start(std::move(options), handler, metrics).value())
    {}

    LoopbackClient connect() const { return LoopbackClient(server->port()); }
    std::optional<Answer> ask(std::string_view request) const { return connect().ask(request); }
    int status_of(std::string_view request) const
    {
        const auto answer = ask(request);
        return answer ? answer->status : 0;
    }

    LoopbackHandler handler;
    Metrics metrics;
    std::unique_ptr<Server> server;
};

}  // namespace helselos::http
