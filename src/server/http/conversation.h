// A WebSocket (RFC 6455) as the rooms above the network see it: texts both ways, until one side ends it.
#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>

namespace helselos::http {

// RFC 6455 section 7.4.1.
enum class CloseCode : std::uint16_t { normal = 1000, going_away = 1001, policy = 1008, try_again = 1013 };

// Our end of it. For any thread; never waits.
class Line {
public:
    virtual ~Line() = default;

    // Sends a text after those before it. True once all of it was handed to the network; false when the line ended
    // before, or the client has too many untaken already (limits::web_socket_waiting_texts_max), which ends the line.
    virtual std::future<bool> say(std::string text) = 0;

    // Ends it after what was said before. `reason` is told: at most 123 bytes.
    virtual void close(CloseCode code, std::string reason) = 0;
};

// The other end is told what happens, on the network thread, one thing at a time: each call must be quick and not
// throw.
class Conversation {
public:
    virtual ~Conversation() = default;
    virtual void began(std::shared_ptr<Line> line) = 0;
    virtual void heard(std::string_view text) = 0;
    virtual void ended() = 0;  // The last call. What was said and not sent yet is lost.
};

}  // namespace helselos::http
