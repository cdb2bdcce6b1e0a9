// Another system writes what its own organisation made, about patients the organisation may see, within its scopes.
#include "access/small_world.h"

namespace helselos::tests {

namespace {

using access::SmartScope;

class WritingMachines : public SmallWorld {
protected:
    // The legevakt has a referral for one adult, and nothing to do with the other.
    void SetUp() override
    {
        SmallWorld::SetUp();
        refer("voksen");
    }

    void refer(const std::string& patient, const std::string& status = "active")
    {
        put(R"({"resourceType":"ServiceRequest","id":"tilvising-)" + patient + R"(","status":")" + status
            + R"(","intent":"order","subject":{"reference":"Patient/)" + patient
            + R"("},"performer":[{"reference":"Organization/legevakt-solvik"}]})");
    }

    static access::Caller machine(const char* type = "Observation", const char* may = "cruds",
        const char* restriction = "", const char* organization = "legevakt-solvik")
    {
        SmartScope scope{SmartScope::Context::system, type};
        const std::string_view letters(may);
        scope.create = letters.find('c') != std::string_view::npos;
        scope.read = letters.find('r') != std::string_view::npos;
        scope.update = letters.find('u') != std::string_view::npos;
        scope.remove = letters.find('d') != std::string_view::npos;
        scope.search = letters.find('s') != std::string_view::npos;
        scope.restriction = restriction;
        access::Caller caller{
            access::CallerKind::machine, "laboratorium", std::string("Organization/") + organization, {}, "TREAT"};
        caller.client = "lab 1";
        caller.scopes = {scope};
        return caller;
    }

    static std::string observation(const std::string& patient, const std::string& more = "")
    {
        return R"({"resourceType":"Observation","status":"final","code":{"text":"kanari"},
            "subject":{"reference":"Patient/)"
            + patient + R"("})" + more + "}";
    }

    static std::string with_id(const std::string& id, const std::string& body)
    {
        return R"({"id":")" + id + R"(",)" + body.substr(1);
    }

    Answer create(const std::string& body, const access::Caller& caller, const std::string& type = "Observation")
    {
        return ask(http::Method::post, "/" + type, caller, body);
    }

    std::string made()
    {
        const auto answer = create(observation("voksen"), machine());
        EXPECT_EQ(answer.status, 201) << answer.text;
        return std::string(answer.root()["id"].text());
    }

    int update(const std::string& id, const std::string& body, const access::Caller& caller)
    {
        return ask(http::Method::put, "/Observation/" + id, caller, with_id(id, body)).status;
    }
    int remove(const std::string& id, const access::Caller& caller)
    {
        return ask(http::Method::delete_, "/Observation/" + id, caller).status;
    }
    std::string count(const char* type = "Observation") { return total("operator", std::string("/") + type); }
};

TEST_F(WritingMachines, what_it_writes_is_its_organisations_and_says_from_where_it_came)
{
    const auto answer = create(observation("voksen", R"(,"meta":{"source":"urn:apparat:7"})"), machine());
    ASSERT_EQ(answer.status, 201) << answer.text;
    EXPECT_EQ(answer.root()["meta"]["source"].text(), "Organization/legevakt-solvik#lab%201;urn:apparat:7");
    const auto at = "/Observation/" + std::string(answer.root()["id"].text());
    EXPECT_EQ(as("voksen", at).status, 200);
    EXPECT_EQ(as("sjukepleiar", at).status, 200) << "those who work there";
    EXPECT_EQ(as("annan", at).status, 404);
    const auto rows = house().store().reader().value()->audit_of_patient("Patient/voksen", 20).value();
    const auto row = std::ranges::find(rows, std::string("C"), &access::AuditRow::action);
    ASSERT_NE(row, rows.end());
    EXPECT_EQ(row->basis, "made-by-own-organisation");
    EXPECT_EQ(row->agent, "laboratorium");
}

TEST_F(WritingMachines, it_changes_and_removes_its_own)
{
    const auto id = made();
    EXPECT_EQ(update(id, observation("voksen", R"(,"note":[{"text":"x"}])"), machine()), 200);
    EXPECT_EQ(
        as("operator", "/Observation/" + id).root()["meta"]["source"].text(), "Organization/legevakt-solvik#lab%201");
    EXPECT_EQ(remove(id, machine()), 204);
    EXPECT_EQ(as("operator", "/Observation/" + id).status, 410);
}

TEST_F(WritingMachines, each_scope_allows_its_own_deed)
{
    const auto id = made();
    EXPECT_EQ(create(observation("voksen"), machine("Observation", "ruds")).status, 403);
    EXPECT_EQ(update(id, observation("voksen"), machine("Observation", "crds")), 403);
    EXPECT_EQ(remove(id, machine("Observation", "crus")), 403);
    EXPECT_EQ(create(observation("voksen"), machine("Condition")).status, 403);
    EXPECT_EQ(create(observation("voksen"), machine("Observation", "c")).status, 201);
    EXPECT_EQ(update(id, observation("voksen"), machine("Observation", "u")), 200);
    EXPECT_EQ(remove(id, machine("Observation", "d")), 204);
}

