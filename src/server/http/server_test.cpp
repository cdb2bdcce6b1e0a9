#include "server/http/loopback.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <thread>
#include <vector>

namespace helselos::http {

namespace {

using std::chrono::milliseconds;

void wait_for_handled(const LoopbackServer& at, std::size_t requests)
{
    while (at.handler.handled.load() < requests)
        std::this_thread::yield();
}

TEST(Server, a_request_is_answered)
{
    const LoopbackServer at;
    const auto answer = at.ask(get("/fhir/Patient?name=Kari&_count=2", "X-Test: here\r\n"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "GET /fhir/Patient [name=Kari&_count=2] here from 127.0.0.1");
    EXPECT_EQ(answer->header("Content-Length"), std::to_string(answer->body.size()));
}

TEST(Server, the_date_is_the_clocks)
{
    const SetClock clock(instant_from_text("2026-11-22T07:31:05.250Z").value());
    const LoopbackServer at({.clock = &clock});
    EXPECT_EQ(at.ask(get("/"))->header("Date"), "Sun, 22 Nov 2026 07:31:05 GMT");
}

TEST(Server, a_connection_serves_one_request_after_the_other)
{
    const LoopbackServer at;
    auto client = at.connect();
    for (int i = 0; i < 50; ++i) {
        const auto answer = client.ask(i % 2 == 0 ? get("/quick") : post("/echo", "body " + std::to_string(i)));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, i % 2 == 0 ? "GET /quick []  from 127.0.0.1" : "body " + std::to_string(i));
    }
    EXPECT_EQ(at.metrics.connections(), 1U);
}

TEST(Server, pipelined_requests_are_answered_in_their_order)
{
    const LoopbackServer at;
    auto client = at.connect();
    std::string all;
    for (int i = 0; i < 100; ++i)
        all += i % 3 == 0 ? get("/quick?" + std::to_string(i)) : post("/echo", std::to_string(i));
    client.send(all);
    for (int i = 0; i < 100; ++i) {
        const auto answer = client.receive();
        ASSERT_TRUE(answer);
        EXPECT_EQ(
            answer->body, i % 3 == 0 ? "GET /quick [" + std::to_string(i) + "]  from 127.0.0.1" : std::to_string(i));
    }
}

TEST(Server, a_request_may_come_byte_by_byte)
{
    const LoopbackServer at;
    auto client = at.connect();
    for (const char c : post("/echo", "slowly") + get("/quick"))
        client.send({&c, 1});
    EXPECT_EQ(client.receive()->body, "slowly");
    EXPECT_EQ(client.receive()->status, 200);
}

TEST(Server, one_empty_line_before_a_request_is_forgiven)
{
    const LoopbackServer at;
    auto client = at.connect();
    EXPECT_EQ(client.ask("\r\n" + get("/quick"))->status, 200);
    EXPECT_EQ(client.ask(post("/echo", "a") + "\r\n")->status, 200);
    EXPECT_EQ(client.ask(get("/quick"))->status, 200);
    EXPECT_EQ(client.ask("\r\n\r\n" + get("/quick"))->status, 400);
}

TEST(Server, head_has_the_length_and_no_body)
{
    const LoopbackServer at;
    auto client = at.connect();
    const auto answer = client.ask("HEAD /large HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(answer->header("Content-Length"), std::to_string(LoopbackHandler::large_bytes));
    EXPECT_EQ(client.ask(get("/quick"))->status, 200);
}

TEST(Server, an_answer_without_content_has_no_length)
{
    const LoopbackServer at;
    const auto answer = at.ask(get("/nothing"));
    EXPECT_EQ(answer->status, 204);
    EXPECT_EQ(answer->head.find("Content-Length"), std::string::npos);
}

TEST(Server, a_large_body_comes_and_goes_whole)
{
    const LoopbackServer at;
    std::string large(3'000'000, 'a');
    for (std::size_t i = 0; i < large.size(); i += 7)
        large[i] = static_cast<char>('b' + i % 20);
    const auto echoed = at.ask(post("/echo", large))->body;
    EXPECT_EQ(echoed.size(), large.size());
    EXPECT_TRUE(echoed == large) << "from byte " << std::ranges::mismatch(echoed, large).in1 - echoed.begin();
    EXPECT_EQ(at.ask(get("/large"))->body.size(), LoopbackHandler::large_bytes);
}

TEST(Server, a_chunked_body_is_put_together)
{
    const LoopbackServer at;
    auto client = at.connect();
    const std::string head = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(client.ask(head + "5\r\nhello\r\n6;name=\"x y\"\r\n world\r\n0\r\n\r\n")->body, "hello world");
    EXPECT_EQ(client.ask(head + "0\r\n\r\n")->body, "");
    std::string large = head;
    for (int i = 0; i < 2000; ++i)
        large += "3e8\r\n" + std::string(1000, static_cast<char>('a' + i % 26)) + "\r\n";
    client.send(large + "0\r\n\r\n" + get("/quick"));
    EXPECT_EQ(client.receive()->body.size(), 2'000'000U);
    EXPECT_EQ(client.receive()->body, "GET /quick []  from 127.0.0.1");
}

TEST(Server, a_chunked_body_may_come_byte_by_byte)
{
    const LoopbackServer at;
    auto client = at.connect();
    const std::string request = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
    for (const char c : request + get("/quick"))
        client.send({&c, 1});
    EXPECT_EQ(client.receive()->body, "hello world");
    EXPECT_EQ(client.receive()->status, 200);
}

TEST(Server, a_client_that_expects_it_is_told_to_continue)
{
    const LoopbackServer at;
    for (const std::string length : {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n"}) {
        auto client = at.connect();
        client.send("POST /echo HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\n" + length + "\r\n");
        EXPECT_EQ(client.receive(false)->status, 100);
        client.send(length.starts_with("Content") ? "hello" : "5\r\nhello\r\n0\r\n\r\n");
        EXPECT_EQ(client.receive()->body, "hello");
    }
}

TEST(Server, a_body_that_will_not_be_read_is_not_asked_for)
{
    const LoopbackServer at;
    const auto answer
        = at.ask("POST /echo HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 999999999\r\n\r\n");
    EXPECT_EQ(answer->status, 413);
}

TEST(Server, the_client_may_end_the_connection_or_keep_it_in_http_1_0)
{
    const LoopbackServer at;
    auto closing = at.connect();
    const auto last = closing.ask(get("/quick", "Connection: close\r\n"));
    EXPECT_EQ(last->header("Connection"), "close");
    EXPECT_TRUE(closing.is_closed_by_server());

    auto old = at.connect();
    EXPECT_EQ(old.ask("GET /quick HTTP/1.0\r\n\r\n")->status, 200);
    EXPECT_TRUE(old.is_closed_by_server());

    auto kept = at.connect();
    EXPECT_EQ(kept.ask("GET /quick HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->header("Connection"), "keep-alive");
    EXPECT_EQ(kept.ask(get("/quick"))->status, 200);
}

TEST(Server, the_absolute_form_of_an_address_is_read)
{
    const LoopbackServer at;
    EXPECT_EQ(at.ask(get("http://other.example/quick?a=b"))->body, "GET /quick [a=b]  from 127.0.0.1");
    EXPECT_EQ(at.ask("OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n")->body, "OPTIONS * []  from 127.0.0.1");
}

TEST(Server, a_handler_that_throws_gives_500_and_the_connection_lives)
{
    const LoopbackServer at;
    auto client = at.connect();
    const auto answer = client.ask(get("/throw"));
    EXPECT_EQ(answer->status, 500);
    EXPECT_NE(answer->body.find("\"resourceType\":\"OperationOutcome\""), std::string::npos);
    EXPECT_EQ(answer->body.find("planned"), std::string::npos);
    EXPECT_EQ(client.ask(get("/quick"))->status, 200);
}

TEST(Server, a_header_with_a_line_end_in_it_is_never_sent)
{
    const LoopbackServer at;
    const auto answer = at.ask(get("/split"));
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->header("X-Injected"), "");
}

TEST(Server, what_is_quick_is_answered_while_all_workers_wait)
{
    LoopbackServer at({.workers = 2});
    auto first = at.connect();
    auto second = at.connect();
    first.send(get("/wait"));
    second.send(get("/wait"));
    wait_for_handled(at, 2);
    EXPECT_EQ(at.status_of(get("/quick")), 200);
    at.handler.let_go.release(2);
    EXPECT_EQ(first.receive()->status, 200);
    EXPECT_EQ(second.receive()->status, 200);
}

TEST(Server, more_work_than_the_queue_holds_is_told_to_come_back)
{
    LoopbackServer at({.workers = 1, .work_queue_max = 2});
    auto working = at.connect();
    working.send(get("/wait"));
    wait_for_handled(at, 1);
    std::vector<LoopbackClient> queued;
    for (int i = 0; i < 2; ++i) {
        queued.push_back(at.connect());
        queued.back().send(get("/queued"));
    }
    while (at.server->waiting() < 2)
        std::this_thread::yield();
    auto over = at.connect();
    const auto answer = over.ask(get("/over"));
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->header("Retry-After"), "1");
    EXPECT_EQ(over.ask(get("/quick"))->status, 200);
    at.handler.let_go.release(1);
    EXPECT_EQ(working.receive()->status, 200);
    for (auto& client : queued)
        EXPECT_EQ(client.receive()->status, 200);
}

TEST(Server, connections_are_limited_at_under_and_over)
{
    const LoopbackServer at({.threads = 1, .connections_max = 3});
    std::vector<LoopbackClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(at.connect());
        EXPECT_EQ(clients.back().ask(get("/quick"))->status, 200);
    }
    auto over = at.connect();
    const auto answer = over.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    over.close();
    clients.pop_back();
    while (at.metrics.connections() > 2)
        std::this_thread::yield();
    EXPECT_EQ(at.status_of(get("/quick")), 200);
}

TEST(Server, connections_of_one_address_are_limited_and_others_served)
{
    const LoopbackServer at({.connections_per_address_max = 3});
    std::vector<LoopbackClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(at.connect());
        EXPECT_EQ(clients.back().ask(get("/quick"))->status, 200);
    }
    auto over = at.connect();
    EXPECT_EQ(over.receive()->status, 503);
    LoopbackClient other(at.server->port(), 0, INADDR_LOOPBACK + 1);
    EXPECT_EQ(other.ask(get("/"))->body, "GET / []  from 127.0.0.2");
    clients.pop_back();
    over.close();
    while (at.metrics.connections() > 3)
        std::this_thread::yield();
    EXPECT_EQ(at.status_of(get("/quick")), 200);
}

TEST(Server, all_bodies_together_are_limited)
{
    const LoopbackServer at({.bodies_bytes_max = 256U << 10});
    EXPECT_EQ(at.ask(post("/echo", std::string(200U << 10, 'a')))->status, 200);
    EXPECT_EQ(at.ask(post("/echo", std::string(257U << 10, 'a')))->status, 503);
    EXPECT_EQ(at.ask(post("/echo", std::string(200U << 10, 'a')))->status, 200);
}

TEST(Server, who_is_slow_is_told_so)
{
    const LoopbackServer at({.header_time_max = milliseconds(700), .body_time_max = milliseconds(700)});
    auto slow_head = at.connect();
    slow_head.send("GET /quick HTTP/1.1\r\nHost:");
    EXPECT_EQ(slow_head.receive()->status, 408);
    EXPECT_TRUE(slow_head.is_closed_by_server());

    auto slow_body = at.connect();
    slow_body.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_EQ(slow_body.receive()->status, 408);

    auto slow_chunk = at.connect();
    slow_chunk.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
    EXPECT_EQ(slow_chunk.receive()->status, 408);

    auto silent = at.connect();
    EXPECT_TRUE(silent.is_closed_by_server());
}

TEST(Server, an_idle_connection_is_closed_without_a_word)
{
    const LoopbackServer at({.idle_time_max = milliseconds(500)});
    auto client = at.connect();
    EXPECT_EQ(client.ask(get("/quick"))->status, 200);
    EXPECT_TRUE(client.is_closed_by_server());
}

TEST(Server, a_client_that_does_not_read_is_let_go)
{
    const LoopbackServer at({.write_time_max = milliseconds(400)});
    LoopbackClient client(at.server->port(), 4096);
    client.send(get("/large"));
    wait_for_handled(at, 1);
    while (at.metrics.connections() > 0)
        std::this_thread::sleep_for(milliseconds(1));
    EXPECT_EQ(at.status_of(get("/quick")), 200);
}

TEST(Server, stopping_answers_what_is_under_way)
{
    LoopbackServer at;
    auto idle = at.connect();
    EXPECT_EQ(idle.ask(get("/quick"))->status, 200);
    auto working = at.connect();
    working.send(get("/wait"));
    wait_for_handled(at, 2);
    auto stopped = std::async(std::launch::async, [&] { at.server->stop(); });
    EXPECT_TRUE(idle.is_closed_by_server());
    at.handler.let_go.release();
    const auto answer = working.receive();
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->header("Connection"), "close");
    working.close();
    stopped.get();
    EXPECT_EQ(at.metrics.connections(), 0U);
    EXPECT_ANY_THROW(at.connect());
}

TEST(Server, stopping_does_not_wait_for_ever_for_a_slow_client)
{
    LoopbackServer at({.stop_time_max = milliseconds(50)});
    auto slow = at.connect();
    slow.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nabc");
    while (at.metrics.connections() < 1)
        std::this_thread::yield();
    at.server->stop();
    at.server->stop();
    EXPECT_EQ(at.metrics.connections(), 0U);
}

TEST(Server, two_servers_do_not_share_a_port)
{
    const LoopbackServer first;
    LoopbackHandler handler;
    Metrics metrics;
    const auto second = Server::start({.port = first.server->port()}, handler, metrics);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().kind, Kind::conflict);
}

