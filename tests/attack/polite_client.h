// A caller who does everything right while others do not.
#pragma once

#include "server/http/loopback.h"

#include <atomic>
#include <cstddef>
#include <thread>

namespace helselos::attack {

class PoliteClient {
public:
    explicit PoliteClient(const http::LoopbackServer& at) : m_client(at.connect()), m_thread([this] { run(); }) {}
    ~PoliteClient()
    {
        m_is_done = true;
        m_thread.join();
    }
    PoliteClient(const PoliteClient&) = delete;
    PoliteClient& operator=(const PoliteClient&) = delete;

    // True when each request so far got its own answer; waits until there are some more.
    bool is_served()
    {
        const auto before = m_right.load();
        while (m_right.load() < before + 10 && m_wrong.load() == 0)
            std::this_thread::yield();
        return m_wrong.load() == 0;
    }

private:
    void run()
    {
        for (std::size_t i = 0; !m_is_done; ++i) {
            const auto body = "polite " + std::to_string(i);
            const auto answer = m_client.ask(i % 2 == 0 ? http::post("/echo", body) : http::get("/quick"));
            const bool is_right = answer && answer->status == 200 && (i % 2 == 1 || answer->body == body);
            ++(is_right ? m_right : m_wrong);
            if (!is_right)
                return;
        }
    }

    http::LoopbackClient m_client;
    std::atomic<bool> m_is_done{false};
    std::atomic<std::size_t> m_right{0};
    std::atomic<std::size_t> m_wrong{0};
    std::thread m_thread;  // Last: it uses the others.
};

}  // namespace helselos::attack
