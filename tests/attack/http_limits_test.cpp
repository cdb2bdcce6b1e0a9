// Each limit of the server at, one under and one over.
#include "base/limits.h"
#include "polite_client.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::attack {

namespace {

using http::LoopbackServer;

std::string with_header_bytes(std::size_t bytes)
{
    const std::string fixed = "Host: test\r\nX-Large: \r\n";
    return "GET /quick HTTP/1.1\r\nHost: test\r\nX-Large: " + std::string(bytes - fixed.size(), 'a') + "\r\n\r\n";
}

std::string with_header_fields(std::size_t fields)
{
    std::string text = "GET /quick HTTP/1.1\r\nHost: test\r\n";
    for (std::size_t i = 1; i < fields; ++i)
        text += "X-" + std::to_string(i) + ": a\r\n";
    return text + "\r\n";
}

std::string with_target_bytes(std::size_t bytes)
{
    const std::string fixed = "/quick?";
    return http::get(fixed + std::string(bytes - fixed.size(), 'a'));
}

std::string as_chunks(const std::string& body)
{
    char size[20];
    std::snprintf(size, sizeof size, "%zx", body.size());
    return "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(size) + "\r\n" + body
        + "\r\n0\r\n\r\n";
}

TEST(HttpLimits, headers_of_64_kib)
{
    const LoopbackServer at;
    PoliteClient polite(at);
    EXPECT_EQ(at.status_of(with_header_bytes(limits::http_header_bytes_max - 1)), 200);
    EXPECT_EQ(at.status_of(with_header_bytes(limits::http_header_bytes_max)), 200);
    EXPECT_EQ(at.status_of(with_header_bytes(limits::http_header_bytes_max + 1)), 431);
    EXPECT_EQ(at.status_of(with_header_bytes(20 * limits::http_header_bytes_max)), 431);
    EXPECT_TRUE(polite.is_served());
}

TEST(HttpLimits, a_hundred_headers)
{
    const LoopbackServer at;
    PoliteClient polite(at);
    EXPECT_EQ(at.status_of(with_header_fields(limits::http_header_fields_max - 1)), 200);
    EXPECT_EQ(at.status_of(with_header_fields(limits::http_header_fields_max)), 200);
    EXPECT_EQ(at.status_of(with_header_fields(limits::http_header_fields_max + 1)), 431);
    EXPECT_TRUE(polite.is_served());
}

TEST(HttpLimits, an_address_of_8_kib)
{
    const LoopbackServer at;
    PoliteClient polite(at);
    EXPECT_EQ(at.status_of(with_target_bytes(limits::http_target_bytes_max - 1)), 200);
    EXPECT_EQ(at.status_of(with_target_bytes(limits::http_target_bytes_max)), 200);
    EXPECT_EQ(at.status_of(with_target_bytes(limits::http_target_bytes_max + 1)), 414);
    EXPECT_EQ(at.status_of(with_target_bytes(50 * limits::http_target_bytes_max)), 414);
    EXPECT_TRUE(polite.is_served());
}

TEST(HttpLimits, a_body)
{
    const std::size_t bytes_max = 100'000;
    const LoopbackServer at({.body_bytes_max = bytes_max});
    PoliteClient polite(at);
    for (const auto bytes : {bytes_max - 1, bytes_max}) {
        EXPECT_EQ(at.status_of(http::post("/echo", std::string(bytes, 'a'))), 200);
        EXPECT_EQ(at.status_of(as_chunks(std::string(bytes, 'a'))), 200);
    }
    EXPECT_EQ(at.status_of(http::post("/echo", std::string(bytes_max + 1, 'a'))), 413);
    EXPECT_EQ(at.status_of(as_chunks(std::string(bytes_max + 1, 'a'))), 413);
    EXPECT_TRUE(polite.is_served());
}

TEST(HttpLimits, a_body_as_large_as_is_ever_read)
{
    const LoopbackServer at;
    const auto at_most = at.ask(http::post("/echo", std::string(limits::http_body_bytes_max, 'a')));
    EXPECT_EQ(at_most->body.size(), limits::http_body_bytes_max);
    EXPECT_EQ(at.status_of(http::post("/echo", std::string(limits::http_body_bytes_max + 1, 'a'))), 413);
}

TEST(HttpLimits, a_body_that_is_only_claimed_takes_no_memory)
{
    LoopbackServer at({.bodies_bytes_max = 4U << 20});
    std::vector<http::LoopbackClient> claiming;
    for (int i = 0; i < 40; ++i) {
        claiming.push_back(at.connect());
        claiming.back().send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 33554432\r\n\r\nfirst bytes");
    }
    PoliteClient polite(at);
    EXPECT_TRUE(polite.is_served());
}

}  // namespace

}  // namespace helselos::attack
