#include "server/auth/oidc/sign_in.h"
#include "server/auth/oidc/waiting.h"

#include "base/limits.h"
#include "server/auth/token/smith.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

class IdTokens : public testing::Test {
protected:
    Smith smith;
    ClientRules rules{"https://issuer.example", "helselos-web", {"idporten-loa-high"}};

    json::Draft with(const char* name, json::Draft value) const
    {
        auto claims = json::object({{"iss", "https://issuer.example"}, {"aud", "helselos-web"}, {"sub", "s"},
            {"sid", "1"}, {"exp", smith.seconds(60)}, {"iat", smith.seconds()}, {"nonce", "n"},
            {"acr", "idporten-loa-high"}, {"pid", "17849149822"}});
        claims.set(name, std::move(value));
        return claims;
    }
    Result<IdToken> check(const json::Draft& claims, const char* type = "JWT") const
    {
        const auto text = smith.sign(claims, type);
        const auto jws = parse_jws(text, limits::token_bytes_max);
        return check_id_token(*jws, smith.public_key(), rules, "n", smith.now);
    }
    Result<LogoutToken> check_logout(const json::Draft& claims, const char* type = "logout+jwt") const
    {
        const auto text = smith.sign(claims, type);
        const auto jws = parse_jws(text, limits::token_bytes_max);
        return check_logout_token(*jws, smith.public_key(), rules, smith.now);
    }
};

TEST_F(IdTokens, the_answer_to_our_question_is_taken)
{
    const auto token = check(with("name", "x"));
    ASSERT_TRUE(token.ok()) << token.error().reason;
    EXPECT_EQ(token->person.pid, "17849149822");
    EXPECT_EQ(token->session, "1");
}

TEST_F(IdTokens, another_client_issuer_question_level_or_time_is_refused)
{
    EXPECT_FALSE(check(with("aud", "other")).ok());
    EXPECT_FALSE(check(with("aud", json::array({"helselos-web", "other"}))).ok());
    EXPECT_FALSE(check(with("azp", "other")).ok());
    EXPECT_FALSE(check(with("iss", "https://issuer.example/")).ok());
    EXPECT_FALSE(check(with("nonce", "other")).ok());
    EXPECT_FALSE(check(with("nonce", "")).ok());
    EXPECT_FALSE(check(with("acr", "idporten-loa-substantial")).ok());
    EXPECT_FALSE(check(with("exp", smith.seconds(-60))).ok());
    EXPECT_FALSE(check(with("pid", "")).ok());
    EXPECT_FALSE(check(with("name", "x"), "at+jwt").ok());
}

TEST_F(IdTokens, a_logout_token_has_its_event_and_no_nonce)
{
    const auto events = json::object({{"http://schemas.openid.net/event/backchannel-logout", json::object({})}});
    auto claims = json::object({{"iss", "https://issuer.example"}, {"aud", "helselos-web"}, {"sub", "s"},
        {"exp", smith.seconds(60)}, {"iat", smith.seconds()}, {"events", events}});
    EXPECT_TRUE(check_logout(claims).ok());
    claims.set("nonce", "n");
    EXPECT_FALSE(check_logout(claims).ok());
    EXPECT_FALSE(check_logout(with("name", "x")).ok());
}

TEST(SafeReturn, only_a_path_of_our_own_is_gone_back_to)
{
    EXPECT_EQ(safe_return("/kliniker/deling?x=1#y"), "/kliniker/deling?x=1#y");
    for (const char* wrong : {"", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)",
             "kliniker", "/a\r\nSet-Cookie: x=1", "/a b", "\\\\evil.example", "/\t/evil.example"})
        EXPECT_EQ(safe_return(wrong), "/") << wrong;
}

TEST(WaitingSignIns, whoever_left_comes_back_once_and_in_time)
{
    SetClock clock{*instant_from_text("2026-11-22T08:00:00Z")};
    Waiting waiting(clock);
    ASSERT_TRUE(waiting.put("a", {0, "", "n", "v", "/"}).ok());
    ASSERT_TRUE(waiting.put("b", {}).ok());
    EXPECT_EQ(waiting.take("a")->nonce, "n");
    EXPECT_FALSE(waiting.take("a"));
    EXPECT_FALSE(waiting.take(""));
    clock.advance(limits::sign_in_life_max);
    EXPECT_FALSE(waiting.take("b"));
}

}  // namespace

}  // namespace helselos::auth
