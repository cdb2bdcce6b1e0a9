// Slow, silent, greedy and vanishing clients. Nothing here depends on how long something takes:
// only on who is answered at all.
#include "base/random.h"
#include "polite_client.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace helselos::attack {

namespace {

using http::LoopbackClient;
using http::LoopbackServer;
using std::chrono::milliseconds;

std::vector<LoopbackClient> connect_many(const LoopbackServer& at, std::size_t count)
{
    std::vector<LoopbackClient> clients;
    for (std::size_t i = 0; i < count; ++i)
        clients.push_back(at.connect());
    return clients;
}

void wait_until_alone(const LoopbackServer& at, std::size_t connections)
{
    while (at.metrics.connections() > connections)
        std::this_thread::yield();
}

TEST(RudeClients, five_hundred_that_send_a_header_byte_now_and_then)
{
    const LoopbackServer at({.header_time_max = milliseconds(400)});
    PoliteClient polite(at);
    auto slow = connect_many(at, 500);
    const auto request = http::get("/quick");
    std::size_t sent = 0;
    // They go on until the server has had enough of every one of them; should it never have, this ends all the same.
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    bool are_gone = false;
    while (!are_gone && std::chrono::steady_clock::now() < give_up) {
        const auto byte = request.substr(sent % (request.size() - 2), 1);
        for (auto& client : slow)
            client.send(byte);
        ++sent;
        EXPECT_TRUE(polite.is_served());
        are_gone = at.metrics.connections() <= 1;
    }
    EXPECT_GT(sent, 0U);
    EXPECT_TRUE(are_gone) << at.metrics.connections() << " are counted as open";
}

// So fast that the next byte is always there already: then the moment at which time is up falls between a byte's
// arrival and its being taken. How many were sent until the server had enough.
std::size_t send_byte_by_byte(LoopbackClient& client, std::size_t most)
{
    std::size_t sent = 0;
    while (sent < most && client.send("1"))
        ++sent;
    return sent;
}

void expect_let_go(http::Options options, std::string_view beginning)
{
    const LoopbackServer at(std::move(options));
    constexpr std::size_t most = 2'000'000;
    constexpr int tries = 8;  // One of them alone may miss that moment.
    for (int i = 0; i < tries; ++i) {
        auto client = at.connect();
        client.send(beginning);
        EXPECT_LT(send_byte_by_byte(client, most), most);
    }
}

TEST(RudeClients, who_goes_on_after_a_refusal_is_let_go)
{
    expect_let_go({.threads = 1, .linger_time_max = milliseconds(20)}, "nonsense\r\n\r\n");
}

TEST(RudeClients, who_sends_a_body_byte_by_byte_is_let_go)
{
    expect_let_go({.threads = 1, .body_time_max = milliseconds(20), .linger_time_max = milliseconds(20)},
        "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 2000000\r\n\r\n");
}

TEST(RudeClients, who_sends_a_chunk_byte_by_byte_is_let_go)
{
    expect_let_go({.threads = 1, .body_time_max = milliseconds(20), .linger_time_max = milliseconds(20)},
        "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n1e8480\r\n");
}

TEST(RudeClients, slow_bodies_hold_no_worker)
{
    const LoopbackServer at({.workers = 1});
    auto slow = connect_many(at, 200);
    for (auto& client : slow)
        client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\nslow");
    PoliteClient polite(at);
    EXPECT_TRUE(polite.is_served());
}

TEST(RudeClients, silent_ones_are_sent_away)
{
    const LoopbackServer at({.header_time_max = milliseconds(50)});
    PoliteClient polite(at);
    auto silent = connect_many(at, 100);
    for (auto& client : silent)
        EXPECT_TRUE(client.is_closed_by_server());
    EXPECT_TRUE(polite.is_served());
}

TEST(RudeClients, who_never_reads_is_let_go)
{
    const LoopbackServer at({.write_time_max = milliseconds(100)});
    PoliteClient polite(at);
    std::vector<LoopbackClient> greedy;
    for (int i = 0; i < 20; ++i) {
        greedy.emplace_back(at.server->port(), 4096);
        greedy.back().send(http::get("/large"));
    }
    EXPECT_TRUE(polite.is_served());
    wait_until_alone(at, 1);
    EXPECT_TRUE(polite.is_served());
}

TEST(RudeClients, who_vanishes_in_the_middle_of_a_body)
{
    const LoopbackServer at;
    PoliteClient polite(at);
    for (int i = 0; i < 200; ++i) {
        auto client = at.connect();
        client.send(i % 2 == 0 ? "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n\r\nhalf"
                               : "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf");
        if (i % 3 == 0)
            client.reset();
    }
    EXPECT_TRUE(polite.is_served());
    wait_until_alone(at, 1);
}

TEST(RudeClients, who_vanishes_while_being_answered)
{
    LoopbackServer at;
    PoliteClient polite(at);
    for (int i = 0; i < 50; ++i) {
        auto client = at.connect();
        client.send(http::get(i % 2 == 0 ? "/large" : "/wait"));
        at.handler.let_go.release(i % 2);
        client.reset();
    }
    wait_until_alone(at, 1);
    EXPECT_TRUE(polite.is_served());
}

TEST(RudeClients, a_thousand_requests_in_one_go)
{
    const LoopbackServer at;
    PoliteClient polite(at);
    auto client = at.connect();
    std::string all;
    for (int i = 0; i < 1000; ++i)
        all += i % 2 == 0 ? http::get("/quick?" + std::to_string(i)) : http::post("/echo", std::to_string(i));
    client.send(all);
    for (int i = 0; i < 1000; ++i) {
        const auto answer = client.receive();
        ASSERT_TRUE(answer) << i;
        EXPECT_NE(answer->body.find(std::to_string(i)), std::string::npos) << i;
    }
    EXPECT_TRUE(polite.is_served());
}

TEST(RudeClients, more_connections_than_there_is_room_for)
{
    const LoopbackServer at({.connections_max = 50});
    PoliteClient polite(at);
    ASSERT_TRUE(polite.is_served());
    auto many = connect_many(at, 300);
    EXPECT_TRUE(polite.is_served());
    many.clear();
    wait_until_alone(at, 1);
    EXPECT_EQ(at.status_of(http::get("/quick")), 200);
}

TEST(RudeClients, bytes_without_sense)
{
    const LoopbackServer at({.header_time_max = milliseconds(100), .linger_time_max = milliseconds(100)});
    PoliteClient polite(at);
    constexpr std::uint64_t seed = 190723;
    SeededRandom random(seed);
    const std::string good = http::post("/echo", "a good body", "X-Test: value\r\nAccept: text/plain\r\n");
    for (int i = 0; i < 2000; ++i) {
        auto bytes = good;
        for (auto changes = 1 + below(random, 4); changes > 0; --changes)
            bytes[below(random, bytes.size())] = static_cast<char>(below(random, 256));
        auto client = at.connect();
        client.send(bytes);
        if (i % 2 == 0)
            client.reset();
    }
    EXPECT_TRUE(polite.is_served()) << "seed " << seed;
    wait_until_alone(at, 1);
    EXPECT_EQ(at.status_of(http::get("/quick")), 200);
}

}  // namespace

}  // namespace helselos::attack
