#include "server/http/chunked_body.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::http {

namespace {

struct Chunked {
    int status = 100;  // 100: not whole yet.
    std::string body;
    std::size_t used = 0;
};

Chunked read_chunked(std::string_view bytes, std::size_t body_bytes_max = 100)
{
    Chunked read;
    ChunkedBody chunks(body_bytes_max);
    read.used = chunks.put(bytes, read.body);
    read.status = chunks.refusal() ? chunks.refusal()->status : chunks.is_done() ? 200 : 100;
    return read;
}

TEST(ChunkedBody, chunks_are_put_together_and_what_follows_is_left)
{
    const auto read = read_chunked("5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\nGET /");
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(read.body, "hello0123456789");
    EXPECT_EQ(read.used, 30U);
}

TEST(ChunkedBody, the_same_body_comes_wherever_the_bytes_are_cut)
{
    const std::string all = "5;a=b\r\nhello\r\n003\r\n\r\n!\r\n0;c=\"d\"\r\n\r\n";
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        ChunkedBody chunks(100);
        std::string body;
        EXPECT_EQ(chunks.put(std::string_view(all).substr(0, cut), body), cut);
        EXPECT_EQ(chunks.is_done(), cut == all.size());
        EXPECT_EQ(chunks.put(std::string_view(all).substr(cut), body), all.size() - cut);
        ASSERT_FALSE(chunks.refusal()) << cut;
        EXPECT_TRUE(chunks.is_done()) << cut;
        EXPECT_EQ(body, "hello\r\n!") << cut;
    }
}

TEST(ChunkedBody, a_broken_chunk_is_refused)
{
    for (const auto* bytes : {"+5\r\nhello\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n",
             "5 \nhello\r\n0\r\n\r\n", "5\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n", "\r\nhello\r\n0\r\n\r\n",
             "5\r\nhelloo\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "G\r\nhello\r\n0\r\n\r\n", ";a=b\r\nhello\r\n0\r\n\r\n",
             "5;\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\rX\nhello\r\n0\r\n\r\n",
             "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n", "10000000000000005\r\nhello\r\n0\r\n\r\n"})
        EXPECT_EQ(read_chunked(bytes).status, 400) << bytes;
}

TEST(ChunkedBody, trailer_fields_are_refused)
{
    EXPECT_EQ(read_chunked("5\r\nhello\r\n0\r\nX-Checksum: 1\r\n\r\n").status, 400);
    EXPECT_EQ(read_chunked("5\r\nhello\r\n0\r\nContent-Length: 1\r\n\r\n").status, 400);
    EXPECT_EQ(read_chunked("5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n").status, 400);
}

TEST(ChunkedBody, the_line_of_a_chunk_is_limited_at_under_and_over)
{
    const auto with_extension
        = [](std::size_t bytes) { return "1;" + std::string(bytes - 1, 'a') + "\r\nx\r\n0\r\n\r\n"; };
    EXPECT_EQ(read_chunked(with_extension(limits::http_chunk_line_bytes_max - 1)).status, 200);
    EXPECT_EQ(read_chunked(with_extension(limits::http_chunk_line_bytes_max)).status, 200);
    EXPECT_EQ(read_chunked(with_extension(limits::http_chunk_line_bytes_max + 1)).status, 400);
}

TEST(ChunkedBody, the_size_is_limited_at_and_over)
{
    EXPECT_EQ(read_chunked("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", 10).status, 200);
    EXPECT_EQ(read_chunked("5\r\nhello\r\n6\r\nworlds\r\n0\r\n\r\n", 10).status, 413);
    EXPECT_EQ(read_chunked("FFFFFFFFFFFFFFFF\r\nhello", 10).status, 413);
}

}  // namespace

}  // namespace helselos::http
