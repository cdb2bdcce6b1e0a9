// Blocks, a youth's access, settings, questions about the log, and who can see a record.
#include "journeys/choosing.h"

namespace helselos::tests {

namespace {

class Choices : public Choosing {
protected:
    // What the legevakt is to do for a patient.
    void give_to_legevakt(const std::string& patient)
    {
        put(json::object({{"resourceType", "ServiceRequest"}, {"id", "henvist-" + patient}, {"status", "active"},
            {"intent", "order"}, {"subject", json::object({{"reference", "Patient/" + patient}})},
            {"performer", json::array({json::object({{"reference", "Organization/legevakt-solvik"}})})}}));
    }

    Answer block(const std::string& person, const std::vector<Part>& parts)
    {
        return post("/Consent/$block", person, parameters(parts));
    }

    const Part m_legevakt = refers("organization", "Organization/legevakt-solvik");
};

}  // namespace

TEST_F(Choices, an_organisation_is_kept_out_from_the_answer_on_until_the_block_ends)
{
    give_to_legevakt("maria");
    EXPECT_EQ(reads("sykepleier-kari", "ServiceRequest/henvist-maria"), 200);
    const auto blocked = block("maria", {m_legevakt});
    ASSERT_EQ(blocked.status, 200) << blocked.text;
    EXPECT_EQ(reads("sykepleier-kari", "ServiceRequest/henvist-maria"), 404);
    EXPECT_EQ(id_of(block("maria", {m_legevakt})), id_of(blocked)) << "chosen twice, blocked once";
    ASSERT_EQ(post("/Consent/" + id_of(blocked) + "/$end", "maria").status, 200);
    EXPECT_EQ(reads("sykepleier-kari", "ServiceRequest/henvist-maria"), 200);
}

TEST_F(Choices, one_record_or_one_of_the_personnel_is_kept_out_by_itself)
{
    give_to_legevakt("maria");
    observe("puls", "maria");
    EXPECT_EQ(block("maria", {m_legevakt, refers("record", "Observation/puls")}).status, 200);
    EXPECT_EQ(reads("sykepleier-kari", "ServiceRequest/henvist-maria"), 200);
    EXPECT_EQ(block("maria", {refers("practitioner", "Practitioner/sykepleier-kari")}).status, 200);
    EXPECT_EQ(reads("sykepleier-kari", "ServiceRequest/henvist-maria"), 404);
}

TEST_F(Choices, records_of_others_and_strangers_are_not_there_to_be_blocked)
{
    observe("annens", "odd");
    const auto others = block("maria", {m_legevakt, refers("record", "Observation/annens")});
    EXPECT_EQ(others.status, 404);
    EXPECT_EQ(others.text, block("maria", {m_legevakt, refers("record", "Observation/ingen")}).text);
    EXPECT_EQ(block("maria", {refers("organization", "Organization/ingen")}).status, 404);
    EXPECT_EQ(block("maria", {m_legevakt, refers("for", "Patient/emil")}).status, 404);
    EXPECT_EQ(block("maria", {}).status, 400);
    EXPECT_EQ(block("maria", {m_legevakt, {"all-personnel", "valueBoolean", true}}).status, 400);
    EXPECT_EQ(block("ida", {m_legevakt}).status, 403) << "at 14";
    EXPECT_EQ(block("sykepleier-kari", {m_legevakt}).status, 403);
}

TEST_F(Choices, a_parent_keeps_out_for_a_child_while_they_stand_in_for_it)
{
    give_to_legevakt("emil");
    const auto blocked = block("anita", {m_legevakt, refers("for", "Patient/emil")});
    ASSERT_EQ(blocked.status, 200) << blocked.text;
    EXPECT_EQ(reads("sykepleier-kari", "ServiceRequest/henvist-emil"), 404);
    EXPECT_EQ(ask(http::Method::delete_, "/RelatedPerson/anita-mor-til-emil", "operator").status, 204);
    EXPECT_EQ(post("/Consent/" + id_of(blocked) + "/$end", "anita").status, 404);
    EXPECT_EQ(block("anita", {m_legevakt, refers("for", "Patient/emil")}).status, 404);
}

TEST_F(Choices, what_a_child_may_seek_by_itself_stays_open)
{
    put(json::object({{"resourceType", "Organization"}, {"id", "helsestasjon"}, {"name", "Skolehelsetjenesten"},
        {"type",
            json::array({json::object({{"coding",
                json::array({json::object({{"system", "urn:oid:2.16.578.1.12.4.1.1.7619"}, {"code", "4"}})})}})})}}));
    put(json::object({{"resourceType", "Practitioner"}, {"id", "helsesykepleier"}}));
    put(json::object({{"resourceType", "PractitionerRole"}, {"id", "rolle"},
        {"practitioner", json::object({{"reference", "Practitioner/helsesykepleier"}})},
        {"organization", json::object({{"reference", "Organization/helsestasjon"}})}}));
    const auto child = refers("for", "Patient/ida");
    EXPECT_EQ(block("per", {refers("organization", "Organization/helsestasjon"), child}).status, 422);
    EXPECT_EQ(block("per", {refers("practitioner", "Practitioner/helsesykepleier"), child}).status, 422);
    EXPECT_EQ(block("per", {{"all-personnel", "valueBoolean", true}, child}).status, 422);
    EXPECT_EQ(block("per", {refers("organization", "Organization/helsestasjon")}).status, 200) << "for oneself";
}

TEST_F(Choices, a_parent_opens_the_record_to_a_youth_and_closes_it)
{
    observe("puls", "ida");
    EXPECT_EQ(reads("ida", "Observation/puls"), 404);
    const auto body = parameters({refers("child", "Patient/ida")});
    const auto opened = post("/Consent/$open-to-youth", "per", body);
    ASSERT_EQ(opened.status, 200) << opened.text;
    EXPECT_EQ(reads("ida", "Observation/puls"), 200);
    EXPECT_EQ(reads("per", "Observation/puls"), 200) << "it takes nothing from the parent";
    EXPECT_EQ(id_of(post("/Consent/$open-to-youth", "per", body)), id_of(opened));
    const auto path = "/Consent/" + id_of(opened) + "/$end";
    EXPECT_EQ(post(path, "ida").status, 403);
    EXPECT_EQ(post(path, "maria").status, 404);
    EXPECT_EQ(post(path, "per").status, 200);
    EXPECT_EQ(reads("ida", "Observation/puls"), 404);
}

TEST_F(Choices, only_a_parent_opens_and_only_to_a_youth)
{
    const auto status = [&](const char* person, const char* child) {
        return post("/Consent/$open-to-youth", person, parameters({refers("child", child)})).status;
    };
    EXPECT_EQ(status("maria", "Patient/ida"), 404);
    EXPECT_EQ(status("ida", "Patient/ida"), 404);
    EXPECT_EQ(status("per", "Patient/gunnvor"), 404) << "a fullmakt is none";
    EXPECT_EQ(status("per", "Patient/ingen"), 404);
    EXPECT_EQ(status("anita", "Patient/emil"), 422) << "at 2";
}

TEST_F(Choices, what_was_shared_is_withdrawn_and_not_ended)
{
    put(json::object({{"resourceType", "Consent"}, {"id", "delt"}, {"status", "active"},
        {"scope", json::object({{"text", "x"}})}, {"category", json::array({json::object({{"text", "x"}})})},
        {"patient", json::object({{"reference", "Patient/maria"}})}, {"policyRule", json::object({{"text", "x"}})},
        {"provision", json::object({{"type", "permit"}})}}));
    EXPECT_EQ(post("/Consent/delt/$end", "maria").status, 422);
    EXPECT_EQ(post("/Consent/delt/$end", "odd").status, 404);
    EXPECT_EQ(post("/Consent/ingen/$end", "maria").status, 404);
    EXPECT_EQ(post("/Consent/delt/$end", "").status, 401);
}

TEST_F(Choices, settings_are_kept_and_what_is_not_sent_stays)
{
    const auto path = std::string("/Patient/maria/$change-settings");
    const auto before = get("/Patient/maria/$settings", "maria");
    ASSERT_EQ(before.status, 200) << before.text;
    EXPECT_EQ(part_of(before.root(), "language")["valueCode"].text(), "nb");
    const auto changed = post(path, "maria",
        parameters({code("language", "nn"), {"sms", "valueBoolean", false}, text("phone", "+47 900 00 000"),
            text("email-address", "maria@example.org")}));
    ASSERT_EQ(changed.status, 200) << changed.text;
    ASSERT_EQ(post(path, "maria", parameters({text("phone", "90000001")})).status, 200);
    const auto after = get("/Patient/maria/$settings", "maria");
    EXPECT_EQ(part_of(after.root(), "language")["valueCode"].text(), "nn");
    EXPECT_FALSE(part_of(after.root(), "sms")["valueBoolean"].truth());
    EXPECT_TRUE(part_of(after.root(), "email")["valueBoolean"].truth());
    EXPECT_EQ(part_of(after.root(), "phone")["valueString"].text(), "90000001");
    EXPECT_EQ(part_of(after.root(), "email-address")["valueString"].text(), "maria@example.org");
    const auto patient = get("/Patient/maria", "maria");
    EXPECT_EQ(patient.root()["telecom"].size(), 2U) << patient.text;
    EXPECT_EQ(patient.root()["identifier"].at(0)["value"].text(), number_of_maria);
    ASSERT_EQ(post(path, "maria", parameters({code("remove", "phone")})).status, 200);
    EXPECT_FALSE(part_of(get("/Patient/maria/$settings", "maria").root(), "phone").exists());
}

TEST_F(Choices, settings_are_ones_own_or_of_those_one_acts_for)
{
    EXPECT_EQ(get("/Patient/emil/$settings", "anita").status, 200);
    EXPECT_EQ(get("/Patient/gunnvor/$settings", "per").status, 200);
    EXPECT_EQ(get("/Patient/maria/$settings", "odd").text, get("/Patient/ingen/$settings", "odd").text);
    EXPECT_EQ(get("/Patient/maria/$settings", "odd").status, 404);
    EXPECT_EQ(get("/Patient/ida/$settings", "ida").status, 404) << "until a parent opens";
    EXPECT_EQ(get("/Patient/maria/$settings", "sykepleier-kari").status, 403);
    EXPECT_EQ(get("/Patient/maria/$settings", "").status, 401);
    EXPECT_EQ(post("/Patient/maria/$change-settings", "odd", parameters({code("language", "nn")})).status, 404);
    for (const auto& wrong : {code("language", "de"), text("phone", "ring meg"), text("email-address", "maria"),
             Part{"sms", "valueString", "yes"}})
        EXPECT_GE(post("/Patient/maria/$change-settings", "maria", parameters({wrong})).status, 400) << wrong.name;
}

TEST_F(Choices, a_question_about_the_log_is_asked_answered_and_kept_from_personnel)
{
    observe("puls", "maria");
    ASSERT_EQ(post("/Patient/$emergency-access", "sykepleier-kari",
                  parameters({refers("patient", "Patient/maria"), code("reason", "other"), text("note", "Fall")}))
                  .status,
        200);
    const auto log = get("/AuditEvent?patient=Patient/maria", "maria");
    const std::string entry(log.root()["entry"].at(0)["resource"]["id"].text());
    const auto body
        = parameters({text("question", "Hvorfor ble dette lest?"), {"suspected-snooping", "valueBoolean", true}});
    const auto asked = post("/AuditEvent/" + entry + "/$ask", "maria", body);
    ASSERT_EQ(asked.status, 200) << asked.text;
    EXPECT_EQ(asked.root()["focus"]["identifier"]["value"].text(), entry);
    EXPECT_EQ(id_of(post("/AuditEvent/" + entry + "/$ask", "maria", body)), id_of(asked));
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 200);
    EXPECT_EQ(reads("sykepleier-kari", "Task/" + id_of(asked)), 404) << "it may be about them";

