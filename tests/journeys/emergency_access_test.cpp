// Personnel open a record in an emergency: for a while, with a reason, seen by the patient and looked at afterwards.
#include "journeys/choosing.h"

#include <algorithm>

namespace helselos::tests {

namespace {

class EmergencyAccess : public Choosing {
protected:
    void SetUp() override
    {
        Choosing::SetUp();
        observe("puls", "maria");
    }

    Answer take(const std::string& person = "sykepleier-kari", const char* number = number_of_maria)
    {
        return post("/Patient/$emergency-access", person,
            parameters({text("number", number), code("reason", "unconscious"), text("note", "Funnet bevisstløs.")}));
    }

    Answer take_by_reference(const std::string& patient, const std::string& person = "sykepleier-kari")
    {
        return post("/Patient/$emergency-access", person,
            parameters({refers("patient", patient), code("reason", "other"), text("note", "Brystsmerter")}));
    }

    Answer review(const std::string& id, const char* finding, const std::string& person = "ombud")
    {
        return post("/Task/" + id + "/$review-emergency-access", person,
            parameters({code("finding", finding), text("note", "Gjennomgått med enheten")}));
    }

    void keep_out(const char* person, const std::vector<Part>& whom)
    {
        const auto answer = post("/Consent/$block", person, parameters(whom));
        ASSERT_EQ(answer.status, 200) << answer.text;
    }
};

}  // namespace

TEST_F(EmergencyAccess, opens_the_record_to_who_took_it_and_to_nobody_else)
{
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 404);
    const auto taken = take();
    ASSERT_EQ(taken.status, 200) << taken.text;
    EXPECT_EQ(taken.root()["for"]["reference"].text(), "Patient/maria");
    EXPECT_TRUE(taken.root()["restriction"]["period"]["end"].exists());
    EXPECT_EQ(taken.text.find(number_of_maria), std::string::npos);
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 200);
    EXPECT_EQ(reads("sykepleier-kari", "Patient/maria"), 200);
    EXPECT_EQ(reads("fastlege-jonas", "Observation/puls"), 404);
}

TEST_F(EmergencyAccess, taken_again_while_it_lasts_it_is_the_same)
{
    EXPECT_EQ(id_of(take()), id_of(take()));
    EXPECT_NE(id_of(take()), id_of(take("fastlege-jonas")));
}

TEST_F(EmergencyAccess, the_patient_reads_of_it_with_the_reason)
{
    const auto taken = take();
    const auto tasks = get("/Task?patient=Patient/maria&code=emergency-access", "maria");
    ASSERT_EQ(tasks.root()["entry"].size(), 1U) << tasks.text;
    EXPECT_NE(tasks.text.find("Kari Sandvik"), std::string::npos);
    const auto log = get("/AuditEvent?patient=Patient/maria", "maria");
    EXPECT_NE(log.text.find("åpnet opplysningene i en nødsituasjon"), std::string::npos) << log.text;
    EXPECT_NE(log.text.find("Pasienten er bevisstløs. Funnet bevisstløs."), std::string::npos) << log.text;
    ASSERT_EQ(reads("sykepleier-kari", "Observation/puls"), 200);
    EXPECT_NE(get("/AuditEvent?patient=Patient/maria", "maria").text.find("nødsituasjon: tilgang"), std::string::npos);
}

TEST_F(EmergencyAccess, a_block_of_the_organisation_gives_way)
{
    keep_out("maria", {refers("organization", "Organization/legevakt-solvik")});
    ASSERT_EQ(take().status, 200);
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 200);
}

TEST_F(EmergencyAccess, who_is_kept_out_in_person_finds_nobody)
{
    keep_out("maria", {refers("practitioner", "Practitioner/sykepleier-kari")});
    const auto blocked = take();
    EXPECT_EQ(blocked.status, 404);
    EXPECT_EQ(blocked.text, take("sykepleier-kari", "21816410042").text) << "as of a number that nobody has";
    EXPECT_EQ(take_by_reference("Patient/maria").text, take_by_reference("Patient/ingen").text);
    EXPECT_EQ(take("fastlege-jonas").status, 200);
}

TEST_F(EmergencyAccess, one_that_was_refused_stands_in_the_log)
{
    keep_out("maria", {refers("practitioner", "Practitioner/sykepleier-kari")});
    EXPECT_EQ(take().status, 404);
    EXPECT_EQ(take("sykepleier-kari", "21816410042").status, 404);
    // Rows are written in order: when this is, those before it are.
    ASSERT_TRUE(house().store().write([](store::Transaction&) { return Result<void>(); }));
    std::vector<std::string> refused;
    store::LogQuery query;
    query.agent = "Practitioner/sykepleier-kari";
    query.count = limits::log_page_max;
    const auto log = house().store().reader().value()->audit_search(query).value();
    for (const auto& logged : log.rows)
        if (logged.row.interaction == "$emergency-access" && logged.row.outcome == "4")
            refused.push_back(logged.row.basis + " " + logged.row.patient);
    std::ranges::sort(refused);
    EXPECT_EQ(refused, (std::vector<std::string>{"kept-out Patient/maria", "nobody-of-that-number "}));
}

