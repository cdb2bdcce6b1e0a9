#include "server/open_origins.h"

#include <gtest/gtest.h>

#include <array>

namespace helselos::server {

namespace {

constexpr std::string_view allow = "Access-Control-Allow-Origin";

http::Response opened(const OpenOrigins& origins, std::string_view origin)
{
    const std::array headers{http::Header{"Origin", origin}};
    http::Request request;
    request.headers = headers;
    http::Response response;
    origins.open(response, request);
    return response;
}

TEST(OpenOrigins, any_page_may_call_where_none_are_named)
{
    EXPECT_EQ(opened({}, "https://app.example").header(allow), "*");
}

TEST(OpenOrigins, only_those_that_are_named_may_read)
{
    const auto origins = OpenOrigins::only({"https://app.example", "http://localhost:3000"});
    ASSERT_TRUE(origins.ok());
    EXPECT_EQ(opened(*origins, "https://app.example").header(allow), "https://app.example");
    EXPECT_EQ(opened(*origins, "http://localhost:3000").header(allow), "http://localhost:3000");
    for (const auto* stranger : {"https://app.example.evil", "http://app.example", "null", "", "https://APP.example"})
        EXPECT_EQ(opened(*origins, stranger).header(allow), "") << stranger;
    EXPECT_EQ(opened(*origins, "https://evil.example").header("Vary"), "Origin");
}

TEST(OpenOrigins, two_origins_in_one_request_are_none)
{
    const auto origins = OpenOrigins::only({"https://app.example"});
    const std::array headers{
        http::Header{"Origin", "https://app.example"}, http::Header{"Origin", "https://x.example"}};
    http::Request request;
    request.headers = headers;
    http::Response response;
    origins->open(response, request);
    EXPECT_EQ(response.header(allow), "");
}

TEST(OpenOrigins, what_is_no_origin_is_refused)
{
    for (const auto* wrong :
        {"*", "app.example", "https://", "https://app.example/", "https://*.example", "https://u@h"})
        EXPECT_FALSE(OpenOrigins::only({wrong}).ok()) << wrong;
}

}  // namespace

}  // namespace helselos::server