    const auto open = get("/Task/$log-questions", "ombud");
    ASSERT_EQ(open.root()["entry"].size(), 1U) << open.text;
    EXPECT_EQ(get("/Task/$log-questions", "maria").status, 403);
    const auto path = "/Task/" + id_of(asked) + "/$answer-log-question";
    const auto answer = parameters({text("answer", "Sykepleieren tok imot deg på legevakten.")});
    EXPECT_EQ(post(path, "sykepleier-kari", answer).status, 403);
    ASSERT_EQ(post(path, "ombud", answer).status, 200);
    EXPECT_EQ(post(path, "ombud", answer).status, 200) << "sent twice";
    EXPECT_EQ(post(path, "ombud", parameters({text("answer", "Noe annet")})).status, 409);
    EXPECT_EQ(get("/Task/$log-questions", "ombud").root()["entry"].size(), 0U);
    const auto read = get("/Task?patient=Patient/maria&code=log-question", "maria");
    EXPECT_NE(read.text.find("tok imot deg"), std::string::npos) << read.text;
}

TEST_F(Choices, only_who_may_read_the_entry_asks_about_it)
{
    ASSERT_EQ(get("/Patient/maria", "maria").status, 200);
    const auto log = get("/AuditEvent?patient=Patient/maria", "maria");
    const auto path = "/AuditEvent/" + std::string(log.root()["entry"].at(0)["resource"]["id"].text()) + "/$ask";
    const auto body = parameters({text("question", "Hvorfor?")});
    EXPECT_EQ(post(path, "odd", body).status, 404);
    EXPECT_EQ(post("/AuditEvent/ingen/$ask", "odd", body).text, post(path, "odd", body).text);
    EXPECT_EQ(post(path, "sykepleier-kari", body).status, 403);
    EXPECT_EQ(post(path, "", body).status, 401);
    EXPECT_EQ(post(path, "maria", parameters({text("question", "")})).status, 400);
    EXPECT_EQ(
        post("/Task/gunnvor-fullmakt-til-per/$answer-log-question", "ombud", parameters({text("answer", "x")})).status,
        404);
}

