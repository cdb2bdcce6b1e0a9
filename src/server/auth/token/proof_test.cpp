#include "server/auth/token/proof.h"

#include "base/limits.h"
#include "server/auth/token/digest.h"
#include "server/auth/token/smith.h"

#include <gtest/gtest.h>

namespace helselos::auth {

namespace {

class DpopProof : public testing::Test {
protected:
    Smith holder;
    SeededRandom random{3};
    std::string token = "a.b.c";
    std::string thumbprint = holder.public_key().thumbprint();
    ProofDemand demand{"GET", "https://helselos.example/fhir/Patient", token, thumbprint};

    json::Draft claims() const
    {
        return json::object({{"htm", "GET"}, {"htu", "https://helselos.example/fhir/Patient"},
            {"ath", sha256_base64url(token)}, {"jti", "one"}, {"iat", holder.seconds()}});
    }
    std::string header(const char* type = "dpop+jwt") const
    {
        return std::string(R"({"alg":"ES256","typ":")") + type + R"(","jwk":)" + holder.key.public_jwk() + "}";
    }
    bool is_taken(const char* name, json::Draft value) const
    {
        auto all = claims();
        all.set(name, std::move(value));
        return check_proof(holder.sign_as(header(), all), demand, holder.now).ok();
    }
};

TEST_F(DpopProof, a_proof_by_the_book_is_taken)
{
    const auto proof = check_proof(holder.sign_as(header(), claims()), demand, holder.now);
    ASSERT_TRUE(proof.ok()) << proof.error().reason;
    EXPECT_EQ(proof->id, "one");
}

TEST_F(DpopProof, our_own_is_one_too)
{
    const auto made
        = make_proof({"GET", "https://helselos.example/fhir/Patient", token, "n"}, holder.key, holder.now, random);
    const auto proof = check_proof(*made, demand, holder.now);
    ASSERT_TRUE(proof.ok()) << proof.error().reason;
    EXPECT_EQ(proof->nonce, "n");
}

TEST_F(DpopProof, each_claim_must_fit_the_request)
{
    EXPECT_FALSE(is_taken("htm", "POST"));
    EXPECT_FALSE(is_taken("htm", "get"));
    EXPECT_FALSE(is_taken("htu", "https://helselos.example/fhir/Observation"));
    EXPECT_FALSE(is_taken("htu", "http://helselos.example/fhir/Patient"));
    EXPECT_FALSE(is_taken("htu", "https://evil.example/fhir/Patient"));
    EXPECT_TRUE(is_taken("htu", "HTTPS://Helselos.Example:443/fhir/Patient?name=x#y"));
    EXPECT_FALSE(is_taken("ath", sha256_base64url("another")));
    EXPECT_FALSE(is_taken("ath", ""));
    EXPECT_FALSE(is_taken("jti", ""));
    EXPECT_FALSE(is_taken("jti", 5));
}

TEST_F(DpopProof, its_age_is_bounded_both_ways)
{
    const auto most = limits::proof_age_max.count();
    const auto grace = limits::token_clock_skew.count();
    EXPECT_TRUE(is_taken("iat", holder.seconds(-most)));
    EXPECT_FALSE(is_taken("iat", holder.seconds(-most - 1)));
    EXPECT_TRUE(is_taken("iat", holder.seconds(grace)));
    EXPECT_FALSE(is_taken("iat", holder.seconds(grace + 1)));
}

TEST_F(DpopProof, type_key_and_signature_must_be_right)
{
    EXPECT_FALSE(check_proof(holder.sign_as(header("JWT"), claims()), demand, holder.now).ok());
    EXPECT_FALSE(check_proof(holder.sign_as(R"({"alg":"ES256","typ":"dpop+jwt"})", claims()), demand, holder.now).ok());
    EXPECT_FALSE(check_proof(Smith().sign_as(header(), claims()), demand, holder.now).ok());
    const Smith thief;
    const auto own = std::string(R"({"alg":"ES256","typ":"dpop+jwt","jwk":)") + thief.key.public_jwk() + "}";
    EXPECT_FALSE(check_proof(thief.sign_as(own, claims()), demand, holder.now).ok());
}

TEST(ProofMemory, a_proof_is_used_once_for_as_long_as_it_is_accepted)
{
    ProofMemory memory;
    auto now = *instant_from_text("2026-11-22T08:00:00Z");
    EXPECT_TRUE(memory.use_once("key", "a", now).ok());
    EXPECT_TRUE(memory.use_once("other", "a", now).ok());
    for (int second = 0; second <= (limits::proof_age_max + limits::token_clock_skew).count(); second += 10)
        EXPECT_FALSE(memory.use_once("key", "a", now + std::chrono::seconds(second)).ok()) << second;
    EXPECT_TRUE(memory.use_once("key", "a", now + std::chrono::hours(1)).ok());
}

TEST(Nonces, one_is_fresh_for_its_time_and_only_ours)
{
    SeededRandom random{1};
    const Nonces nonces(random);
    const Nonces others(random);
    const auto now = *instant_from_text("2026-11-22T08:00:00Z");
    EXPECT_TRUE(nonces.is_fresh(nonces.make(now), now));
    EXPECT_TRUE(nonces.is_fresh(nonces.make(now), now + limits::proof_nonce_life));
    EXPECT_FALSE(nonces.is_fresh(nonces.make(now), now + 2 * limits::proof_nonce_life));
    EXPECT_FALSE(nonces.is_fresh(others.make(now), now));
    EXPECT_FALSE(nonces.is_fresh("", now));
}

TEST(Address, the_same_place_has_one_text)
{
    EXPECT_EQ(normal_address("HTTPS://A.example:443"), "https://a.example/");
    EXPECT_EQ(normal_address("http://a.example:8080/X?y"), "http://a.example:8080/X");
}

}  // namespace

}  // namespace helselos::auth
