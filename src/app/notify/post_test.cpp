#include "app/notify/post.h"

#include <gtest/gtest.h>

namespace helselos::app {

namespace {

std::string rule_of(const char* address, Reach reach)
{
    const auto judged = refuse_endpoint(address, reach);
    return judged.ok() ? "" : judged.error().reason.substr(0, judged.error().reason.find(':'));
}

}  // namespace

TEST(Endpoint, addresses_of_private_and_special_networks_are_refused)
{
    for (const auto* address : {"https://10.0.0.1/", "https://172.16.0.1/", "https://172.31.255.255/",
             "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/",
             "https://0.0.0.0/", "https://224.0.0.1/", "https://[fc00::1]/", "https://[fe80::1]/", "https://[::]/",
             "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/"})
        for (const auto reach : {Reach::internet, Reach::internet_and_loopback})
            EXPECT_EQ(rule_of(address, reach), endpoint_in_private_network) << address;
}

TEST(Endpoint, neighbours_of_private_networks_are_not)
{
    for (const auto* address : {"https://9.255.255.255/", "https://172.32.0.1/", "https://11.0.0.1/",
             "https://[2a00:1450::1]/", "https://receiver.example/hook"})
        EXPECT_EQ(rule_of(address, Reach::internet), "") << address;
}

TEST(Endpoint, loopback_is_for_the_test_environment)
{
    for (const auto* address :
        {"https://127.0.0.1/", "https://localhost:8443/", "https://[::1]/", "https://127.9.9.9/"}) {
        EXPECT_EQ(rule_of(address, Reach::internet), endpoint_in_private_network) << address;
        EXPECT_EQ(rule_of(address, Reach::internet_and_loopback), "") << address;
    }
    EXPECT_EQ(rule_of("http://127.0.0.1:9/", Reach::internet), endpoint_not_https);
    EXPECT_EQ(rule_of("http://127.0.0.1:9/", Reach::internet_and_loopback), "");
}

TEST(Endpoint, other_ways_to_write_an_address_are_judged_when_it_is_looked_up)
{
    const auto posted = post({"https://127.1:9/", "{}", {}, std::chrono::seconds(2)}, Reach::internet);
    ASSERT_FALSE(posted.ok());
    EXPECT_TRUE(posted.error().reason.starts_with(endpoint_in_private_network)) << posted.error().reason;
}

TEST(Endpoint, what_is_no_plain_address_is_refused)
{
    for (const auto* address : {"ftp://receiver.example/", "https://", "https://user@receiver.example/",
             "https://receiver.example:0/", "https://receiver.example/\r\nX: y", "https://receiver.example\\@10.0.0.1/",
             "https://receiver.example/#part"})
        EXPECT_FALSE(refuse_endpoint(address, Reach::internet_and_loopback).ok()) << address;
}

}  // namespace helselos::app
