#include "access/consent_terms.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::access {

namespace {

std::string consent(const std::string& provision, const std::string& category = "")
{
    return R"({"resourceType":"Consent","status":"active","patient":{"reference":"Patient/4"},"category":[)" + category
        + R"(],"provision":)" + provision + "}";
}

std::vector<std::string> refusals(const std::string& text)
{
    const auto document = json::read(text);
    const auto refused = refuse_if_not_enforceable(document->root());
    std::vector<std::string> elements;
    if (!refused.ok())
        for (const auto& issue : refused.error().issues)
            elements.push_back(issue.element);
    return elements;
}

using Elements = std::vector<std::string>;

constexpr const char* fullmakt = R"({"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7611","code":"FU"}]})";
constexpr const char* holder = R"({"reference":{"reference":"Patient/1"},
    "role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"GRANTEE"}]}})";

TEST(ConsentTerms, a_denial_of_all_of_one_or_of_somebody_is_kept)
{
    EXPECT_EQ(refusals(consent(R"({"type":"deny"})")), Elements{});
    EXPECT_EQ(refusals(consent(R"({"type":"deny","actor":[{"reference":{"reference":"Organization/9"}},
        {"reference":{"reference":"Practitioner/5"}}],"data":[{"meaning":"instance",
        "reference":{"reference":"Observation/1"}}]})")),
        Elements{});
}

TEST(ConsentTerms, what_cannot_be_enforced_is_refused_by_its_element)
{
    EXPECT_EQ(refusals(consent(R"({"type":"deny","actor":[{"reference":{"reference":"Patient/8"}}]})")),
        Elements{"Consent.provision.actor[0]"});
    EXPECT_EQ(refusals(consent(R"({"type":"deny","actor":[{"reference":{"reference":"http://x/Organization/9"}}]})")),
        Elements{"Consent.provision.actor[0]"});
    EXPECT_EQ(
        refusals(consent(R"({"type":"deny","purpose":[{"code":"TREAT"}]})")), Elements{"Consent.provision.purpose"});
    EXPECT_EQ(refusals(consent(R"({"type":"deny","data":[{"meaning":"related","reference":{"reference":"A/1"}}]})")),
        Elements{"Consent.provision.data[0]"});
    EXPECT_EQ(refusals(consent(R"({"type":"deny","period":{"end":"2030"}})")), Elements{"Consent.provision.period"});
    EXPECT_EQ(refusals(consent(R"({"provision":[{"type":"deny"}]})")), Elements{"Consent.provision.provision"});
    EXPECT_EQ(refusals(consent(R"({"type":"permit","period":{"end":"never"}})")), Elements{"Consent.provision.period"});
}

TEST(ConsentTerms, what_is_shared_is_shared_whole)
{
    const std::string shared = R"("type":"permit","actor":[{"reference":{"reference":"Organization/9"}}],
        "data":[{"meaning":"instance","reference":{"reference":"Observation/1"}}])";
    EXPECT_EQ(refusals(consent("{" + shared + "}")), Elements{});
    EXPECT_EQ(refusals(consent("{" + shared + R"(,"dataPeriod":{"start":"2026"}})")),
        Elements{"Consent.provision.dataPeriod"});
}

TEST(ConsentTerms, a_fullmakt_names_its_areas_and_its_holder)
{
    const auto text = consent(std::string(R"({"type":"permit","actor":[)") + holder
            + R"(],"securityLabel":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7618","code":"1"}],
            "period":{"start":"2026-01-01","end":"2026-12-31"}})",
        fullmakt);
    EXPECT_EQ(refusals(text), Elements{});
    const auto document = json::read(text);
    const auto terms = terms_of(document->root());
    EXPECT_EQ(terms.kind, ConsentKind::fullmakt);
    EXPECT_EQ(terms.patient, "Patient/4");
    EXPECT_EQ(terms.actors, std::vector<std::string>{"Patient/1"});
    EXPECT_EQ(terms.areas, std::vector<std::string>{"1"});
    EXPECT_TRUE(terms.period.holds(*instant_from_text("2026-12-31T22:59:59Z")));
    EXPECT_FALSE(terms.period.holds(*instant_from_text("2026-12-31T23:00:00Z")));
    EXPECT_EQ(refusals(consent(std::string(R"({"type":"permit","actor":[)") + holder + "]}", fullmakt)),
        Elements{"Consent.provision.securityLabel"});
}

TEST(ConsentTerms, a_withdrawn_consent_says_nothing)
{
    auto text = consent(R"({"type":"deny"})");
    text.replace(text.find("active"), 6, "inactive");
    const auto document = json::read(text);
    EXPECT_EQ(terms_of(document->root()).kind, ConsentKind::record_only);
}

}  // namespace

}  // namespace helselos::access
