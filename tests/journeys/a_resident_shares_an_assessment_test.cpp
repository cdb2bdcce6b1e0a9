// docs/journeys/a_resident_shares_an_assessment.md, walked in one process.
#include "app/dispatcher.h"
#include "app/publish.h"
#include "base/log.h"
#include "journeys/interview.h"
#include "services/triage/interview_form.h"

namespace helselos::tests {

namespace {

const Replies sore_throat_that_passes{{"age-years", "27"}, {"sex", "female"}, {"duration-days", "2"}};

class SharedAssessment : public HouseInABox {
protected:
    std::string interview(const std::string& complaint, const Replies& replies)
    {
        return hold_interview(
            [this](const std::string& body) { return post("/Questionnaire/$next-question", "", body); }, complaint,
            replies);
    }

    static std::string parameters(std::initializer_list<json::Draft> parts)
    {
        return json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", json::array(parts)}}));
    }
    static json::Draft text(const char* name, const std::string& value)
    {
        return json::object({{"name", name}, {"valueString", value}});
    }
    static json::Draft code(const char* name, const std::string& value)
    {
        return json::object({{"name", name}, {"valueCode", value}});
    }
    static json::Draft reference(const char* name, const std::string& value)
    {
        return json::object({{"name", name}, {"valueReference", json::object({{"reference", value}})}});
    }
    static json::Draft response_part(const std::string& response)
    {
        return json::object({{"name", "response"}, {"resource", json::Draft(json::read(response)->root())}});
    }