TEST_F(Choices, who_can_see_is_told_by_what_lets_them)
{
    give_to_legevakt("gunnvor");
    ASSERT_EQ(post("/Patient/$emergency-access", "fastlege-jonas",
                  parameters({refers("patient", "Patient/gunnvor"), code("reason", "other"), text("note", "Fall")}))
                  .status,
        200);
    const auto told = get("/Patient/gunnvor/$who-can-see", "per");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.root()["parameter"].size(), 3U) << told.text;
    EXPECT_TRUE(seer(told, "Patient/per", "fullmakt").exists()) << told.text;
    EXPECT_TRUE(seer(told, "Practitioner/fastlege-jonas", "emergency").exists()) << told.text;
    EXPECT_TRUE(seer(told, "Organization/legevakt-solvik", "referral").exists()) << told.text;
    EXPECT_NE(told.text.find("Solvik legevakt"), std::string::npos);
    EXPECT_EQ(get("/Patient/gunnvor/$who-can-see", "fastlege-jonas").status, 200);
    EXPECT_EQ(get("/Patient/gunnvor/$who-can-see", "maria").status, 404);
    EXPECT_EQ(get("/Patient/ingen/$who-can-see", "maria").text, get("/Patient/gunnvor/$who-can-see", "maria").text);
    EXPECT_EQ(get("/Patient/gunnvor/$who-can-see", "ombud").status, 403);
    EXPECT_EQ(get("/Patient/gunnvor/$who-can-see", "").status, 401);
}

