// Opened, acted on, forwarded, answered, closed, withdrawn: what personnel do with what was shared, and what the
// resident sees of it.
#include "journeys/sharing.h"

#include <array>
#include <thread>

namespace helselos::tests {

namespace {

class SharingStates : public Sharing {
protected:
    Answer act(const std::string& name, const std::string& id, const std::string& person,
        std::initializer_list<json::Draft> parts = {})
    {
        return post("/Task/" + id + "/$" + name, person, parameters(parts));
    }
};

TEST_F(SharingStates, the_resident_sees_how_far_it_has_come_and_what_was_answered)
{
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    EXPECT_EQ(state_of(get("/Task/" + id, "maria")), "sent");
    EXPECT_EQ(state_of(act("open", id, "sykepleier-kari")), "opened");
    EXPECT_EQ(state_of(act("act", id, "sykepleier-kari", {code("action", "called-back")})), "acted-on");
    const auto answered = act("answer", id, "sykepleier-kari", {text("message", "Kom innom i dag før klokka 15.")});
    ASSERT_EQ(answered.status, 200) << answered.text;
    EXPECT_EQ(state_of(answered), "answered");
    EXPECT_EQ(
        act("answer", id, "sykepleier-kari", {text("message", "Kom innom i dag før klokka 15.")}).text, answered.text);

    const auto messages = get("/Communication?patient=Patient/maria&part-of=Task/" + id, "maria");
    ASSERT_EQ(messages.root()["entry"].size(), 1U) << messages.text;
    EXPECT_EQ(messages.root()["entry"].at(0)["resource"]["payload"].at(0)["contentString"].text(),
        "Kom innom i dag før klokka 15.");
    EXPECT_EQ(get("/Communication?patient=Patient/maria", "odd").root()["entry"].size(), 0U);
    EXPECT_EQ(get("/Communication", "fastlege-jonas").root()["entry"].size(), 0U);

    const auto closed = act("close", id, "sykepleier-kari", {code("reason", "done")});
    EXPECT_EQ(state_of(closed), "closed");
    EXPECT_EQ(closed.root()["status"].text(), "completed");
    EXPECT_EQ(act("close", id, "sykepleier-kari", {code("reason", "done")}).text, closed.text);
    EXPECT_EQ(state_of(get("/Task/" + id, "maria")), "closed");
}

TEST_F(SharingStates, what_is_closed_takes_no_other_act)
{
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    ASSERT_EQ(act("close", id, "sykepleier-kari", {code("reason", "no-need")}).status, 200);
    EXPECT_EQ(act("close", id, "sykepleier-kari", {code("reason", "done")}).status, 409);
    EXPECT_EQ(act("act", id, "sykepleier-kari", {code("action", "called-back")}).status, 409);
    EXPECT_EQ(act("answer", id, "sykepleier-kari", {text("message", "Hei")}).status, 409);
    EXPECT_EQ(
        act("forward", id, "sykepleier-kari", {reference("to", "Organization/legekontor-fjellbygda")}).status, 409);
    EXPECT_EQ(act("record-outcome", id, "sykepleier-kari", {code("level", "urgent")}).status, 409);
}

TEST_F(SharingStates, it_is_forwarded_to_who_is_to_help_and_the_resident_sees_to_whom)
{
    const auto shared = share({text("own-words", "Vondt i halsen")});
    const auto id = task_of("sykepleier-kari");
    EXPECT_EQ(get("/Patient/maria", "fastlege-jonas").status, 404);
    const auto made = act("forward", id, "sykepleier-kari",
        {reference("to", "Organization/legekontor-fjellbygda"), text("note", "Fast pasient hos dere")});
    ASSERT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(state_of(made), "sent");
    EXPECT_EQ(task_of("fastlege-jonas"), made.root()["id"].text());
    EXPECT_EQ(get("/" + std::string(made.root()["focus"]["reference"].text()), "fastlege-jonas").status, 200);
    EXPECT_EQ(get("/Patient/maria", "fastlege-jonas").status, 200);
    EXPECT_NE(made.text.find("Fast pasient hos dere"), std::string::npos);

    const auto old = get("/Task/" + id, "maria");
    EXPECT_EQ(state_of(old), "forwarded");
    EXPECT_EQ(old.root()["output"].at(0)["valueReference"]["reference"].text(), "Organization/legekontor-fjellbygda");
    const auto consent = get("/" + consent_of(shared), "maria");
    EXPECT_EQ(consent.root()["provision"]["actor"].size(), 2U);

    const auto again = act("forward", id, "sykepleier-kari", {reference("to", "Organization/legekontor-fjellbygda")});
    EXPECT_EQ(again.root()["id"].text(), made.root()["id"].text());
    EXPECT_EQ(act("act", id, "sykepleier-kari", {code("action", "called-back")}).status, 409);
    EXPECT_EQ(
        act("act", std::string(made.root()["id"].text()), "sykepleier-kari", {code("action", "other")}).status, 404);
}

TEST_F(SharingStates, it_is_not_forwarded_against_the_residents_will)
{
    ASSERT_EQ(share({json::object({{"name", "may-forward"}, {"valueBoolean", false}})}).status, 200);
    const auto id = task_of("sykepleier-kari");
    EXPECT_EQ(
        act("forward", id, "sykepleier-kari", {reference("to", "Organization/legekontor-fjellbygda")}).status, 422);
    EXPECT_EQ(task_of("fastlege-jonas"), "");
    EXPECT_EQ(state_of(get("/Task/" + id, "maria")), "sent");
}

TEST_F(SharingStates, nobody_who_takes_no_assessments_gets_one)
{
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    for (const char* to :
        {"Organization/hjemmetjeneste-solvik", "Organization/none", "Patient/odd", "Organization/legevakt-solvik"}) {
        const auto refused = act("forward", id, "sykepleier-kari", {reference("to", to)});
        EXPECT_EQ(refused.status, 422) << to;
        EXPECT_NE(refused.text.find("Parameters.parameter.to"), std::string::npos) << to;
    }
}

TEST_F(SharingStates, whom_the_resident_blocked_gets_nothing)
{
    const std::string block = R"({"resourceType":"Consent","status":"active",
        "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"INFA"}]}],
        "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
        "patient":{"reference":"Patient/maria"},"provision":{"type":"deny","actor":[{"role":{"coding":[
        {"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
        "reference":{"reference":"Organization/legekontor-fjellbygda"}}]}})";
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    ASSERT_EQ(post("/Consent", "operator", block).status, 201);

    const auto refused = share({}, "Organization/legekontor-fjellbygda");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.text.find("you have blocked"), std::string::npos) << refused.text;
    const auto forwarded
        = act("forward", id, "sykepleier-kari", {reference("to", "Organization/legekontor-fjellbygda")});
    EXPECT_EQ(forwarded.status, 422);
    EXPECT_EQ(forwarded.text, act("forward", id, "sykepleier-kari", {reference("to", "Organization/none")}).text);

    const auto by_code = share({}, "");
    const std::string shown(interaction::parameter(by_code.root(), "code")["valueString"].text());
    EXPECT_EQ(post("/$redeem-code", "fastlege-jonas", parameters({text("code", shown)})).status, 404);
    EXPECT_EQ(post("/$redeem-code", "sykepleier-kari", parameters({text("code", shown)})).status, 200);
}

TEST_F(SharingStates, a_pressed_button_counts_once_and_who_saw_an_older_task_is_told)
{
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    const auto once = act("act", id, "sykepleier-kari", {code("action", "called-back")});
    EXPECT_EQ(act("act", id, "sykepleier-kari", {code("action", "called-back")}).text, once.text);
    EXPECT_EQ(act("act", id, "sykepleier-kari", {code("action", "advice-given")}).root()["output"].size(), 2U);
    EXPECT_EQ(act("answer", id, "sykepleier-kari", {text("message", "Hei"), text("version", "1")}).status, 412);
    EXPECT_EQ(act("answer", id, "sykepleier-kari", {text("message", "Hei"), text("version", "3")}).status, 200);
}

TEST_F(SharingStates, of_two_who_act_at_once_one_is_first_and_the_other_is_told)
{
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    const auto kari = caller("sykepleier-kari");
    std::array<int, 2> statuses{};
    {
        std::array<std::jthread, 2> both;
        const std::array<const char*, 2> reasons{"done", "not-reached"};
        for (std::size_t i = 0; i < both.size(); ++i)
            both[i] = std::jthread([&, i] {
                statuses[i]
                    = ask(http::Method::post, "/Task/" + id + "/$close", kari, parameters({code("reason", reasons[i])}))
                          .status;
            });
    }
    std::ranges::sort(statuses);
    EXPECT_EQ(statuses, (std::array{200, 409}));
}

TEST_F(SharingStates, after_withdrawal_the_recipient_can_do_nothing_and_the_resident_is_told_what_stays)
{
    const auto untouched = share();
    const auto first = task_of("sykepleier-kari");
    const auto withdrawn = post("/" + consent_of(untouched) + "/$withdraw", "maria");
    EXPECT_NE(withdrawn.text.find("not-opened"), std::string::npos) << withdrawn.text;
    EXPECT_EQ(act("open", first, "sykepleier-kari").status, 404);
    EXPECT_EQ(state_of(get("/Task/" + first, "maria")), "withdrawn");

    const auto shared = share();
    const auto second = task_of("sykepleier-kari");
    ASSERT_EQ(act("act", second, "sykepleier-kari", {code("action", "called-back")}).status, 200);
    const auto told = post("/" + consent_of(shared) + "/$withdraw", "maria");
    EXPECT_NE(told.text.find("blir stående hos dem"), std::string::npos) << told.text;
    EXPECT_EQ(post("/" + consent_of(shared) + "/$withdraw", "maria").text, told.text);
    const auto kept = get("/Task/" + second, "sykepleier-kari");
    EXPECT_EQ(state_of(kept), "withdrawn");
    EXPECT_EQ(get("/" + std::string(kept.root()["focus"]["reference"].text()), "sykepleier-kari").status, 404);
    EXPECT_EQ(act("answer", second, "sykepleier-kari", {text("message", "Hei")}).status, 409);
}

TEST_F(SharingStates, withdrawing_takes_it_back_from_whom_it_was_forwarded_to)
{
    const auto shared = share();
    const auto id = task_of("sykepleier-kari");
    const auto made = act("forward", id, "sykepleier-kari", {reference("to", "Organization/legekontor-fjellbygda")});
    ASSERT_EQ(post("/" + consent_of(shared) + "/$withdraw", "maria").status, 200);
    EXPECT_EQ(get("/Task/" + std::string(made.root()["id"].text()), "fastlege-jonas").status, 404);
    EXPECT_EQ(get("/Patient/maria", "fastlege-jonas").status, 404);
}

TEST_F(SharingStates, what_has_no_name_cannot_be_answered)
{
    const auto shared = post("/$share-assessment", "", parameters({sore_throat()}));
    const std::string shown(interaction::parameter(shared.root(), "code")["valueString"].text());
    const auto task = post("/$redeem-code", "sykepleier-kari", parameters({text("code", shown)}));
    const std::string id(task.root()["id"].text());
    EXPECT_EQ(act("answer", id, "sykepleier-kari", {text("message", "Hei")}).status, 422);
    EXPECT_EQ(state_of(get("/Task/" + id, "sykepleier-kari")), "sent");
}

TEST_F(SharingStates, each_act_leaves_its_row_in_the_residents_log)
{
    ASSERT_EQ(share().status, 200);
    const auto id = task_of("sykepleier-kari");
    ASSERT_EQ(act("answer", id, "sykepleier-kari", {text("message", "Hei")}).status, 200);
    ASSERT_EQ(
        act("forward", id, "sykepleier-kari", {reference("to", "Organization/legekontor-fjellbygda")}).status, 200);
    const auto rows = *(*house().store().reader())->audit_of_patient("Patient/maria", 200);
    for (const char* record : {"Communication/", "Consent/", "Task/"})
        EXPECT_TRUE(std::ranges::any_of(rows, [&](const store::AuditRow& row) {
            return row.agent == "Practitioner/sykepleier-kari via sharing" && row.record.starts_with(record);
        })) << record;
}

}  // namespace

}  // namespace helselos::tests
