// Defects that a policy has had elsewhere, each caught by name.
#include "access/small_world.h"

namespace helselos::tests {

namespace {

using AccessDefects = SmallWorld;

TEST_F(AccessDefects, the_policy_is_asked_of_what_is_included)
{
    observe("anna-sin", "framand");
    put(R"({"resourceType":"DiagnosticReport","id":"eigen","status":"final","code":{"text":"x"},
        "subject":{"reference":"Patient/voksen"},"result":[{"reference":"Observation/anna-sin"}]})");
    const auto included = as("voksen", "/DiagnosticReport?_include=DiagnosticReport:result");
    EXPECT_EQ(included.root()["entry"].size(), 1U) << included.text;
    EXPECT_EQ(as("operator", "/DiagnosticReport?_include=DiagnosticReport:result").root()["entry"].size(), 2U);
    EXPECT_EQ(total("voksen", "/DiagnosticReport?result.code:text=kanari"), "0");
    EXPECT_EQ(total("voksen", "/DiagnosticReport?result:Observation._id=anna-sin"), "0");
}

TEST_F(AccessDefects, the_policy_is_asked_of_what_is_included_of_what_is_kept_from_parents)
{
    observe("skjult", "barn",
        R"(,"meta":{"security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}]})");
    put(R"({"resourceType":"DiagnosticReport","id":"open","status":"final","code":{"text":"x"},
        "subject":{"reference":"Patient/barn"},"result":[{"reference":"Observation/skjult"}]})");
    EXPECT_EQ(as("forelder", "/DiagnosticReport?_include=DiagnosticReport:result").root()["entry"].size(), 1U);
    EXPECT_EQ(as("forelder", "/Patient?_id=barn&_revinclude=Observation:subject").root()["entry"].size(), 1U);
    EXPECT_EQ(total("forelder", "/Patient?_id=barn&_has:Observation:subject:_id=skjult"), "0");
    EXPECT_EQ(total("forelder", "/DiagnosticReport?result:Observation._id=skjult"), "0");
    EXPECT_EQ(total("forelder", "/Observation"), "0");
}

// R4's compartment: a MedicationRequest is of its subject, not of the patient who asked for it.
TEST_F(AccessDefects, a_compartment_is_made_by_its_own_fields)
{
    put(R"({"resourceType":"MedicationRequest","id":"resept","status":"active","intent":"order",
        "medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/framand"},
        "requester":{"reference":"Patient/voksen"}})");
    EXPECT_EQ(as("framand", "/MedicationRequest/resept").status, 200);
    EXPECT_EQ(as("voksen", "/MedicationRequest/resept").status, 404);
}

TEST_F(AccessDefects, a_transaction_reads_no_more_than_a_read)
{
    observe("puls", "framand");
    const auto bundle = [](const char* url) {
        return std::string(
                   R"({"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"GET","url":")")
            + url + R"("}}]})";
    };
    for (const char* caller : {"ingen", "voksen", "sjukepleiar", "analytikar"}) {
        for (const char* url : {"Observation/puls", "Observation?_id=puls"}) {
            const auto answer = ask(http::Method::post, "/", caller_of_the_matrix(caller), bundle(url));
            EXPECT_EQ(answer.text.find("kanari"), std::string::npos) << caller << answer.text;
        }
    }
    EXPECT_EQ(ask(http::Method::post, "/", caller_of_the_matrix("framand"), bundle("Observation/puls")).status, 200);
}

TEST_F(AccessDefects, what_is_anothers_cannot_be_told_from_what_is_not)
{
    observe("skjult", "barn",
        R"(,"meta":{"security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}]})");
    for (const char* path : {"", "/_history/1", "/_history"}) {
        const auto hidden = as("forelder", "/Observation/skjult" + std::string(path));
        const auto nothing = as("forelder", "/Observation/finst-ikkje" + std::string(path));
        EXPECT_EQ(hidden.status, nothing.status) << path;
        EXPECT_EQ(hidden.text, nothing.text) << path;
    }
}

TEST_F(AccessDefects, a_consent_that_cannot_be_kept_is_refused_by_its_element)
{
    const auto answer = ask(http::Method::put, "/Consent/nei", caller_of_the_matrix("operator"),
        R"({"resourceType":"Consent","id":"nei","status":"active","scope":{"coding":[{
        "system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"INFA"}]}],
        "patient":{"reference":"Patient/voksen"},"policyRule":{"coding":[{"code":"OPTIN",
        "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]},
        "provision":{"type":"deny","period":{"end":"2030-01-01"}}})");
    EXPECT_EQ(answer.status, 422) << answer.text;
    EXPECT_NE(answer.text.find("Consent.provision.period"), std::string::npos) << answer.text;
    EXPECT_EQ(as("operator", "/Consent/nei").status, 404);
}

TEST_F(AccessDefects, an_emergency_access_without_a_reason_or_an_end_is_refused)
{
    auto text = as("operator", "/Task/akutt-voksen").text;
    const auto at = text.find(R"("reasonCode":{"text":"x"},)");
    ASSERT_NE(at, std::string::npos) << text;
    text.erase(at, std::string(R"("reasonCode":{"text":"x"},)").size());
    EXPECT_EQ(put(text), 422);
}

}  // namespace

}  // namespace helselos::tests
