// Requests that two servers in a row could cut at different places. Ours must refuse each one,
// close, and never take what stands behind it for a request.
#include "polite_client.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace helselos::attack {

namespace {

using http::LoopbackServer;

struct Smuggled {
    const char* name;
    int status;
    std::string bytes;
};

std::ostream& operator<<(std::ostream& out, const Smuggled& smuggled)
{
    return out << smuggled.name;
}

std::string post_with(const std::string& headers, const std::string& body)
{
    return "POST /echo HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n" + body;
}

const std::string chunked = "Transfer-Encoding: chunked\r\n";
const std::string five = "Content-Length: 5\r\n";
const std::string nul(1, '\0');

const std::vector<Smuggled> table{
    {"length_and_chunked", 400, post_with(five + chunked, "0\r\n\r\n")},
    {"chunked_and_length", 400, post_with(chunked + five, "0\r\n\r\n")},
    {"length_and_chunked_in_other_case", 400, post_with(five + "transfer-ENCODING: ChunKed\r\n", "0\r\n\r\n")},
    {"two_different_lengths", 400, post_with(five + "Content-Length: 6\r\n", "hello")},
    {"two_equal_lengths", 400, post_with(five + five, "hello")},
    {"list_of_lengths", 400, post_with("Content-Length: 5, 5\r\n", "hello")},
    {"length_with_plus", 400, post_with("Content-Length: +5\r\n", "hello")},
    {"length_with_minus", 400, post_with("Content-Length: -5\r\n", "hello")},
    {"length_in_hexadecimal", 400, post_with("Content-Length: 0x5\r\n", "hello")},
    {"length_with_words", 400, post_with("Content-Length: 5 bytes\r\n", "hello")},
    {"empty_length", 400, post_with("Content-Length:\r\n", "hello")},
    {"length_over_64_bits", 400, post_with("Content-Length: 18446744073709551621\r\n", "hello")},
    {"space_before_colon", 400, post_with("Content-Length : 5\r\n", "hello")},
    {"tab_before_colon", 400, post_with("Transfer-Encoding\t: chunked\r\n", "0\r\n\r\n")},
    {"coding_after_vertical_tab", 400,
        post_with("Transfer-Encoding: \x0b"
                  "chunked\r\n",
            "0\r\n\r\n")},
    {"coding_in_quotes", 501, post_with("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")},
    {"coding_not_known", 501, post_with("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
    {"coding_twice_in_one", 501, post_with("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")},
    {"coding_twice", 400, post_with(chunked + chunked, "0\r\n\r\n")},
    {"identity_and_chunked", 501, post_with("Transfer-Encoding: identity\r\n" + five + chunked, "0\r\n\r\n")},
    {"coding_in_http_1_0", 400, "POST /echo HTTP/1.0\r\n" + chunked + "\r\n0\r\n\r\n"},
    {"folded_coding", 400, post_with("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")},
    {"folded_header", 400, post_with("X-A: b\r\n\tContent-Length: 5\r\n", "hello")},
    {"folded_first_header", 400, "POST /echo HTTP/1.1\r\n Host: test\r\n" + five + "\r\nhello"},
    {"bare_line_feed_after_request_line", 400, "POST /echo HTTP/1.1\nHost: test\r\n" + five + "\r\nhello"},
    {"bare_line_feed_in_headers", 400, post_with("X-A: b\nContent-Length: 5\r\n", "hello")},
    {"bare_line_feed_at_the_end", 400, "POST /echo HTTP/1.1\r\nHost: test\r\n" + five + "\nhello"},
    {"bare_carriage_return", 400, post_with("X-A: b\rContent-Length: 5\r\n", "hello")},
    {"nul_in_value", 400, post_with("X-A: b" + nul + "c\r\n" + five, "hello")},
    {"nul_in_name", 400, post_with("Content-Length" + nul + ": 5\r\n", "hello")},
    {"nul_in_target", 400, "GET /quick" + nul + " HTTP/1.1\r\nHost: test\r\n\r\n"},
    {"two_hosts", 400, "GET /quick HTTP/1.1\r\nHost: test\r\nHost: other\r\n\r\n"},
    {"no_host", 400, "GET /quick HTTP/1.1\r\n\r\n"},
    {"space_in_target", 400, "GET /quick /other HTTP/1.1\r\nHost: test\r\n\r\n"},
    {"no_version", 400, "GET /quick\r\nHost: test\r\n\r\n"},
    {"chunk_size_with_plus", 400, post_with(chunked, "+5\r\nhello\r\n0\r\n\r\n")},
    {"chunk_size_with_minus", 400, post_with(chunked, "-5\r\nhello\r\n0\r\n\r\n")},
    {"chunk_size_with_prefix", 400, post_with(chunked, "0x5\r\nhello\r\n0\r\n\r\n")},
    {"chunk_size_with_space_before", 400, post_with(chunked, " 5\r\nhello\r\n0\r\n\r\n")},
    {"chunk_size_with_space_after", 400, post_with(chunked, "5 \nhello\r\n0\r\n\r\n")},
    {"chunk_size_over_64_bits", 400, post_with(chunked, "10000000000000005\r\nhello\r\n0\r\n\r\n")},
    {"chunk_size_empty", 400, post_with(chunked, "\r\nhello\r\n0\r\n\r\n")},
    {"chunk_too_short", 400, post_with(chunked, "4\r\nhello\r\n0\r\n\r\n")},
    {"chunk_too_long", 400, post_with(chunked, "6\r\nhello\r\n0\r\n\r\n")},
    {"chunk_with_bare_line_feed", 400, post_with(chunked, "5\nhello\n0\n\n")},
    {"chunk_end_without_line_end", 400, post_with(chunked, "5\r\nhello0\r\n\r\n")},
    {"chunk_extension_with_line_feed", 400, post_with(chunked, "5;a\nb\r\nhello\r\n0\r\n\r\n")},
    {"chunk_extension_endless", 400, post_with(chunked, "5;" + std::string(4096, 'a'))},
    {"trailer_with_length", 400, post_with(chunked, "0\r\nContent-Length: 50\r\n\r\n")},
    {"trailer_with_coding", 400, post_with(chunked, "0\r\n" + chunked + "\r\n")},
    {"compressed_body", 415, post_with("Content-Encoding: gzip\r\n" + five, "hello")},
    {"compressed_chunks", 501, post_with("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
};

class Smuggling : public testing::TestWithParam<Smuggled> {};

TEST_P(Smuggling, is_refused_and_what_follows_is_not_a_request)
{
    LoopbackServer at;
    {
        auto client = at.connect();
        client.send(GetParam().bytes + http::get("/smuggled"));
        const auto answer = client.receive();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, GetParam().status) << answer->body;
        EXPECT_EQ(answer->header("Connection"), "close");
        EXPECT_NE(answer->body.find("OperationOutcome"), std::string::npos);
        EXPECT_TRUE(client.is_closed_by_server());
    }
    EXPECT_EQ(at.handler.handled.load(), 0U);
    EXPECT_EQ(at.status_of(http::get("/quick")), 200);
}

INSTANTIATE_TEST_SUITE_P(Http, Smuggling, testing::ValuesIn(table),
    [](const testing::TestParamInfo<Smuggled>& row) { return std::string(row.param.name); });

TEST(Smuggling, a_body_that_looks_like_a_request_stays_a_body)
{
    LoopbackServer at;
    auto client = at.connect();
    const auto inner = http::get("/smuggled");
    EXPECT_EQ(client.ask(http::post("/echo", inner))->body, inner);
    EXPECT_EQ(client
                  .ask("GET /quick HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(inner.size())
                      + "\r\n\r\n" + inner)
                  ->status,
        200);
    EXPECT_EQ(client.ask(http::get("/quick"))->status, 200);
    EXPECT_EQ(at.handler.handled.load(), 3U);
}

}  // namespace

}  // namespace helselos::attack
