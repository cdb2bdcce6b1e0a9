// The network side of the house: HTTP/1.1 (RFC 9110, RFC 9112) within the limits of
// base/limits.h, from any number of clients, of whom any may be hostile.
//
// One thread a core reads and writes; requests that may wait for the disk run on workers, so
// that no slow one holds up the others. What is not served is answered and the connection
// closed: 400 what is malformed or could be read in two ways, 408 too slow, 413 body, 414
// address, 415 compressed body, 417 expectation, 431 headers, 501 method or transfer coding,
// 503 no room, 505 version.
#pragma once

#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "server/http/conversation.h"
#include "server/http/message.h"
#include "server/http/metrics.h"
#include "server/http/tls.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace helselos::http {

// What answers. All members are called from many threads at once. A handler that throws is
// answered for with 500.
class Handler {
public:
    virtual ~Handler() = default;

    // True for what is answered from memory or with one look-up, in well under a
    // millisecond: it is handled on the network thread, and meanwhile nothing else there is.
    virtual bool is_quick(const Request&) const { return false; }

    // HEAD is handled as GET would be: the server sends the length and keeps the body back.
    virtual Response handle(const Request& request) = 0;

    // Who talks with a client that asks to go on as a WebSocket; null: the request is answered as any other.
    virtual std::unique_ptr<Conversation> converse(const Request&) { return nullptr; }

    // The answer to what the server itself does not serve; `reason` is constant text. An
    // OperationOutcome unless overridden. Must not throw.
    virtual Response refuse(int status, std::string_view reason) const;
};

struct Options {
    std::string address = "127.0.0.1";  // A number, not a name.
    std::uint16_t port = 0;             // 0: any that is free.
    TlsFiles tls = {};                  // Empty: plain.
    std::size_t threads = 0;            // 0: one a core.
    std::size_t workers = limits::http_workers;
    std::size_t work_queue_max = limits::http_work_queue_max;
    std::size_t connections_max = limits::http_connections_max;
    std::size_t connections_per_address_max = limits::http_connections_per_address_max;
    std::size_t body_bytes_max = limits::http_body_bytes_max;
    std::size_t bodies_bytes_max = limits::http_bodies_bytes_max;
    std::chrono::milliseconds header_time_max = limits::http_header_time_max;
    std::chrono::milliseconds body_time_max = limits::http_body_time_max;
    std::chrono::milliseconds idle_time_max = limits::http_idle_time_max;
    std::chrono::milliseconds write_time_max = limits::http_write_time_max;
    std::chrono::milliseconds linger_time_max = limits::http_linger_time_max;
    std::chrono::milliseconds stop_time_max = limits::http_stop_time_max;
    const Clock* clock = &system_clock();  // For the Date header.
};

class Server {
public:
    // Listens when it returns. Fails with `invalid` when the address is none, with
    // `conflict` when another program listens there, with `fault` when the system refuses.
    // `handler` and `metrics` must outlive the server.
    static Result<std::unique_ptr<Server>> start(Options options, Handler& handler, Metrics& metrics);

    // As stop().
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;

    // Reads the certificate and the key anew, for those who connect from now on. Error invalid, and the old ones stay.
    Result<void> renew_certificate();

    // How many requests wait for a worker.
    std::size_t waiting() const;

    // Takes no new connections, answers what is under way, for at most stop_time_max, then
    // closes what is left and ends the threads. Twice does nothing more.
    void stop();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

}  // namespace helselos::http
