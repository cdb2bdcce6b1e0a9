// A resident lets somebody act for them, changes it, and ends it; each is in force at once.
#include "journeys/choosing.h"

namespace helselos::tests {

namespace {

class Fullmakt : public Choosing {
protected:
    void SetUp() override
    {
        Choosing::SetUp();
        observe("puls", "odd");
    }

    // Odd lets Maria.
    Answer give(const char* area = "6", const char* number = number_of_maria, const char* name = "Lunde",
        const std::string& giver = "odd")
    {
        return post("/Consent/$give-fullmakt", giver,
            parameters({text("holder-number", number), text("holder-name", name), code("area", area)}));
    }
};

}  // namespace

TEST_F(Fullmakt, is_in_force_from_its_answer_to_its_end)
{
    EXPECT_EQ(reads("maria", "Observation/puls"), 404);
    const auto given = give();
    ASSERT_EQ(given.status, 200) << given.text;
    EXPECT_EQ(given.root()["status"].text(), "active");
    EXPECT_EQ(given.text.find(number_of_maria), std::string::npos);
    EXPECT_EQ(reads("maria", "Observation/puls"), 200);
    const auto ended = post("/Consent/" + id_of(given) + "/$end", "odd");
    ASSERT_EQ(ended.status, 200) << ended.text;
    EXPECT_EQ(ended.root()["status"].text(), "inactive");
    EXPECT_EQ(reads("maria", "Observation/puls"), 404);
}

TEST_F(Fullmakt, who_holds_it_finds_it_and_may_lay_it_down_twice)
{
    const auto given = give("1");
    const auto held = get("/Consent?actor=Patient/maria", "maria");
    ASSERT_EQ(held.root()["entry"].size(), 1U) << held.text;
    const auto path = "/Consent/" + id_of(given) + "/$end";
    EXPECT_EQ(post(path, "maria").status, 200);
    const auto again = post(path, "maria");
    EXPECT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.root()["status"].text(), "inactive");
    EXPECT_EQ(post(path, "odd").status, 200);
}

TEST_F(Fullmakt, to_others_it_is_not_there)
{
    const auto path = "/Consent/" + id_of(give("1"));
    for (const char* person : {"anita", "per", "ida"}) {
        EXPECT_EQ(get(path, person).status, 404) << person;
        EXPECT_EQ(post(path + "/$end", person).status, 404) << person;
        EXPECT_EQ(post(path + "/$change-fullmakt", person, parameters({code("area", "6")})).status, 404) << person;
        EXPECT_EQ(get("/Consent?actor=Patient/maria", person).root()["entry"].size(), 0U) << person;
    }
}

TEST_F(Fullmakt, who_can_hold_none_is_refused_in_one_way)
{
    put(json::object({{"resourceType", "Patient"}, {"id", "skjult"},
        {"meta",
            json::object({{"security",
                json::array({json::object(
                    {{"code", "7"}, {"system", "https://helselos.no/fhir/CodeSystem/address-protection"}})})}})},
        {"identifier",
            json::array({json::object({{"system", "urn:oid:2.16.578.1.12.4.1.4.1"}, {"value", "10816011286"}})})},
        {"name", json::array({json::object({{"family", "Skjult"}})})}, {"birthDate", "1960-01-10"}}));
    const auto unknown = give("6", "21816410042", "Lunde");
    ASSERT_EQ(unknown.status, 422) << unknown.text;
    EXPECT_EQ(give("6", number_of_maria, "Hansen").text, unknown.text);
    EXPECT_EQ(give("6", number_of_ida, "Strand").text, unknown.text);
    EXPECT_EQ(give("6", "10816011286", "Skjult").text, unknown.text);
    EXPECT_EQ(give("6", "30814849917", "Bakken").text, unknown.text) << "nor oneself";
    EXPECT_EQ(give("6", "1", "Bakken").text, unknown.text);
}

TEST_F(Fullmakt, numbers_cannot_be_tried_for_long)
{
    for (std::size_t i = 0; i < limits::fullmakt_tries_per_hour_max; ++i)
        EXPECT_EQ(give("6", number_of_maria, "Hansen").status, 422);
    EXPECT_EQ(give().status, 429);
    EXPECT_EQ(give("6", number_of_maria, "Lunde", "per").status, 200) << "others are not held up";
}

TEST_F(Fullmakt, given_twice_it_is_given_once_and_another_is_a_change)
{
    const auto first = give();
    EXPECT_EQ(id_of(give()), id_of(first));
    EXPECT_EQ(give("1").status, 409);
    EXPECT_EQ(get("/Consent?patient=Patient/odd&status=active", "odd").root()["entry"].size(), 1U);
}

TEST_F(Fullmakt, a_change_ends_the_old_one_and_begins_a_new_one)
{
    const auto first = give();
    const auto path = "/Consent/" + id_of(first) + "/$change-fullmakt";
    const auto body = parameters({code("area", "1"), {"end", "valueDate", "2099-12-31"}});
    const auto changed = post(path, "odd", body);
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_NE(id_of(changed), id_of(first));
    EXPECT_EQ(changed.root()["sourceReference"]["reference"].text(), "Consent/" + id_of(first));
    EXPECT_EQ(changed.root()["provision"]["period"]["end"].text(), "2099-12-31");
    EXPECT_EQ(get("/Consent/" + id_of(first), "odd").root()["status"].text(), "inactive");
    EXPECT_EQ(reads("maria", "Observation/puls"), 404) << "it bears no area";
    EXPECT_EQ(id_of(post(path, "odd", body)), id_of(changed)) << "sent twice, changed once";
    EXPECT_EQ(post(path, "odd", parameters({code("area", "3")})).status, 409);
}

