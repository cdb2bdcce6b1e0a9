#include "server/request_id.h"

#include <gtest/gtest.h>

#include <array>

namespace helselos::server {

namespace {

std::string id_for(std::string_view given)
{
    const std::array headers{http::Header{"x-request-id", given}};
    http::Request request;
    request.headers = headers;
    return request_id_of(request);
}

TEST(RequestId, the_callers_own_is_kept)
{
    EXPECT_EQ(id_for("a-1.B_2"), "a-1.B_2");
    EXPECT_EQ(id_for(std::string(64, 'x')), std::string(64, 'x'));
}

TEST(RequestId, what_could_forge_a_line_or_is_too_long_is_replaced)
{
    for (const std::string wrong : {"", "a b", "a\"b", "a\nb", "<x>", "æ"})
        EXPECT_NE(id_for(wrong), wrong);
    EXPECT_NE(id_for(std::string(65, 'x')), std::string(65, 'x'));
}

TEST(RequestId, no_two_are_alike)
{
    EXPECT_NE(new_request_id(), new_request_id());
}

}  // namespace

}  // namespace helselos::server
