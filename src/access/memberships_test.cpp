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
    for (const auto& membership : memberships_of(document->root(), key, compartments, Instant()))
        lines.push_back(membership.owner + " sees " + membership.member.type + "/" + membership.member.id);
    return lines;
}

using Lines = std::vector<std::string>;

constexpr const char* consent
    = R"({"resourceType":"Consent","status":"active","patient":{"reference":"Patient/3"},"provision":{"type":"permit",
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

TEST(Memberships, a_consent_that_denies_keeps_what_it_names_from_the_organisation)
{
    std::string denied(consent);
    denied.replace(denied.find("permit"), 6, "deny");
    EXPECT_EQ(memberships(denied.c_str(), {"Consent", "1"}),
        (Lines{"Organization/9!blocked sees RiskAssessment/5", "Practitioner/2!blocked sees RiskAssessment/5"}));
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

TEST(Memberships, a_consent_that_ends_gives_while_it_runs)
{
    std::string timed(consent);
    timed.replace(timed.find("\"type\""), 6, "\"period\":{\"end\":\"2027-01-01\"},\"type\"");
    EXPECT_EQ(memberships(timed.c_str(), {"Consent", "1"}, {"Patient/3"}),
        (Lines{"Patient/3 sees Consent/1", "Organization/9!timed-grants sees Consent/1",
            "Consent/1 sees RiskAssessment/5", "Consent/1 sees Consent/1"}));
}

TEST(Memberships, a_reservation_keeps_the_patient_from_all_personnel)
{
    constexpr const char* reservation = R"({"resourceType":"Consent","status":"active",
        "patient":{"reference":"Patient/3"},"provision":{"type":"deny"}})";
    EXPECT_EQ(memberships(reservation, {"Consent", "1"}), Lines{"Practitioner/all!blocked sees Patient/3"});
}

TEST(Memberships, labels_give_to_areas_and_keep_from_parents_and_the_young)
{
    constexpr const char* labelled = R"({"resourceType":"Observation","meta":{"security":[
        {"system":"urn:oid:2.16.578.1.12.4.1.1.7618","code":"1"},
        {"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"},
        {"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_UNGDOM"}]}})";
    EXPECT_EQ(memberships(labelled, {"Observation", "1"}, {"Patient/3"}),
        (Lines{"Patient/3 sees Observation/1", "Patient/3!area-1 sees Observation/1",
            "Patient/3!parent sees Observation/1", "Patient/3!youth sees Observation/1"}));
}

TEST(Memberships, what_a_patient_made_is_kept_from_parents_by_its_day)
{
    constexpr const char* made = R"({"resourceType":"QuestionnaireResponse","authored":"2026-11-22",
        "source":{"reference":"Patient/3"}})";
    EXPECT_EQ(memberships(made, {"QuestionnaireResponse", "1"}, {"Patient/3"}),
        (Lines{"Patient/3 sees QuestionnaireResponse/1", "Patient/3!parent-2026 sees QuestionnaireResponse/1",
            "Patient/3!parent-2026-11 sees QuestionnaireResponse/1",
            "Patient/3!parent-2026-11-22 sees QuestionnaireResponse/1"}));
}

TEST(Memberships, what_is_sensitive_by_its_service_is_kept_from_parents_unless_labelled_open)
{
    std::string sensitive(R"({"resourceType":"Encounter","meta":{"security":[]},"serviceType":{"coding":[
        {"system":"urn:oid:2.16.578.1.12.4.1.1.7619","code":"17"}]}})");
    EXPECT_EQ(memberships(sensitive.c_str(), {"Encounter", "1"}, {"Patient/3"}),
        (Lines{"Patient/3 sees Encounter/1", "Patient/3!parent sees Encounter/1"}));
    sensitive.replace(sensitive.find("[]"), 2,
        R"([{"system":"https://helselos.no/fhir/CodeSystem/sensitivity","code":"open-to-parents"}])");
    EXPECT_EQ(memberships(sensitive.c_str(), {"Encounter", "1"}, {"Patient/3"}), Lines{"Patient/3 sees Encounter/1"});
}

TEST(Memberships, a_referral_is_seen_with_what_it_names_by_its_performer_until_it_is_revoked)
{
    std::string referral(R"({"resourceType":"ServiceRequest","status":"active","subject":{"reference":"Patient/3"},
        "performer":[{"reference":"Organization/9"}],"supportingInfo":[{"reference":"Observation/2"}]})");
    EXPECT_EQ(memberships(referral.c_str(), {"ServiceRequest", "1"}),
        (Lines{"Organization/9 sees ServiceRequest/1", "Organization/9 sees Patient/3",
            "Organization/9 sees Observation/2"}));
    referral.replace(referral.find("active"), 6, "revoked");
    EXPECT_EQ(memberships(referral.c_str(), {"ServiceRequest", "1"}), Lines{"Organization/9 sees ServiceRequest/1"});
}

