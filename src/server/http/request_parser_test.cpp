#include "server/http/request_parser.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::http {

namespace {

int scan_status(std::string_view bytes)
{
    HeadScanner scanner;
    const auto refusal = scanner.advance(bytes);
    return refusal ? refusal->status : scanner.head_bytes() > 0 ? 200 : 100;
}

int head_status(std::string_view bytes)
{
    Head head;
    const auto refusal = read_head(bytes, head);
    return refusal ? refusal->status : 200;
}

std::string with(std::string_view headers)
{
    return "POST /a HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n";
}

TEST(HeadScanner, the_end_of_a_head_is_found_wherever_the_bytes_are_cut)
{
    const std::string head = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string all = head + "body\nwith lines";
    for (std::size_t cut = 0; cut < all.size(); ++cut) {
        HeadScanner scanner;
        EXPECT_FALSE(scanner.advance(std::string_view(all).substr(0, cut)));
        EXPECT_EQ(scanner.head_bytes(), cut < head.size() ? 0 : head.size());
        EXPECT_FALSE(scanner.advance(all));
        EXPECT_EQ(scanner.head_bytes(), head.size());
    }
}

TEST(HeadScanner, lines_that_two_readers_could_end_differently_are_refused)
{
    EXPECT_EQ(scan_status("GET / HTTP/1.1\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(scan_status("GET / HTTP/1.1\r\nHost: x\n\r\n"), 400);
    EXPECT_EQ(scan_status("GET / HTTP/1.1\r\nHost: x\r\n\n"), 400);
    EXPECT_EQ(scan_status("\n"), 400);
    EXPECT_EQ(scan_status("GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n"), 400);
    EXPECT_EQ(scan_status("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n"), 400);
    EXPECT_EQ(scan_status("GET / HTTP/1.1\r\n\tfolded: b\r\n\r\n"), 400);
    EXPECT_EQ(scan_status(std::string_view("GET / HTTP/1.1\r\nA: b\0\r\n\r\n", 26)), 400);
}

TEST(HeadScanner, an_endless_line_is_refused_before_it_ends)
{
    EXPECT_EQ(scan_status("GET /" + std::string(limits::http_target_bytes_max + 100, 'a')), 414);
    EXPECT_EQ(scan_status("GET / HTTP/1.1\r\nA: " + std::string(limits::http_header_bytes_max, 'a')), 431);
}

TEST(RequestParser, a_head_is_read_whole)
{
    Head head;
    const std::string bytes = "PATCH /a?b=c HTTP/1.1\r\nHost: x\r\nX-Test:  two words \t\r\nContent-Length: 12\r\n\r\n";
    ASSERT_FALSE(read_head(bytes, head));
    EXPECT_EQ(head.method, Method::patch);
    EXPECT_EQ(head.target, "/a?b=c");
    ASSERT_EQ(head.headers.size(), 3U);
    EXPECT_EQ(head.headers[1].name, "X-Test");
    EXPECT_EQ(head.headers[1].value, "two words");
    EXPECT_EQ(head.content_length, 12U);
    EXPECT_TRUE(head.is_keep_alive);
}

TEST(RequestParser, a_head_used_again_forgets_the_one_before)
{
    Head head;
    ASSERT_FALSE(read_head(with("Content-Length: 12\r\nExpect: 100-continue\r\nConnection: close\r\n"), head));
    ASSERT_FALSE(read_head("GET / HTTP/1.1\r\nHost: x\r\n\r\n", head));
    EXPECT_EQ(head.content_length, 0U);
    EXPECT_FALSE(head.has_body());
    EXPECT_FALSE(head.expects_continue);
    EXPECT_TRUE(head.is_keep_alive);
    EXPECT_EQ(head.headers.size(), 1U);
}

TEST(RequestParser, an_unclear_length_is_refused)
{
    for (const auto* headers :
        {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 5, 5\r\n", "Content-Length: 5,6\r\n", "Content-Length: +5\r\n", "Content-Length: -5\r\n",
            "Content-Length: 0x5\r\n", "Content-Length: 5 5\r\n", "Content-Length: \r\n", "Content-Length: five\r\n",
            "Content-Length: 18446744073709551616\r\n", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"})
        EXPECT_EQ(head_status(with(headers)), 400) << headers;
}

TEST(RequestParser, other_codings_than_chunked_are_not_known)
{
    for (const auto* coding : {"gzip", "gzip, chunked", "chunked, gzip", "identity", "chunked, chunked", "xchunked",
             "\"chunked\"", "chunked;a=b", ""})
        EXPECT_NE(head_status(with("Transfer-Encoding: " + std::string(coding) + "\r\n")), 200) << coding;
    EXPECT_EQ(head_status(with("Transfer-Encoding: gzip, chunked\r\n")), 501);
    EXPECT_EQ(head_status(with("Transfer-Encoding: ChunKed\r\n")), 200);
    EXPECT_EQ(head_status("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(RequestParser, what_is_not_served_is_told_apart)
{
    EXPECT_EQ(head_status("BREW / HTTP/1.1\r\nHost: x\r\n\r\n"), 501);
    EXPECT_EQ(head_status("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"), 501);
    EXPECT_EQ(head_status("get / HTTP/1.1\r\nHost: x\r\n\r\n"), 501);
    EXPECT_EQ(head_status("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 505);
    EXPECT_EQ(head_status("GET / HTTP/0.9\r\nHost: x\r\n\r\n"), 505);
    EXPECT_EQ(head_status("GET / HTTP/1.2\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(head_status("GET / HTTX/1.1\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(head_status("PRI * HTTP/2.0\r\n\r\n"), 505);
    EXPECT_EQ(head_status(with("Content-Encoding: gzip\r\n")), 415);
    EXPECT_EQ(head_status(with("Content-Encoding: identity\r\n")), 200);
    EXPECT_EQ(head_status(with("Expect: 200-ok\r\n")), 417);
}

TEST(RequestParser, a_broken_request_line_or_header_is_refused)
{
    for (const auto* bytes : {"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET / HTTP/1.1 \r\nHost: x\r\n\r\n", "GET /\r\nHost: x\r\n\r\n", " GET / HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
             "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nA(b): c\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nA: b\x01\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nA: b\x7f\r\n\r\n",
             "GET * HTTP/1.1\r\nHost: x\r\n\r\n", "GET a HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET /# HTTP/1.1\r\nHost: x\r\n\r\n", "GET /\xc3\xb8 HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET /\x7f HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n", ""})
        EXPECT_EQ(head_status(bytes), 400) << bytes;
}

TEST(RequestParser, a_bar_in_a_search_needs_no_escape)
{
    EXPECT_EQ(head_status("GET /fhir/Patient?identifier=a|b HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
}

}  // namespace

}  // namespace helselos::http