TEST_F(WritingMachines, a_restriction_holds_for_what_was_and_for_what_comes)
{
    const auto laboratory = machine("Observation", "cud", "status=final");
    EXPECT_EQ(create(observation("voksen"), laboratory).status, 201);
    auto preliminary = observation("voksen");
    preliminary.replace(preliminary.find("final"), 5, "preliminary");
    EXPECT_EQ(create(preliminary, laboratory).status, 403);
    const auto id = made();
    EXPECT_EQ(update(id, preliminary, laboratory), 403);
    EXPECT_EQ(update(id, preliminary, machine()), 200);
    EXPECT_EQ(update(id, observation("voksen"), laboratory), 403);
    EXPECT_EQ(remove(id, laboratory), 403);
    EXPECT_EQ(count(), "2");
}

TEST_F(WritingMachines, patients_it_has_nothing_to_do_with_are_as_if_they_were_not)
{
    const auto stranger = create(observation("framand"), machine());
    const auto nobody = create(observation("finst-ikkje"), machine());
    EXPECT_EQ(stranger.status, 422) << stranger.text;
    EXPECT_EQ(nobody.status, 422);
    EXPECT_EQ(stranger.text, nobody.text);
    EXPECT_EQ(create(observation("sperrande"), machine()).status, 422) << "who denied the organisation";
    EXPECT_EQ(create(observation("voksen"), machine("Observation", "c", "", "legekontor-fjellbygda")).status, 422);
    EXPECT_EQ(count(), "0");
}

// The tie that let it write is over: what it wrote stays, and it writes no more.
TEST_F(WritingMachines, a_tie_that_is_over_lets_nothing_be_written)
{
    const auto id = made();
    refer("voksen", "revoked");
    EXPECT_EQ(create(observation("voksen"), machine()).status, 422);
    EXPECT_EQ(update(id, observation("voksen"), machine()), 422);
    EXPECT_EQ(as("maskin", "/Observation/" + id).status, 200);
}

TEST_F(WritingMachines, what_it_may_not_see_is_not_named_moved_or_changed)
{
    observe("anna", "framand");
    EXPECT_EQ(
        create(observation("voksen", R"(,"hasMember":[{"reference":"Observation/anna"}])"), machine()).status, 422);
    EXPECT_EQ(
        create(observation("voksen", R"(,"hasMember":[{"reference":"Observation/finst-ikkje"}])"), machine()).status,
        422);
    const auto id = made();
    EXPECT_EQ(update(id, observation("framand"), machine()), 422);
    const auto hidden = update("anna", observation("voksen"), machine());
    EXPECT_EQ(hidden, 404);
    EXPECT_EQ(hidden, update("finst-ikkje", observation("voksen"), machine())) << "and chooses no ids";
    EXPECT_EQ(remove("anna", machine()), remove("finst-ikkje", machine()));
    EXPECT_EQ(as("operator", "/Observation/anna").root()["meta"]["versionId"].text(), "1");
}

TEST_F(WritingMachines, what_others_made_it_does_not_change)
{
    observe("delt", "voksen");
    put(R"({"resourceType":"ServiceRequest","id":"med","status":"active","intent":"order",
        "subject":{"reference":"Patient/voksen"},"performer":[{"reference":"Organization/legevakt-solvik"}],
        "reasonReference":[{"reference":"Observation/delt"}]})");
    EXPECT_EQ(as("maskin", "/Observation/delt").status, 200);
    EXPECT_EQ(update("delt", observation("voksen"), machine()), 403);
    EXPECT_EQ(remove("delt", machine()), 403);
    auto other = machine();
    other.organization = "Organization/legekontor-fjellbygda";
    EXPECT_EQ(update(made(), observation("voksen"), other), 404);
}

TEST_F(WritingMachines, nothing_that_says_who_may_see_and_nothing_the_house_makes_itself)
{
    for (const char* type :
        {"Consent", "Task", "Appointment", "ServiceRequest", "EpisodeOfCare", "CareTeam", "Schedule", "Provenance",
            "Patient", "RelatedPerson", "RiskAssessment", "AuditEvent", "Organization", "Questionnaire"}) {
        auto caller = machine("*");
        const auto answer = create(std::string(R"({"resourceType":")") + type + "\"}", caller, type);
        EXPECT_EQ(answer.status, 403) << type << answer.text;
    }
}

TEST_F(WritingMachines, in_a_transaction_what_is_put_may_refer_to_each_other)
{
    const auto bundle = [&](const char* patient) {
        return R"({"resourceType":"Bundle","type":"transaction","entry":[
            {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":)"
            + observation(patient, R"(,"hasMember":[{"reference":"urn:uuid:00000000-0000-4000-8000-000000000002"}])")
            + R"(,"request":{"method":"POST","url":"Observation"}},
            {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","resource":)"
            + observation("voksen") + R"(,"request":{"method":"POST","url":"Observation"}}]})";
    };
    EXPECT_EQ(ask(http::Method::post, "/", machine(), bundle("voksen")).status, 200);
    EXPECT_EQ(count(), "2");
    EXPECT_EQ(ask(http::Method::post, "/", machine(), bundle("framand")).status, 422);
    EXPECT_EQ(count(), "2") << "all of it or nothing";
}

TEST_F(WritingMachines, an_app_of_a_person_writes_nothing_by_hand)
{
    for (const char* person : {"voksen", "sjukepleiar"}) {
        auto caller = caller_of_the_matrix(person);
        caller.scopes = machine().scopes;
        caller.scopes[0].context = SmartScope::Context::user;
        EXPECT_EQ(create(observation("voksen"), caller).status, 403) << person;
    }
}

}  // namespace

}  // namespace helselos::tests
