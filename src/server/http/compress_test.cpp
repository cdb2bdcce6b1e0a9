#include "server/http/compress.h"

#include "base/limits.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace helselos::http {

namespace {

std::string unpack(std::string_view packed, std::size_t size)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(size, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool is_whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    inflateEnd(&stream);
    return is_whole ? out : "broken";
}

Response json_of(std::size_t bytes)
{
    Response response;
    response.add("Content-Type", "application/fhir+json; charset=utf-8").add("ETag", "\"1\"");
    response.body = std::string(bytes, 'x');
    return response;
}

TEST(Compress, what_was_packed_unpacks_to_the_same)
{
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += std::to_string(i * 7919) + ",";
    for (const int level : {1, 9})
        EXPECT_EQ(unpack(to_gzip(text, level), text.size()), text);
    EXPECT_EQ(unpack(to_gzip("", 1), 0), "");
}

TEST(Compress, nothing_of_one_text_is_in_the_next)
{
    const std::string first(20'000, 'a');
    const std::string second(3'000, 'b');
    const auto alone = to_gzip(second, 1);
    to_gzip(first, 1);
    EXPECT_EQ(to_gzip(second, 1), alone);
    EXPECT_EQ(unpack(to_gzip(first, 1), first.size()), first);
}

TEST(Compress, only_who_accepts_gzip_gets_it)
{
    for (const auto* yes : {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", "deflate;q=1, gzip ; q=0.001", "*"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const auto* no : {"", "br", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "xgzip"})
        EXPECT_FALSE(accepts_gzip(no)) << no;
}

TEST(Compress, text_and_json_are_worth_it_and_images_are_not)
{
    for (const auto* yes : {"text/html; charset=utf-8", "application/fhir+json", "application/json", "image/svg+xml"})
        EXPECT_TRUE(is_compressible(yes)) << yes;
    for (const auto* no : {"image/png", "font/woff2", "application/octet-stream", ""})
        EXPECT_FALSE(is_compressible(no)) << no;
}

TEST(Compress, the_least_size_is_tested_at_and_under)
{
    const std::vector<Header> wants{{"accept-encoding", "gzip"}};
    auto at = json_of(limits::http_compress_bytes_min);
    auto under = json_of(limits::http_compress_bytes_min - 1);
    compress_if_wanted({.headers = wants}, at);
    compress_if_wanted({.headers = wants}, under);
    EXPECT_EQ(at.header("Content-Encoding"), "gzip");
    EXPECT_EQ(at.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(at.header("ETag"), "W/\"1\"");
    EXPECT_EQ(under.header("Content-Encoding"), "");
}

TEST(Compress, a_coding_the_handler_chose_is_left_alone)
{
    auto response = json_of(5000);
    response.add("Content-Encoding", "br");
    const std::vector<Header> wants{{"accept-encoding", "gzip"}};
    compress_if_wanted({.headers = wants}, response);
    EXPECT_EQ(response.body.size(), 5000U);
}

}  // namespace

}  // namespace helselos::http
