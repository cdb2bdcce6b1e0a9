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

TEST(Configuration, profiles_that_are_required_are_read_by_type)
{
    Configuration configuration;
    ASSERT_TRUE(add_required_profile(configuration, "Patient=http://a.example/p").ok());
    ASSERT_TRUE(add_required_profile(configuration, "Patient=http://a.example/q").ok());
    EXPECT_EQ(configuration.required_profiles["Patient"],
        (std::vector<std::string>{"http://a.example/p", "http://a.example/q"}));
    for (const char* wrong : {"", "Patient", "Patient=", "=http://a.example/p"})
        EXPECT_FALSE(add_required_profile(configuration, wrong).ok()) << wrong;
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

TEST(Configuration, a_server_that_could_recognise_nobody_does_not_start)
{
    Configuration configuration;
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
    configuration.identity.personnel.address = "https://issuer.example";
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
    configuration.identity.audience = "helselos";
    EXPECT_TRUE(refuse_unsafe(configuration).ok());
}

TEST(Configuration, an_issuer_is_reached_by_https_and_as_a_client_with_a_key)
{
    Configuration configuration;
    auto& residents = configuration.identity.residents;
    residents.address = "http://issuer.example";
    residents.client = "helselos-web";
    residents.key = "key.json";
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
    residents.address = "https://issuer.example";
    EXPECT_TRUE(refuse_unsafe(configuration).ok());
    configuration.base = "http://helselos.example/fhir";
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
    configuration.base = "https://helselos.example/fhir";
    EXPECT_TRUE(refuse_unsafe(configuration).ok());
    configuration.identity.personnel.address = residents.address;
    configuration.identity.audience = "helselos";
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
    configuration.identity.personnel.address.clear();
    residents.key.clear();
    EXPECT_FALSE(refuse_unsafe(configuration).ok());
}

}  // namespace

}  // namespace helselos::app
