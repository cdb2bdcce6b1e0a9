// One WebSocket on a connection, by Boost.Beast. Of concern to this room only.
#pragma once

#include "server/http/conversation.h"
#include "server/http/message.h"
#include "server/http/outbox.h"
#include "server/http/wire.h"

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace helselos::http {

// Whether a client asks to go on as one (RFC 6455 section 4.1).
bool asks_for_web_socket(const Request& request);

// Wakes whoever sends what is in an outbox: cancels the timer it waits by, on its own thread.
class Bell {
public:
    explicit Bell(const Executor& executor);
    ~Bell();
    // From any thread.
    void ring() const;
    boost::asio::awaitable<void, Executor> wait() const;

private:
    struct Parts;
    std::shared_ptr<Parts> m_parts;
};

// Shakes hands and carries texts both ways until the line ends. `bell` is what the outbox rings. What is no proper
// handshake is answered by 400. A conversation that began is told that it ended.
boost::asio::awaitable<void, Executor> converse(
    Wire& wire, const Request& request, Conversation& conversation, std::shared_ptr<Outbox> outbox, Bell bell);

}  // namespace helselos::http