TEST_F(EmergencyAccess, a_reservation_against_all_is_never_broken)
{
    ASSERT_EQ(take().status, 200);
    keep_out("maria", {{"all-personnel", "valueBoolean", true}});
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 404) << "also one that was taken before";
    EXPECT_EQ(take("fastlege-jonas").status, 404);
}

TEST_F(EmergencyAccess, is_for_health_personnel_with_a_reason)
{
    const auto body
        = parameters({text("number", number_of_maria), code("reason", "other"), text("note", "Brystsmerter")});
    auto clerk = caller("sykepleier-kari");
    clerk.role.clear();
    EXPECT_EQ(ask(http::Method::post, "/Patient/$emergency-access", clerk, body).status, 403);
    for (const char* person : {"maria", "ombud", "admin"})
        EXPECT_EQ(post("/Patient/$emergency-access", person, body).status, 403) << person;
    EXPECT_EQ(post("/Patient/$emergency-access", "", body).status, 401);
    const auto status = [&](const std::vector<Part>& parts) {
        return post("/Patient/$emergency-access", "sykepleier-kari", parameters(parts)).status;
    };
    const auto number = text("number", number_of_maria);
    EXPECT_EQ(status({number, code("reason", "other")}), 400);
    EXPECT_EQ(status({number, code("reason", "other"), text("note", "  ")}), 400);
    EXPECT_EQ(status({number, code("reason", "curious"), text("note", "x")}), 400);
    EXPECT_EQ(status({number, text("note", "x")}), 400);
    EXPECT_EQ(status({code("reason", "other"), text("note", "x")}), 400);
    EXPECT_EQ(status({number, refers("patient", "Patient/maria"), code("reason", "other"), text("note", "x")}), 400);
    EXPECT_EQ(status({number, code("reason", "other"), text("note", std::string(1001, 'x').c_str())}), 413);
    EXPECT_EQ(status({number, code("reason", "other"), text("note", "Fnr 05919949637")}), 422);
}

TEST_F(EmergencyAccess, numbers_cannot_be_tried_for_long)
{
    for (std::size_t i = 0; i < limits::emergency_tries_per_hour_max; ++i)
        EXPECT_EQ(take("sykepleier-kari", "21816410042").status, 404);
    EXPECT_EQ(take().status, 429);
}

TEST_F(EmergencyAccess, a_controller_finds_it_and_reviews_it)
{
    const auto id = id_of(take());
    const auto waiting = get("/Task/$emergency-accesses?reviewed=false", "ombud");
    ASSERT_EQ(waiting.status, 200) << waiting.text;
    ASSERT_EQ(waiting.root()["entry"].size(), 1U) << waiting.text;
    EXPECT_EQ(get("/Task/" + id, "ombud").status, 403) << "through the operation only";
    const auto reviewed = review(id, "justified");
    ASSERT_EQ(reviewed.status, 200) << reviewed.text;
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 200) << "care goes on";
    EXPECT_EQ(get("/Task/$emergency-accesses?reviewed=false", "ombud").root()["entry"].size(), 0U);
    EXPECT_EQ(get("/Task/$emergency-accesses?reviewed=true", "ombud").root()["entry"].size(), 1U);
    EXPECT_EQ(get("/Task/$emergency-accesses", "ombud").root()["entry"].size(), 1U);
    EXPECT_EQ(review(id, "justified").status, 200) << "sent twice";
    EXPECT_EQ(review(id, "unclear").status, 409);
}

TEST_F(EmergencyAccess, one_that_was_not_justified_ends_at_once)
{
    const auto id = id_of(take());
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 200);
    ASSERT_EQ(review(id, "not-justified").status, 200);
    EXPECT_EQ(reads("sykepleier-kari", "Observation/puls"), 404);
}

TEST_F(EmergencyAccess, only_a_controller_reviews_and_never_their_own)
{
    const auto id = id_of(take());
    for (const char* person : {"sykepleier-kari", "fastlege-jonas", "maria", "admin"}) {
        EXPECT_EQ(review(id, "justified", person).status, 403) << person;
        EXPECT_EQ(get("/Task/$emergency-accesses", person).status, 403) << person;
    }
    EXPECT_EQ(get("/Task/$emergency-accesses", "").status, 401);
    auto both = caller("ombud");
    both.subject = "Practitioner/sykepleier-kari";
    const auto body = parameters({code("finding", "justified")});
    EXPECT_EQ(ask(http::Method::post, "/Task/" + id + "/$review-emergency-access", both, body).status, 403);
    EXPECT_EQ(review("ingen", "justified").status, 404);
    EXPECT_EQ(get("/Task/$emergency-accesses?reviewed=perhaps", "ombud").status, 400);
}

TEST_F(EmergencyAccess, the_list_is_read_page_by_page)
{
    for (const char* person : {"sykepleier-kari", "fastlege-jonas", "sykepleier-nils"})
        ASSERT_EQ(take(person).status, 200);
    const auto first = get("/Task/$emergency-accesses?_count=2", "ombud");
    EXPECT_EQ(first.root()["entry"].size(), 2U);
    EXPECT_EQ(first.root()["total"].text(), "3");
    std::string next;
    for (const auto link : first.root()["link"].elements())
        if (link["relation"].text() == "next")
            next = link["url"].text().substr(std::string_view("http://test/fhir").size());
    EXPECT_EQ(get(next, "ombud").root()["entry"].size(), 1U) << next;
}

}  // namespace helselos::tests
