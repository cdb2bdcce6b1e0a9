#include "server/auth/token/access_token.h"

#include "base/limits.h"
#include "server/auth/token/smith.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

class Token : public testing::Test {
protected:
    Smith smith;
    TokenRules rules{"https://issuer.example", "helselos", Circle::personnel, {"Level4"}};

    json::Draft claims() const
    {
        return json::object({{"iss", "https://issuer.example"}, {"aud", "helselos"}, {"exp", smith.seconds(600)},
            {"iat", smith.seconds()}, {"nbf", smith.seconds()}, {"client_id", "epj"}, {"scope", "a b"},
            {"pid", "17849149822"}, {"security_level", "4"}, {"hpr_number", "000000011"}});
    }

    json::Draft with(const char* name, json::Draft value) const
    {
        auto all = claims();
        all.set(name, std::move(value));
        return all;
    }

    static json::Draft without(const json::Draft& from, std::string_view name)
    {
        auto rest = json::object({});
        for (const auto& [key, value] : from.members())
            if (key != name)
                rest.set(key, value);
        return rest;
    }

    Result<AccessToken> check(const json::Draft& given, const char* type = "at+jwt") const
    {
        return check_text(smith.sign(given, type));
    }

    Result<AccessToken> check_text(const std::string& text) const
    {
        const auto jws = TRY(parse_jws(text, limits::token_bytes_max));
        return check_access_token(jws, smith.public_key(), rules, smith.now);
    }
};