TEST_F(Choices, who_is_kept_out_is_not_among_those_who_can_see)
{
    give_to_legevakt("maria");
    EXPECT_EQ(get("/Patient/maria/$who-can-see", "maria").root()["parameter"].size(), 1U);
    ASSERT_EQ(block("maria", {m_legevakt}).status, 200);
    EXPECT_FALSE(get("/Patient/maria/$who-can-see", "maria").root()["parameter"].exists());
}

TEST_F(Choices, parents_and_the_youth_are_among_those_who_can_see)
{
    ASSERT_EQ(post("/Consent/$open-to-youth", "per", parameters({refers("child", "Patient/ida")})).status, 200);
    const auto told = get("/Patient/ida/$who-can-see", "per");
    EXPECT_TRUE(seer(told, "Patient/per", "parent").exists()) << told.text;
    EXPECT_TRUE(seer(told, "Patient/ida", "youth").exists()) << told.text;
}

TEST_F(Choices, those_who_run_the_house_see_no_records)
{
    observe("puls", "maria");
    for (const char* person : {"ombud", "admin"}) {
        EXPECT_EQ(reads(person, "Observation/puls"), 403) << person;
        EXPECT_EQ(reads(person, "Patient/maria"), 403) << person;
        EXPECT_EQ(reads(person, "Organization/legevakt-solvik"), 200) << person;
    }
    EXPECT_EQ(get("/AuditEvent?patient=Patient/maria", "ombud").status, 200);
    EXPECT_EQ(get("/AuditEvent?patient=Patient/maria", "admin").status, 403);
}

}  // namespace helselos::tests
