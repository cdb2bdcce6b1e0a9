#include "app/configuration.h"

#include <gtest/gtest.h>

namespace helselos::app {

namespace {

TEST(Configuration, an_address_and_port_are_read)
{
    Configuration configuration;
    ASSERT_TRUE(set_listen(configuration, "127.0.0.1:9090").ok());
    EXPECT_EQ(configuration.address, "127.0.0.1");
    EXPECT_EQ(configuration.port, 9090);
    ASSERT_TRUE(set_listen(configuration, "[::1]:0").ok());
    EXPECT_EQ(configuration.address, "::1");
    for (const char* wrong : {"", "8080", ":8080", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:x"})
        EXPECT_FALSE(set_listen(configuration, wrong).ok()) << wrong;
}

TEST(Configuration, without_authentication_only_loopback_is_served)
{
    Configuration configuration;
    configuration.is_auth_off = true;
    for (const char* loopback : {"127.0.0.1", "127.0.0.2", "::1"}) {
        configuration.address = loopback;
        EXPECT_TRUE(refuse_unsafe(configuration).ok()) << loopback;
    }
    for (const char* open : {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1"}) {
        configuration.address = open;
        EXPECT_FALSE(refuse_unsafe(configuration).ok()) << open;
    }
}

TEST(Configuration, the_demonstration_is_refused_where_strangers_could_reach_it)
{
    Configuration configuration;
    configuration.is_demo = true;
    EXPECT_TRUE(refuse_unsafe(configuration).ok());
    configuration.address = "0.0.0.0";
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
}

}  // namespace

}  // namespace helselos::app