TEST(Memberships, an_appointment_is_seen_by_the_practitioner_it_names)
{
    constexpr const char* appointment = R"({"resourceType":"Appointment","status":"booked","participant":[
        {"actor":{"reference":"Patient/3"}},{"actor":{"reference":"Practitioner/5"}}]})";
    EXPECT_EQ(memberships(appointment, {"Appointment", "1"}),
        (Lines{"Practitioner/5!named sees Appointment/1", "Practitioner/5!named sees Patient/3",
            "Practitioner/5!named sees Practitioner/5"}));
}

TEST(Memberships, who_takes_part_in_a_team_until_a_day_is_given_nothing)
{
    constexpr const char* team = R"({"resourceType":"CareTeam","status":"active","subject":{"reference":"Patient/3"},
        "participant":[{"member":{"reference":"Organization/9"},"period":{"end":"2026-01-01"}},
        {"member":{"reference":"Organization/8"}}]})";
    EXPECT_EQ(memberships(team, {"CareTeam", "1"}),
        (Lines{"Organization/8 sees CareTeam/1", "Organization/8 sees Patient/3"}));
}

TEST(Memberships, an_emergency_access_is_on_the_list_of_its_practitioner_only)
{
    std::string task(R"({"resourceType":"Task","status":"in-progress","code":{"coding":[
        {"system":"https://helselos.no/fhir/CodeSystem/task","code":"emergency-access"}]},
        "for":{"reference":"Patient/3"},"owner":{"reference":"Practitioner/5"}})");
    EXPECT_EQ(memberships(task.c_str(), {"Task", "1"}),
        (Lines{"Patient/3 sees Task/1", "Practitioner/5!emergencies sees Task/1"}));
    task.replace(task.find("in-progress"), 11, "completed");
    EXPECT_EQ(memberships(task.c_str(), {"Task", "1"}), Lines{"Patient/3 sees Task/1"});
}

TEST(Memberships, a_fullmakt_is_its_holders_to_find_also_when_it_has_ended)
{
    const std::string active
        = R"({"resourceType":"Consent","status":"active","patient":{"reference":"Patient/3"},"category":[{"coding":[
        {"system":"urn:oid:2.16.578.1.12.4.1.1.7611","code":"FU"}]}],"provision":{"type":"permit","actor":[{"role":{"coding":[
        {"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"GRANTEE"}]},"reference":{"reference":"Patient/7"}}]}})";
    const Lines expected{"Patient/3 sees Consent/1", "Patient/7!held sees Consent/1", "Patient/3!own sees Consent/1"};
    EXPECT_EQ(memberships(active.c_str(), {"Consent", "1"}, {"Patient/3"}), expected);
    auto other = active;
    other.replace(other.find("active"), 6, "inactive");
    EXPECT_EQ(memberships(other.c_str(), {"Consent", "1"}, {"Patient/3"}), expected);
    other = active;
    other.replace(other.find("active"), 6, "entered-in-error");
    EXPECT_EQ(memberships(other.c_str(), {"Consent", "1"}, {"Patient/3"}), Lines{"Patient/3 sees Consent/1"});
}

TEST(Memberships, a_question_about_the_log_is_kept_from_personnel)
{
    constexpr const char* question
        = R"({"resourceType":"Task","for":{"reference":"Patient/3"},"owner":{"reference":"Practitioner/5"},
        "requester":{"reference":"Patient/3"},"code":{"coding":[
        {"system":"https://helselos.no/fhir/CodeSystem/task","code":"log-question"}]}})";
    EXPECT_EQ(memberships(question, {"Task", "1"}),
        (Lines{"Patient/3 sees Task/1", "Patient/3!parent sees Task/1", "Practitioner/all!blocked sees Task/1",
            "Patient/3!own sees Task/1"}));
    std::string of_parent(question);
    of_parent.replace(of_parent.rfind("Patient/3"), 9, "Patient/8");
    EXPECT_EQ(memberships(of_parent.c_str(), {"Task", "1"}),
        (Lines{"Patient/3 sees Task/1", "Practitioner/all!blocked sees Task/1"}));
}

}  // namespace

}  // namespace helselos::access