TEST_F(Fullmakt, who_holds_it_cannot_change_it_or_give_it_on)
{
    const auto given = give();
    EXPECT_EQ(
        post("/Consent/" + id_of(given) + "/$change-fullmakt", "maria", parameters({code("area", "3")})).status, 403);
    ASSERT_EQ(give("6", number_of_per, "Strand", "maria").status, 200);
    EXPECT_EQ(reads("per", "Observation/puls"), 404);
    EXPECT_EQ(post("/Consent/$block", "maria",
                  parameters({{"all-personnel", "valueBoolean", true}, refers("for", "Patient/odd")}))
                  .status,
        404);
}

TEST_F(Fullmakt, who_holds_one_does_not_learn_who_else_does)
{
    const auto of_maria = give();
    const auto of_per = give("6", number_of_per, "Strand");
    EXPECT_EQ(get("/Consent/" + id_of(of_maria), "maria").status, 200);
    EXPECT_EQ(get("/Consent/" + id_of(of_per), "maria").status, 404);
    EXPECT_EQ(get("/Consent?patient=Patient/odd", "maria").root()["entry"].size(), 1U);
    EXPECT_EQ(get("/Patient/odd/$who-can-see", "maria").root()["parameter"].size(), 1U);
    EXPECT_EQ(get("/Patient/odd/$who-can-see", "odd").root()["parameter"].size(), 2U);
}

TEST_F(Fullmakt, who_is_under_16_gives_none)
{
    EXPECT_EQ(give("6", number_of_maria, "Lunde", "ida").status, 403);
}

TEST_F(Fullmakt, both_sides_read_of_it_in_their_logs)
{
    const auto given = give();
    for (const char* person : {"odd", "maria"}) {
        const auto log = get(std::string("/AuditEvent?patient=Patient/") + person, person);
        EXPECT_NE(log.text.find("ga en fullmakt"), std::string::npos) << person << log.text;
        EXPECT_NE(log.text.find("Consent/" + id_of(given)), std::string::npos) << person;
    }
}

TEST_F(Fullmakt, what_is_sent_wrongly_is_refused)
{
    const auto status = [&](const std::vector<Part>& parts) {
        return post("/Consent/$give-fullmakt", "odd", parameters(parts)).status;
    };
    const auto number = text("holder-number", number_of_maria);
    const auto name = text("holder-name", "Lunde");
    EXPECT_EQ(status({number, name}), 400);
    EXPECT_EQ(status({number, code("area", "6")}), 400);
    EXPECT_EQ(status({name, code("area", "6")}), 400);
    EXPECT_EQ(status({number, name, code("area", "7")}), 400);
    EXPECT_EQ(status({number, name, code("area", "6"), {"end", "valueDate", "2099"}}), 400);
    EXPECT_EQ(status({number, name, code("area", "6"), {"end", "valueDate", "2020-01-01"}}), 422);
    EXPECT_EQ(status({number, number, name, code("area", "6")}), 400);
    EXPECT_EQ(post("/Consent/$give-fullmakt", "odd").status, 400);
    EXPECT_EQ(post("/Consent/$give-fullmakt", "", parameters({number, name, code("area", "6")})).status, 401);
    EXPECT_EQ(
        post("/Consent/$give-fullmakt", "sykepleier-kari", parameters({number, name, code("area", "6")})).status, 403);
}

TEST_F(Fullmakt, an_app_does_not_choose_for_a_resident)
{
    auto app = caller("odd");
    app.client = "app";
    app.scopes = {{access::SmartScope::Context::patient, "*", true, true, true, true, true}};
    app.launch_patient = "Patient/odd";
    const auto body
        = parameters({text("holder-number", number_of_maria), text("holder-name", "Lunde"), code("area", "6")});
    EXPECT_EQ(ask(http::Method::post, "/Consent/$give-fullmakt", app, body).status, 403);
    EXPECT_EQ(ask(http::Method::get, "/Patient/$may-act-for", app).status, 403);
}

TEST_F(Fullmakt, for_whom_one_may_act_is_told_with_right_area_and_end)
{
    ASSERT_EQ(post("/Consent/$give-fullmakt", "odd",
                  parameters({text("holder-number", number_of_per), text("holder-name", "Per Strand"),
                      code("area", "1"), {"end", "valueDate", "2099-12-31"}}))
                  .status,
        200);
    const auto answer = get("/Patient/$may-act-for", "per");
    ASSERT_EQ(answer.status, 200) << answer.text;
    ASSERT_EQ(answer.root()["parameter"].size(), 3U) << answer.text;
    std::string told;
    for (const auto person : answer.root()["parameter"].elements()) {
        for (const auto part : person["part"].elements())
            told += std::string(part["valueReference"]["reference"].text()) + std::string(part["valueCode"].text())
                + std::string(part["name"].text() == "until" ? part["valueDate"].text() : "") + " ";
        told += "|";
    }
    EXPECT_NE(told.find("Patient/ida  FO 6 2028-03-08 |"), std::string::npos) << told;
    EXPECT_NE(told.find("Patient/gunnvor  FU "), std::string::npos) << told;
    EXPECT_NE(told.find("Patient/odd  FU 1 2099-12-31 |"), std::string::npos) << told;
    EXPECT_EQ(answer.text.find("30814849917"), std::string::npos);
    EXPECT_NE(answer.text.find("Odd Bakken"), std::string::npos);
    EXPECT_FALSE(get("/Patient/$may-act-for", "maria").root()["parameter"].exists());
}

}  // namespace helselos::tests
