// What is still to be said on a WebSocket, between those who say it and the thread that sends it. Of concern to this
// room only.
#pragma once

#include "server/http/conversation.h"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace helselos::http {

class Outbox final : public Line {
public:
    struct Text {
        std::string text;
        std::promise<bool> is_sent;
    };
    struct Closing {
        CloseCode code = CloseCode::normal;
        std::string reason;
    };

    // `wake` is called, under a lock and from any thread, when there is something new to send; until end().
    explicit Outbox(std::function<void()> wake) : m_wake(std::move(wake)) {}
    ~Outbox() override { end(); }

    std::future<bool> say(std::string text) override;
    void close(CloseCode code, std::string reason) override;

    // For the sending thread. The next text, if any.
    std::optional<Text> next();
    // Once nothing is left to be sent before it.
    std::optional<Closing> closing() const;
    // Whoever still waits is told that nothing more is sent.
    void end();
    bool has_ended() const;

private:
    std::future<bool> refused() const;

    mutable std::mutex m_mutex;
    std::function<void()> m_wake;
    std::deque<Text> m_texts;
    std::optional<Closing> m_closing;
    bool m_has_ended = false;
};

}  // namespace helselos::http
