// Subscribers that are told over a WebSocket: tokens, and which line hears which subscription
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/channels.html#websockets).
//
// A token is got by $get-ws-binding-token, said once on a line within limits::socket_token_life, and is all that a line
// is known by: it carries no cookie and no access token. Nothing of this outlives the process; who was cut off asks for
// another token.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "server/http/conversation.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

struct SocketToken {
    std::string text;
    Instant expires;
};

// For any thread.
class Sockets {
public:
    // `bound` is told of each subscription that a line begins to hear. `clock` must outlive it.
    explicit Sockets(const Clock& clock) : m_clock(clock) {}
    void on_bound(std::function<void(const std::string& id)> bound) { m_bound = std::move(bound); }

    // For subscriptions that are the asker's own. Error busy: too many are given out.
    Result<SocketToken> give_token(std::vector<std::string> ids, Random& random);

    // A line that was just opened.
    std::unique_ptr<http::Conversation> conversation();

    bool is_bound(const std::string& id) const;
    // Whether a line was bound since this was asked last: it has not been greeted yet.
    bool take_newcomers(const std::string& id);
    // To all lines bound to it, and waits until it is on its way; whether any has it.
    bool say(const std::string& id, const std::string& text, std::chrono::milliseconds wait);
    // It is over: lines that hear nothing else are ended.
    void drop(const std::string& id);

    // For the lines. False: the token is none, was used, or is too old.
    bool bind(const std::string& token, const std::shared_ptr<http::Line>& line);
    void unbind(const std::shared_ptr<http::Line>& line);

private:
    struct Given {
        std::vector<std::string> ids;
        Instant expires;
    };

    const Clock& m_clock;
    std::function<void(const std::string& id)> m_bound;
    mutable std::mutex m_mutex;
    std::map<std::string, Given, std::less<>> m_tokens;
    std::map<std::string, std::set<std::shared_ptr<http::Line>>, std::less<>> m_lines;
    std::set<std::string, std::less<>> m_newcomers;
};

}  // namespace helselos::app