TEST(Server, an_address_that_is_none_is_refused)
{
    LoopbackHandler handler;
    Metrics metrics;
    EXPECT_EQ(Server::start({.address = "localhost:80"}, handler, metrics).error().kind, Kind::invalid);
    EXPECT_EQ(Server::start({.address = "192.0.2.1"}, handler, metrics).error().kind, Kind::fault);
}

TEST(Server, many_clients_at_once_are_each_given_their_own)
{
    const LoopbackServer at;
    std::vector<std::future<int>> clients;
    for (int c = 0; c < 8; ++c)
        clients.push_back(std::async(std::launch::async, [&at, c] {
            auto client = at.connect();
            int right = 0;
            for (int i = 0; i < 200; ++i) {
                const auto body = std::to_string(c) + ":" + std::to_string(i);
                right += client.ask(post("/echo", body))->body == body ? 1 : 0;
            }
            return right;
        }));
    for (auto& client : clients)
        EXPECT_EQ(client.get(), 200);
    // What was answered is counted after the client has it.
    at.server->stop();
    EXPECT_EQ(at.metrics.requests(Method::post, 2), 1600U);
}

TEST(Server, a_large_answer_is_compressed_for_who_can_read_it)
{
    const LoopbackServer at;
    const auto body = std::string(5000, 'a');
    const auto plain = at.ask(post("/echo", body));
    EXPECT_EQ(plain->header("Content-Encoding"), "");
    EXPECT_EQ(plain->header("Vary"), "Accept-Encoding");
    const auto compressed = at.ask(post("/echo", body, "Accept-Encoding: br, gzip\r\n"));
    EXPECT_EQ(compressed->header("Content-Encoding"), "gzip");
    EXPECT_LT(compressed->body.size(), 200U);
    EXPECT_EQ(at.ask(post("/echo", "small", "Accept-Encoding: gzip\r\n"))->body, "small");
}

}  // namespace

}  // namespace helselos::http
