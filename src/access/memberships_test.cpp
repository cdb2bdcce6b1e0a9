#include "access/memberships.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::access {

namespace {

std::vector<std::string> memberships(
    const char* text, const store::Key& key, std::vector<std::string> compartments = {})
{
    const auto document = json::read(text);
    std::vector<std::string> lines;
    for (const auto& membership : memberships_of(document->root(), key, compartments))
        lines.push_back(membership.owner + " sees " + membership.member.type + "/" + membership.member.id);
    return lines;
}

using Lines = std::vector<std::string>;

constexpr const char* consent = R"({"resourceType":"Consent","status":"active","provision":{"type":"permit",
    "actor":[{"reference":{"reference":"Organization/9"}},{"reference":{"reference":"Practitioner/2"}}],
    "data":[{"meaning":"instance","reference":{"reference":"RiskAssessment/5"}}]}})";

TEST(Memberships, an_active_consent_gives_the_organisation_what_it_names)
{
    EXPECT_EQ(memberships(consent, {"Consent", "1"}, {"Patient/3"}),
        (Lines{"Patient/3 sees Consent/1", "Organization/9 sees Consent/1", "Organization/9 sees RiskAssessment/5"}));
}

TEST(Memberships, a_withdrawn_consent_gives_nothing)
{
    std::string withdrawn(consent);
    withdrawn.replace(withdrawn.find("active"), 6, "inactive");
    EXPECT_EQ(memberships(withdrawn.c_str(), {"Consent", "1"}), Lines{});
}

TEST(Memberships, a_consent_that_denies_gives_nothing)
{
    std::string denied(consent);
    denied.replace(denied.find("permit"), 6, "deny");
    EXPECT_EQ(memberships(denied.c_str(), {"Consent", "1"}), Lines{});
}

TEST(Memberships, a_task_is_seen_by_its_patient_and_with_its_output_by_its_owner)
{
    constexpr const char* task = R"({"resourceType":"Task","for":{"reference":"Patient/3"},
        "owner":{"reference":"Organization/9"},"output":[{"valueReference":{"reference":"RiskAssessment/8"}}]})";
    EXPECT_EQ(memberships(task, {"Task", "1"}),
        (Lines{"Patient/3 sees Task/1", "Organization/9 sees Task/1", "Organization/9 sees RiskAssessment/8"}));
}

TEST(Memberships, a_provenance_is_seen_by_the_patient_an_agent_acted_for)
{
    constexpr const char* provenance = R"({"resourceType":"Provenance","agent":[
        {"who":{"display":"Calculator"},"onBehalfOf":{"reference":"Patient/3"}},
        {"who":{"reference":"Patient/4"}},
        {"who":{"display":"Desk"},"onBehalfOf":{"reference":"Organization/9"}}]})";
    EXPECT_EQ(memberships(provenance, {"Provenance", "1"}), Lines{"Patient/3 sees Provenance/1"});
}

TEST(Memberships, a_task_without_an_owner_is_on_no_worklist)
{
    EXPECT_EQ(memberships(R"({"resourceType":"Task"})", {"Task", "1"}), Lines{});
}

}  // namespace

}  // namespace helselos::access