    Answer share_as_maria(std::initializer_list<json::Draft> more = {})
    {
        auto parts = json::array({response_part(interview("sore-throat", sore_throat_that_passes)),
            reference("recipient", "Organization/legevakt-solvik")});
        for (const auto& part : more)
            parts.push(part);
        return post("/$share-assessment", "maria",
            json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", parts}})));
    }

    // The one Provenance of an assessment, as `person` finds it.
    json::Document only_provenance(const std::string& assessment, const std::string& person)
    {
        auto found = get("/Provenance?target=" + assessment, person);
        EXPECT_EQ(found.status, 200) << found.text;
        EXPECT_EQ(found.root()["entry"].size(), 1U) << found.text;
        json::Document provenance;
        provenance.set_root(provenance.copy(found.root()["entry"].at(0)["resource"]));
        return provenance;
    }

    json::Document only_task(const std::string& person)
    {
        auto worklist = get("/Task?status=requested,received,in-progress,completed,cancelled", person);
        EXPECT_EQ(worklist.status, 200) << worklist.text;
        EXPECT_EQ(worklist.root()["entry"].size(), 1U) << worklist.text;
        json::Document task;
        task.set_root(task.copy(worklist.root()["entry"].at(0)["resource"]));
        return task;
    }
};

TEST_F(SharedAssessment, the_whole_journey_from_symptom_to_outcome)
{
    const auto shared = share_as_maria({text("own-words", "Vondt i halsen siden fredag")});
    ASSERT_EQ(shared.status, 200) << shared.text;

    const auto task = only_task("sykepleier-kari");
    const std::string id(task.root()["id"].text());
    EXPECT_EQ(task.root()["status"].text(), "requested");
    const std::string assessment(task.root()["focus"]["reference"].text());
    EXPECT_EQ(get("/" + assessment, "sykepleier-kari").status, 200);
    EXPECT_EQ(get("/Patient/maria", "sykepleier-kari").status, 200);

    EXPECT_EQ(post("/Task/" + id + "/$open", "sykepleier-kari").root()["status"].text(), "received");
    EXPECT_EQ(post("/Task/" + id + "/$act", "sykepleier-kari", parameters({code("action", "called-back")}))
                  .root()["status"]
                  .text(),
        "in-progress");
    const auto recorded = post("/Task/" + id + "/$record-outcome", "sykepleier-kari",
        parameters({code("level", "routine"),
            json::object({{"name", "icpc2"},
                {"valueCoding", json::object({{"system", "http://hl7.org/fhir/sid/icpc-2"}, {"code", "R76"}})}})}));
    ASSERT_EQ(recorded.status, 200) << recorded.text;
    EXPECT_EQ(recorded.root()["status"].text(), "completed");

    const auto seen = only_task("maria");
    EXPECT_EQ(seen.root()["status"].text(), "completed");
    const auto outputs = seen.root()["output"];
    const std::string outcome(outputs.at(outputs.size() - 1)["valueReference"]["reference"].text());
    EXPECT_EQ(get("/" + outcome, "maria").status, 200);
    EXPECT_EQ(get("/" + outcome, "sykepleier-kari").status, 200);
}

TEST_F(SharedAssessment, says_where_it_comes_from)
{
    ASSERT_TRUE(app::publish_guidelines(house()));
    ASSERT_EQ(share_as_maria().status, 200);
    const auto task = only_task("sykepleier-kari");
    const std::string reference(task.root()["focus"]["reference"].text());
    const auto assessment = get("/" + reference, "sykepleier-kari");

    for (const char* person : {"maria", "sykepleier-kari"}) {
        const auto document = only_provenance(reference, person);
        const auto provenance = document.root();
        EXPECT_TRUE(provenance["target"].at(0)["reference"].text().starts_with("QuestionnaireResponse/"));
        EXPECT_EQ(provenance["target"].at(1)["reference"].text(), reference);
        EXPECT_EQ(provenance["agent"].at(0)["who"]["type"].text(), "Device");
        EXPECT_EQ(provenance["agent"].at(0)["onBehalfOf"]["reference"].text(), "Patient/maria");
        EXPECT_EQ(provenance["agent"].at(1)["who"]["reference"].text(), "Patient/maria");

        const auto plan = provenance["entity"].at(0)["what"];
        EXPECT_EQ(plan["identifier"]["value"].text(),
            "https://helselos.no/fhir/PlanDefinition/sore-throat|"
                + triage::questionnaire_version(house().triage(), *house().triage().protocol("sore-throat")));
        const auto kept = get("/" + std::string(plan["reference"].text()), person);
        EXPECT_EQ(kept.status, 200) << plan["reference"].text();
        EXPECT_TRUE(plan["identifier"]["value"].text().ends_with("|" + std::string(kept.root()["version"].text())));
        const auto library = provenance["entity"].at(1)["what"]["reference"].text();
        EXPECT_EQ(get("/" + std::string(library), person).status, 200) << library;
        std::vector<std::string> rules, expected;
        for (const auto entity : provenance["entity"].elements())
            if (const auto value = entity["what"]["identifier"]["value"].text(); value.find('#') != value.npos)
                rules.emplace_back(value.substr(value.find('#') + 1));
        for (const auto extension : assessment.root()["extension"].elements())
            if (extension["url"].text().ends_with("/fired-rule"))
                expected.emplace_back(extension["extension"].at(0)["valueString"].text());
        EXPECT_FALSE(rules.empty());
        EXPECT_EQ(rules, expected);
    }
    const auto revincluded = get(
        "/RiskAssessment?_id=" + reference.substr(reference.find('/') + 1) + "&_revinclude=Provenance:target", "maria");
    EXPECT_EQ(revincluded.root()["entry"].size(), 2U) << revincluded.text;
    for (const char* other : {"sykepleier-nils", "fastlege-jonas", "odd", "anita"})
        EXPECT_EQ(get("/Provenance?target=" + reference, other).root()["entry"].size(), 0U) << other;
    EXPECT_EQ(get("/Provenance?target=" + reference, "").status, 401);
}

TEST_F(SharedAssessment, others_find_nothing_not_even_a_number)
{
    ASSERT_EQ(share_as_maria().status, 200);
    const auto task = only_task("sykepleier-kari");
    const std::string assessment(task.root()["focus"]["reference"].text());
    for (const char* other : {"sykepleier-nils", "fastlege-jonas", "odd", "anita"}) {
        EXPECT_EQ(get("/" + assessment, other).status, 404) << other;
        EXPECT_EQ(get("/Task/" + std::string(task.root()["id"].text()), other).status, 404) << other;
        for (const char* type : {"Task", "RiskAssessment", "QuestionnaireResponse", "Consent"}) {
            const auto found = get("/" + std::string(type) + "?_total=accurate", other);
            EXPECT_EQ(found.status, 200) << found.text;
            EXPECT_EQ(found.root()["entry"].size(), 0U) << other << " " << type;
            EXPECT_EQ(found.root()["total"].text(), "0") << other << " " << type;
        }
        EXPECT_EQ(post("/Task/" + std::string(task.root()["id"].text()) + "/$open", other).status,
            std::string(other) == "odd" || std::string(other) == "anita" ? 403 : 404);
    }
    EXPECT_EQ(get("/Task", "").status, 401);
    EXPECT_EQ(get("/" + assessment, "").status, 401);
}

TEST_F(SharedAssessment, what_is_withdrawn_is_out_of_reach)
{
    const auto shared = share_as_maria();
    const std::string consent(interaction::parameter(shared.root(), "consent")["valueReference"]["reference"].text());
    const auto task = only_task("sykepleier-kari");
    const std::string assessment(task.root()["focus"]["reference"].text());
    const auto provenance = "/Provenance/" + std::string(only_provenance(assessment, "maria").root()["id"].text());
    EXPECT_EQ(get(provenance, "sykepleier-kari").status, 200);
    EXPECT_EQ(post("/" + consent + "/$withdraw", "odd").status, 404);
    ASSERT_EQ(post("/" + consent + "/$withdraw", "maria").status, 200);
    EXPECT_EQ(post("/" + consent + "/$withdraw", "maria").status, 200);

    EXPECT_EQ(get("/" + std::string(task.root()["focus"]["reference"].text()), "sykepleier-kari").status, 404);
    EXPECT_EQ(get("/Patient/maria", "sykepleier-kari").status, 404);
    EXPECT_EQ(get(provenance, "sykepleier-kari").status, 404);
    EXPECT_EQ(get("/Provenance?target=" + assessment, "sykepleier-kari").root()["entry"].size(), 0U);
    EXPECT_EQ(get(provenance, "maria").status, 200);
    EXPECT_EQ(get("/Task/" + std::string(task.root()["id"].text()), "sykepleier-kari").status, 404);
    EXPECT_EQ(only_task("maria").root()["status"].text(), "cancelled");
}

TEST_F(SharedAssessment, a_code_works_once_and_only_for_personnel)
{
    const auto shared = post(
        "/$share-assessment", "", parameters({response_part(interview("sore-throat", sore_throat_that_passes))}));
    ASSERT_EQ(shared.status, 200) << shared.text;
    const std::string shown(interaction::parameter(shared.root(), "code")["valueString"].text());
    ASSERT_EQ(shown.size(), 9U);
    EXPECT_EQ(get("/Task", "sykepleier-kari").root()["entry"].size(), 0U);

    const auto body = parameters({text("code", shown)});
    EXPECT_EQ(post("/$redeem-code", "", body).status, 401);
    EXPECT_EQ(post("/$redeem-code", "odd", body).status, 403);
    EXPECT_EQ(post("/$redeem-code", "sykepleier-kari", parameters({text("code", "AAAA-AAAA")})).status, 404);
    const auto redeemed = post("/$redeem-code", "sykepleier-kari", body);
    ASSERT_EQ(redeemed.status, 200) << redeemed.text;
    EXPECT_EQ(only_task("sykepleier-kari").root()["id"].text(), redeemed.root()["id"].text());
    EXPECT_EQ(get("/" + std::string(redeemed.root()["focus"]["reference"].text()), "sykepleier-kari").status, 200);
    const auto provenance
        = only_provenance(std::string(redeemed.root()["focus"]["reference"].text()), "sykepleier-kari");
    EXPECT_EQ(provenance.root()["agent"].size(), 1U);
    EXPECT_FALSE(provenance.root()["agent"].at(0)["onBehalfOf"].exists());
    EXPECT_EQ(post("/$redeem-code", "fastlege-jonas", body).status, 404);
    EXPECT_EQ(shared.text.find("Patient/"), std::string::npos);
}

TEST_F(SharedAssessment, codes_cannot_be_guessed_for_long)
{
    const auto body = parameters({text("code", "BBBB-BBBB")});
    for (std::size_t i = 0; i < limits::share_wrong_codes_of_person_max; ++i)
        EXPECT_EQ(post("/$redeem-code", "fastlege-jonas", body).status, 404);
    EXPECT_EQ(post("/$redeem-code", "fastlege-jonas", body).status, 429);
}

TEST_F(SharedAssessment, a_mother_shares_for_her_child_and_for_no_other)
{
    const auto response = interview("fever-child", {{"age-years", "2"}, {"sex", "male"}});
    const auto share_for = [&](const std::string& patient) {
        return post("/$share-assessment", "anita",
            parameters({response_part(response), reference("for", patient),
                reference("recipient", "Organization/legevakt-solvik")}));
    };
    EXPECT_EQ(share_for("Patient/maria").status, 404);
    ASSERT_EQ(share_for("Patient/emil").status, 200);
    EXPECT_EQ(only_task("anita").root()["for"]["reference"].text(), "Patient/emil");
}

TEST_F(SharedAssessment, it_is_shared_only_with_those_who_take_assessments)
{
    const auto response = interview("sore-throat", sore_throat_that_passes);
    for (const char* recipient : {"Organization/hjemmetjeneste-solvik", "Organization/none", "Patient/odd"})
        EXPECT_EQ(post("/$share-assessment", "maria",
                      parameters({response_part(response), reference("recipient", recipient)}))
                      .status,
            422);
}

TEST_F(SharedAssessment, the_outcome_is_compared_without_identity)
{
    ASSERT_EQ(share_as_maria().status, 200);
    const std::string id(only_task("sykepleier-kari").root()["id"].text());
    ASSERT_EQ(
        post("/Task/" + id + "/$record-outcome", "sykepleier-kari", parameters({code("level", "urgent")})).status, 200);
    app::Dispatcher dispatcher(house().records(), house().hall());
    EXPECT_TRUE(dispatcher.drain());
    EXPECT_TRUE(dispatcher.drain());

    const auto found = get("/Observation?code=severity-comparison", "operator");
    ASSERT_EQ(found.root()["entry"].size(), 1U) << found.text;
    EXPECT_EQ(found.text.find("maria"), std::string::npos);
    EXPECT_EQ(get("/Observation", "maria").root()["entry"].size(), 0U);
}

TEST_F(SharedAssessment, the_log_tells_nothing_of_anyone)
{
    testing::internal::CaptureStderr();
    log::set_level(log::Level::debug);
    EXPECT_EQ(share_as_maria({text("own-words", "kanari-ord-190723")}).status, 200);
    const std::string id(only_task("sykepleier-kari").root()["id"].text());
    post("/Task/" + id + "/$open", "sykepleier-kari");
    post("/Task/" + id + "/$record-outcome", "sykepleier-kari", parameters({code("level", "kanari-ord-190723")}));
    post("/Patient", "operator", R"({"resourceType":"Patient","name":"kanari-ord-190723"})");
    get("/Patient?birthdate=kanari-ord-190723", "operator");
    get("/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C05919949637", "operator");
    get("/Patient/05919949637", "operator");
    post("/Patient", "operator", R"({"resourceType":"Patient","birthDate":"05919949637","05919949637":1})");
    log::write(log::Level::information, "the end");
    log::set_level(log::Level::information);
    const auto written = testing::internal::GetCapturedStderr();

    EXPECT_NE(written.find("the end"), std::string::npos) << "nothing was caught";
    for (const char* canary : {"kanari-ord", "Lunde", "Maria", "05919949637"})
        EXPECT_EQ(written.find(canary), std::string::npos) << canary;
}

TEST_F(SharedAssessment, every_look_is_written_down)
{
    ASSERT_EQ(share_as_maria().status, 200);
    const std::string assessment(only_task("sykepleier-kari").root()["focus"]["reference"].text());
    ASSERT_EQ(get("/" + assessment, "sykepleier-kari").status, 200);

    const auto rows = *(*house().store().reader())->audit_of_patient("Patient/maria", 100);
    const auto has = [&](const std::string& agent, const std::string& interaction, const std::string& record) {
        return std::ranges::any_of(rows, [&](const store::AuditRow& row) {
            return row.agent == agent && row.interaction == interaction && row.record.starts_with(record);
        });
    };
    EXPECT_TRUE(has("Practitioner/sykepleier-kari", "read", assessment));
    EXPECT_TRUE(has("Practitioner/sykepleier-kari", "search-type", "Task"));
    EXPECT_TRUE(has("Patient/maria via sharing", "create", "Consent"));
}

}  // namespace

}  // namespace helselos::tests
