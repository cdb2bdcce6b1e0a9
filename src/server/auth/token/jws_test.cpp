#include "base/base64.h"
#include "server/auth/token/jws.h"

#include "server/auth/token/digest.h"
#include "server/auth/token/smith.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

constexpr std::size_t long_enough = 4096;

PublicKey key_of(const char* text)
{
    return *PublicKey::from_jwk(json::read(text)->root());
}

TEST(Base64url, each_value_has_one_text)
{
    EXPECT_EQ(base64url(""), "");
    EXPECT_EQ(base64url("f"), "Zg");
    EXPECT_EQ(base64url("\xff\xfe\xfd"), "__79");
    EXPECT_EQ(from_base64url("Zm9vYg"), "foob");
    for (const char* wrong : {"Z", "Zg==", "Zh", "Zm9vYh", "Z+", "Z/", "Zg\n", " Zg"})
        EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

// https://www.rfc-editor.org/rfc/rfc7638#section-3.1
TEST(PublicKey, the_thumbprint_is_that_of_rfc_7638)
{
    const auto key = key_of(
        R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})");
    EXPECT_EQ(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    EXPECT_EQ(key.id(), "2011-04-29");
    EXPECT_TRUE(key.fits(Algorithm::rs256));
    EXPECT_FALSE(key.fits(Algorithm::ps256));
    EXPECT_FALSE(key.fits(Algorithm::es256));
}

// https://www.rfc-editor.org/rfc/rfc7515#appendix-A.3
TEST(PublicKey, the_signature_of_rfc_7515_is_verified)
{
    const auto key = key_of(
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
    const std::string text = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
                             "LmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8I"
                             "SlSApmWQxfKTUJqPP3-Kg6NU1Q";
    const auto jws = parse_jws(text, long_enough);
    ASSERT_TRUE(jws.ok());
    EXPECT_TRUE(jws->is_signed_by(key));
    auto other = text;
    other.back() = 'g';
    const auto changed = parse_jws(other, long_enough);
    EXPECT_TRUE(!changed.ok() || !changed->is_signed_by(key));
}

TEST(PublicKey, private_shared_small_and_misshapen_keys_are_refused)
{
    for (const char* wrong :
        {
            R"({"kty":"oct","k":"c2VjcmV0"})",
            R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJX","e":"AQAB"})",
            R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})",
            R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})",
            R"({"kty":"EC","crv":"P-384","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
            R"({"kty":"EC","crv":"P-256","use":"enc","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
            R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
            R"([])",
        })
        EXPECT_FALSE(PublicKey::from_jwk(json::read(wrong)->root()).ok()) << wrong;
}

TEST(KeySet, a_key_is_found_by_name_and_kind_and_others_are_left_out)
{
    const Smith smith;
    auto text = smith.key_set("a");
    text.insert(text.size() - 2, R"(,{"kty":"oct","kid":"b","k":"c2VjcmV0"})");
    const auto keys = KeySet::from_json(text);
    ASSERT_TRUE(keys.ok());
    EXPECT_EQ(keys->size(), 1U);
    EXPECT_NE(keys->find("a", Algorithm::es256), nullptr);
    EXPECT_EQ(keys->find("a", Algorithm::rs256), nullptr);
    EXPECT_EQ(keys->find("b", Algorithm::es256), nullptr);
    EXPECT_EQ(keys->find("", Algorithm::es256), nullptr);
    EXPECT_EQ(keys->find("../../a", Algorithm::es256), nullptr);
    EXPECT_FALSE(KeySet::from_json("{}").ok());
}

TEST(Jws, what_is_signed_is_read_back)
{
    const Smith smith;
    const auto token = smith.sign(json::object({{"sub", "Kåre"}}));
    const auto jws = parse_jws(token, long_enough);
    ASSERT_TRUE(jws.ok());
    EXPECT_TRUE(jws->is_signed_by(smith.public_key()));
    EXPECT_FALSE(jws->is_signed_by(Smith().public_key()));
    EXPECT_EQ(jws->payload.root()["sub"].text(), "Kåre");
    EXPECT_FALSE(parse_jws(token, token.size() - 1).ok());
    EXPECT_TRUE(parse_jws(token, token.size()).ok());
}

TEST(Jws, algorithms_outside_the_list_and_headers_that_demand_more_are_refused)
{
    const Smith smith;
    const auto claims = json::object({{"sub", "x"}});
    for (const char* header : {R"({"alg":"none"})", R"({"alg":"HS256"})", R"({"alg":"es256"})", R"({"alg":"EdDSA"})",
             R"({"alg":["ES256"]})", R"({})", R"([])", R"({"alg":"ES256","crit":["x"]})",
             R"({"alg":"ES256","b64":false})", R"({"alg":"ES256","alg":"none"})"})
        EXPECT_FALSE(parse_jws(smith.sign_as(header, claims), long_enough).ok()) << header;
    EXPECT_TRUE(parse_jws(smith.sign_as(R"({"alg":"ES256"})", claims), long_enough).ok());
}

TEST(Jws, what_has_not_three_parts_of_json_is_refused)
{
    const Smith smith;
    const auto token = smith.sign(json::object({{"sub", "x"}}));
    const auto unsigned_part = token.substr(0, token.rfind('.'));
    for (const auto& wrong : {std::string(), std::string("."), std::string(".."), std::string("a.b.c"), unsigned_part,
             unsigned_part + ".", token + ".", token + "=", token + ".e30", " " + token})
        EXPECT_FALSE(parse_jws(wrong, long_enough).ok()) << wrong;
}

TEST(Jws, a_moment_is_a_number_within_the_calendar)
{
    const auto moment = [](const char* text) { return moment_claim(json::read(text)->root(), "exp"); };
    EXPECT_EQ(*moment(R"({"exp":1763798400})"), Instant(std::chrono::seconds(1763798400)));
    EXPECT_EQ(*moment(R"({"exp":1763798400.9})"), Instant(std::chrono::seconds(1763798400)));
    for (const char* wrong :
        {R"({})", R"({"exp":"1763798400"})", R"({"exp":-1})", R"({"exp":1e30})", R"({"exp":null})"})
        EXPECT_FALSE(moment(wrong).ok()) << wrong;
}

TEST(PrivateKey, a_key_without_algorithm_or_private_half_is_refused)
{
    const char* whole
        = R"({"kty":"EC","crv":"P-256","alg":"ES256","kid":"k","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})";
    const auto key = PrivateKey::from_json(whole);
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(key->id(), "k");
    EXPECT_EQ(key->public_jwk().find("\"d\""), std::string::npos);
    for (const char* wrong :
        {"", "{}", "-----BEGIN PRIVATE KEY-----",
            R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})",
            R"({"kty":"EC","crv":"P-256","alg":"ES256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})"})
        EXPECT_FALSE(PrivateKey::from_json(wrong).ok()) << wrong;
}

TEST(Digest, comparison_tells_equal_from_different)
{
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
}

}  // namespace

}  // namespace helselos::auth
