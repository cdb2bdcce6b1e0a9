#include "services/choices/seers.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::choices {

namespace {

const Instant noon = *instant_from_text("2026-11-22T12:00:00Z");

json::Document consent(const char* provision, const char* status = "active")
{
    return *json::read(
        std::string(R"({"resourceType":"Consent","id":"5","patient":{"reference":"Patient/4"},"status":")") + status
        + R"(","provision":)" + provision + "}");
}

std::vector<Seer> by_consent(const json::Document& of, const Blocks& blocks = {})
{
    std::vector<Seer> seers;
    add_by_consent(of.root(), blocks, noon, seers);
    return seers;
}

constexpr const char* shared
    = R"({"type":"permit","actor":[{"role":{"text":"x"},"reference":{"reference":"Organization/9"}}],
    "data":[{"meaning":"instance","reference":{"reference":"Observation/1"}}]})";

TEST(Seers, an_organisation_sees_what_is_shared_until_it_ends)
{
    const auto active = consent(shared);
    ASSERT_EQ(by_consent(active).size(), 1U);
    EXPECT_EQ(by_consent(active).front().reference, "Organization/9");
    EXPECT_EQ(by_consent(active).front().source, "Consent/5");
    EXPECT_TRUE(by_consent(consent(shared, "inactive")).empty());
    EXPECT_TRUE(by_consent(consent(R"({"type":"permit","period":{"end":"2026-11-21"},
        "actor":[{"reference":{"reference":"Organization/9"}}],
        "data":[{"meaning":"instance","reference":{"reference":"Observation/1"}}]})"))
                    .empty());
}

TEST(Seers, who_is_kept_out_of_the_whole_sees_nothing)
{
    const auto active = consent(shared);
    EXPECT_TRUE(by_consent(active, {{"Organization/9"}, false}).empty());
    EXPECT_TRUE(by_consent(active, {{}, true}).empty());
    EXPECT_EQ(by_consent(active, {{"Organization/8"}, false}).size(), 1U);
}

TEST(Seers, a_block_of_one_record_is_no_block_of_the_whole)
{
    std::vector<json::Document> consents;
    consents.push_back(consent(R"({"type":"deny","actor":[{"reference":{"reference":"Organization/9"}}],
        "data":[{"meaning":"instance","reference":{"reference":"Observation/1"}}]})"));
    EXPECT_FALSE(blocks_of(consents).keeps_out("Organization/9"));
    consents.push_back(consent(R"({"type":"deny","actor":[{"reference":{"reference":"Organization/9"}}],
        "data":[{"meaning":"instance","reference":{"reference":"Patient/4"}}]})"));
    EXPECT_TRUE(blocks_of(consents).keeps_out("Organization/9")) << "the Patient is the whole";
    EXPECT_FALSE(blocks_of(consents).keeps_out("Organization/8"));
    consents.push_back(consent(R"({"type":"deny"})"));
    EXPECT_TRUE(blocks_of(consents).keeps_out("Organization/8"));
}

TEST(Seers, a_member_of_the_personnel_is_named_without_the_audience)
{
    const auto referral = *json::read(R"({"resourceType":"ServiceRequest","id":"7","status":"active",
        "subject":{"reference":"Patient/4"},"performer":[{"reference":"Practitioner/5"},{"reference":"Organization/9"}]})");
    const auto owners = owners_by(referral.root(), {"ServiceRequest", "7"}, noon);
    EXPECT_EQ(owners, (std::vector<std::string>{"Practitioner/5", "Organization/9"}));
}

TEST(Seers, lists_that_rights_are_read_from_are_nobody)
{
    const auto access = *json::read(R"({"resourceType":"Task","id":"8","status":"in-progress","code":{"coding":[{
        "system":"https://helselos.no/fhir/CodeSystem/task","code":"emergency-access"}]},
        "owner":{"reference":"Practitioner/5"},"for":{"reference":"Patient/4"}})");
    EXPECT_TRUE(owners_by(access.root(), {"Task", "8"}, noon).empty());
}

}  // namespace

}  // namespace helselos::choices