TEST_F(Token, a_token_by_the_profile_is_taken)
{
    const auto token = check(claims());
    ASSERT_TRUE(token.ok()) << token.error().reason;
    EXPECT_EQ(token->client, "epj");
    EXPECT_EQ(token->person.hpr_number, "000000011");
    EXPECT_EQ(token->scopes, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(check(claims(), "JWT").ok());
    EXPECT_TRUE(check(claims(), "application/at+jwt").ok());
}

TEST_F(Token, another_type_is_refused)
{
    for (const char* type : {"", "id+jwt", "dpop+jwt", "logout+jwt", "at"})
        EXPECT_FALSE(check(claims(), type).ok()) << type;
}

TEST_F(Token, a_token_that_brings_a_key_is_refused)
{
    for (const char* extra : {R"("jwk":{})", R"("jku":"https://evil.example")", R"("x5u":"https://evil.example")"}) {
        const auto header = std::string(R"({"alg":"ES256","typ":"at+jwt",)") + extra + "}";
        EXPECT_FALSE(check_text(smith.sign_as(header, claims())).ok()) << extra;
    }
}

TEST_F(Token, another_key_is_refused)
{
    EXPECT_FALSE(check_text(Smith().sign(claims())).ok());
}

TEST_F(Token, the_issuer_is_compared_letter_by_letter)
{
    for (const char* other :
        {"https://issuer.example/", "https://ISSUER.example", "http://issuer.example", "https://other.example", ""})
        EXPECT_FALSE(check(with("iss", other)).ok()) << other;
    EXPECT_FALSE(check(without(claims(), "iss")).ok());
}

TEST_F(Token, the_audience_is_ours_and_alone)
{
    EXPECT_TRUE(check(with("aud", json::array({"helselos"}))).ok());
    EXPECT_FALSE(check(with("aud", json::array({"helselos", "other"}))).ok());
    EXPECT_FALSE(check(with("aud", json::array())).ok());
    EXPECT_FALSE(check(with("aud", "other")).ok());
    EXPECT_FALSE(check(with("aud", "helselos ")).ok());
    EXPECT_FALSE(check(without(claims(), "aud")).ok());
}

TEST_F(Token, times_have_the_grace_that_is_named_and_no_more)
{
    const auto grace = limits::token_clock_skew.count();
    const auto old = [this](std::int64_t until) {
        auto all = with("exp", smith.seconds(until));
        all.set("iat", smith.seconds(-600));
        all.set("nbf", smith.seconds(-600));
        return check(all).ok();
    };
    EXPECT_TRUE(old(-grace + 1));
    EXPECT_FALSE(old(-grace));
    EXPECT_FALSE(old(-grace - 1));
    EXPECT_TRUE(check(with("nbf", smith.seconds(grace))).ok());
    EXPECT_FALSE(check(with("nbf", smith.seconds(grace + 1))).ok());
    EXPECT_TRUE(check(with("iat", smith.seconds(grace))).ok());
    EXPECT_FALSE(check(with("iat", smith.seconds(grace + 1))).ok());
    EXPECT_FALSE(check(without(claims(), "exp")).ok());
    EXPECT_FALSE(check(without(claims(), "iat")).ok());
}

TEST_F(Token, one_that_is_good_for_longer_than_the_limit_is_refused)
{
    const auto most = std::chrono::seconds(limits::token_life_max).count();
    EXPECT_TRUE(check(with("exp", smith.seconds(most))).ok());
    EXPECT_FALSE(check(with("exp", smith.seconds(most + 1))).ok());
}

TEST_F(Token, each_word_about_assurance_must_say_the_highest)
{
    EXPECT_FALSE(check(without(claims(), "security_level")).ok());
    EXPECT_FALSE(check(with("security_level", "3")).ok());
    EXPECT_FALSE(check(with("assurance_level", "substantial")).ok());
    EXPECT_TRUE(check(with("assurance_level", "high")).ok());
    EXPECT_FALSE(check(with("acr", "Level3")).ok());
    EXPECT_TRUE(check(with("acr", "Level4")).ok());
}

TEST_F(Token, a_clinician_without_hpr_number_is_known_and_forbidden)
{
    const auto token = check(without(claims(), "hpr_number"));
    ASSERT_FALSE(token.ok());
    EXPECT_EQ(token.error().kind, Kind::forbidden);
}

TEST_F(Token, an_issuer_of_residents_needs_a_person_but_no_hpr_number)
{
    rules.circle = Circle::residents;
    EXPECT_TRUE(check(without(claims(), "hpr_number")).ok());
    EXPECT_FALSE(check(without(without(claims(), "hpr_number"), "pid")).ok());
}

TEST_F(Token, a_machine_has_a_client_and_no_person)
{
    auto machine = without(without(without(claims(), "hpr_number"), "pid"), "security_level");
    EXPECT_TRUE(check(machine).ok());
    EXPECT_FALSE(check(without(machine, "client_id")).ok());
}

TEST_F(Token, claims_under_the_names_of_helseid_are_the_same_and_must_agree)
{
    EXPECT_TRUE(check(with("helseid://claims/identity/pid", "17849149822")).ok());
    EXPECT_FALSE(check(with("helseid://claims/identity/pid", "30814849917")).ok());
    const auto detail = json::object({{"type", "helseid_authorization"},
        {"practitioner_role",
            json::object({{"organization",
                json::object({{"identifier", json::object({{"value", "NO:ORGNR:994598759:883974832"}})}})}})}});
    const auto token = check(with("authorization_details", json::array({detail})));
    ASSERT_TRUE(token.ok());
    EXPECT_EQ(token->person.orgnr_parent, "994598759");
    EXPECT_EQ(token->person.orgnr_child, "883974832");
    auto both = with("authorization_details", json::array({detail}));
    both.set("orgnr_parent", "912345678");
    EXPECT_FALSE(check(both).ok());
}

TEST_F(Token, a_binding_that_cannot_be_checked_is_refused)
{
    EXPECT_EQ(check(with("cnf", json::object({{"jkt", "abc"}})))->key_thumbprint, "abc");
    EXPECT_FALSE(check(with("cnf", json::object({{"x5t#S256", "abc"}}))).ok());
    EXPECT_FALSE(check(with("cnf", "abc")).ok());
}

TEST_F(Token, scopes_are_a_text_or_a_list_of_bounded_length)
{
    EXPECT_EQ(check(with("scope", json::array({"x", "y z"})))->scopes, (std::vector<std::string>{"x", "y z"}));
    EXPECT_FALSE(check(with("scope", 5)).ok());
    std::string many;
    for (std::size_t i = 0; i < limits::token_scopes_max; ++i)
        many += "s ";
    EXPECT_TRUE(check(with("scope", many)).ok());
    EXPECT_FALSE(check(with("scope", many + "s")).ok());
}

}  // namespace

}  // namespace helselos::auth
