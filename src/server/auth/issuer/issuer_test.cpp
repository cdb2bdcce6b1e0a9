#include "server/auth/issuer/issuer.h"

#include "base/limits.h"
#include "server/auth/token/smith.h"

#include <gtest/gtest.h>

#include <map>

namespace helselos::auth {

namespace {

constexpr const char* name = "https://issuer.example";

std::string metadata_text(const std::string& issuer, const std::string& keys = "https://issuer.example/jwks")
{
    return R"({"issuer":")" + issuer + R"(","jwks_uri":")" + keys
        + R"(","token_endpoint":"https://issuer.example/token","authorization_endpoint":"https://login.issuer.example/a"})";
}

class Issuers : public testing::Test {
protected:
    SetClock clock{*instant_from_text("2026-11-22T08:00:00Z")};
    Smith old_key;
    Smith new_key;
    std::map<std::string, std::string> answers{
        {"https://issuer.example/.well-known/openid-configuration", metadata_text(name)},
        {"https://issuer.example/jwks", old_key.key_set("old")}};
    int asked = 0;
    Issuer issuer{name, clock, [this](const Outgoing& request) -> Result<Incoming> {
                      ++asked;
                      const auto found = answers.find(request.address);
                      if (found == answers.end())
                          return Error{Kind::busy, "silent"};
                      return Incoming{200, found->second, {}};
                  }};

    Kind kind_for(const char* key) { return issuer.key(key, Algorithm::es256).error().kind; }
};

TEST_F(Issuers, a_key_is_fetched_when_it_is_first_asked_for_and_kept)
{
    EXPECT_TRUE(issuer.key("old", Algorithm::es256).ok());
    EXPECT_TRUE(issuer.key("old", Algorithm::es256).ok());
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(issuer.metadata()->token_endpoint, "https://issuer.example/token");
}

TEST_F(Issuers, unknown_names_do_not_make_us_ask_more_often_than_the_limit)
{
    ASSERT_TRUE(issuer.refresh().ok());
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(kind_for("made-up"), Kind::unauthenticated);
    EXPECT_EQ(asked, 2);
    clock.advance(limits::issuer_keys_wait_min);
    EXPECT_EQ(kind_for("made-up"), Kind::unauthenticated);
    EXPECT_EQ(asked, 4);
}

TEST_F(Issuers, a_new_key_is_found_and_a_withdrawn_one_is_gone)
{
    ASSERT_TRUE(issuer.refresh().ok());
    answers["https://issuer.example/jwks"] = new_key.key_set("new");
    clock.advance(limits::issuer_keys_wait_min);
    EXPECT_TRUE(issuer.key("new", Algorithm::es256).ok());
    EXPECT_EQ(kind_for("old"), Kind::unauthenticated);
}

TEST_F(Issuers, old_keys_hold_while_the_issuer_is_silent_until_they_are_too_old)
{
    ASSERT_TRUE(issuer.refresh().ok());
    answers.clear();
    clock.advance(limits::issuer_keys_age_max - std::chrono::milliseconds(1));
    EXPECT_FALSE(issuer.refresh().ok());
    EXPECT_TRUE(issuer.key("old", Algorithm::es256).ok());
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(kind_for("old"), Kind::busy);
}

TEST_F(Issuers, keys_are_due_after_their_time)
{
    EXPECT_TRUE(issuer.is_due());
    ASSERT_TRUE(issuer.refresh().ok());
    EXPECT_FALSE(issuer.is_due());
    clock.advance(limits::issuer_keys_refresh);
    EXPECT_TRUE(issuer.is_due());
}

TEST(Metadata, of_another_issuer_or_another_host_is_refused)
{
    EXPECT_TRUE(parse_metadata(metadata_text(name), name).ok());
    EXPECT_FALSE(parse_metadata(metadata_text("https://issuer.example/"), name).ok());
    EXPECT_FALSE(parse_metadata(metadata_text(name, "https://evil.example/jwks"), name).ok());
    EXPECT_FALSE(parse_metadata(metadata_text(name, "http://issuer.example/jwks"), name).ok());
    EXPECT_FALSE(parse_metadata(metadata_text(name, "https://issuer.example:444/jwks"), name).ok());
    EXPECT_FALSE(parse_metadata(metadata_text(name, "https://issuer.example@evil.example/jwks"), name).ok());
    EXPECT_FALSE(parse_metadata("{}", name).ok());
    EXPECT_FALSE(parse_metadata("", name).ok());
}

TEST(Fetch, only_https_or_this_machine_is_reached)
{
    EXPECT_TRUE(is_safe_address("https://issuer.example/x"));
    EXPECT_TRUE(is_safe_address("http://127.0.0.1:8080"));
    EXPECT_TRUE(is_safe_address("http://localhost"));
    for (const char* wrong : {"http://issuer.example", "ftp://issuer.example", "issuer.example", "", "https://",
             "https://user@issuer.example", "http://127.0.0.1.evil.example@x", "file:///etc/passwd"})
        EXPECT_FALSE(is_safe_address(wrong)) << wrong;
    EXPECT_EQ(fetch({false, "http://issuer.example"}).error().kind, Kind::invalid);
}

TEST(Fetch, nobody_at_home_is_busy)
{
    EXPECT_EQ(fetch({false, "http://127.0.0.1:1/"}).error().kind, Kind::busy);
}

}  // namespace

}  // namespace helselos::auth
