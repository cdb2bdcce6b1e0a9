// $meta, $meta-add, $meta-delete and $diff tell and change no more than reading and updating would.
#include "access/small_world.h"

namespace helselos::tests {

namespace {

constexpr const char* labelled = R"(,"meta":{"tag":[{"system":"urn:t","code":"kanari-merke"}],
    "security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}]})";
constexpr const char* hidden_from_parents
    = R"("security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}])";

class AccessActs : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        observe("puls", "voksen", R"(,"meta":{"tag":[{"system":"urn:t","code":"eget-merke"}]})");
        observe("skjult", "barn", labelled);
        put(R"({"resourceType":"ServiceRequest","id":"tilvising","status":"active","intent":"order",
            "subject":{"reference":"Patient/voksen"},"performer":[{"reference":"Organization/legevakt-solvik"}],
            "reasonReference":[{"reference":"Observation/puls"}]})");
    }

    static access::Caller machine(bool may_update = true)
    {
        access::SmartScope scope{access::SmartScope::Context::system, "Observation"};
        scope.create = scope.read = scope.search = true;
        scope.update = may_update;
        access::Caller caller{access::CallerKind::machine, "laboratorium", "Organization/legevakt-solvik", {}, "TREAT"};
        caller.client = "lab 1";
        caller.scopes = {scope};
        return caller;
    }

    std::string made()
    {
        const auto answer = ask(http::Method::post, "/Observation", machine(),
            R"({"resourceType":"Observation","status":"final","code":{"text":"x"},)"
            R"("subject":{"reference":"Patient/voksen"}})");
        EXPECT_EQ(answer.status, 201) << answer.text;
        return std::string(answer.root()["id"].text());
    }

    Answer change(const std::string& id, const std::string& act, const std::string& meta, const access::Caller& caller)
    {
        return ask(http::Method::post, "/Observation/" + id + "/$meta-" + act, caller,
            R"({"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{)" + meta + "}}]}");
    }

    static bool tells(const Answer& answer, const std::string& text)
    {
        return answer.text.find(text) != std::string::npos;
    }
};

constexpr const char* tag = R"("tag":[{"system":"urn:t","code":"ny"}])";

TEST_F(AccessActs, the_tags_of_what_a_caller_may_not_see_are_not_told)
{
    for (const auto* path : {"/Observation/$meta", "/$meta"}) {
        const auto own = as("voksen", path);
        EXPECT_EQ(own.status, 200) << own.text;
        EXPECT_TRUE(tells(own, "eget-merke")) << path;
        EXPECT_FALSE(tells(own, "kanari-merke")) << path;
        EXPECT_FALSE(tells(as("forelder", path), "kanari-merke")) << path;
        EXPECT_FALSE(tells(as("analytikar", path), "eget-merke")) << path;
    }
}

TEST_F(AccessActs, a_machine_labels_what_its_organisation_made_and_nothing_else)
{
    const auto id = made();
    const auto own = change(id, "add", tag, machine());
    EXPECT_EQ(own.status, 200) << own.text;
    EXPECT_TRUE(tells(own, R"("versionId":"2")")) << own.text;
    EXPECT_EQ(change(made(), "add", tag, machine(false)).status, 403);
    EXPECT_EQ(change("puls", "add", tag, machine()).status, 403);
}

TEST_F(AccessActs, what_is_closed_to_the_caller_no_act_opens_or_tells_of)
{
    for (const auto* act : {"add", "delete"}) {
        const auto hidden = change("skjult", act, hidden_from_parents, machine());
        const auto none = change("ingen-slik", act, hidden_from_parents, machine());
        EXPECT_EQ(hidden.status, 404) << hidden.text;
        EXPECT_EQ(hidden.text, none.text);
        EXPECT_EQ(change("skjult", act, hidden_from_parents, caller_of_the_matrix("forelder")).status, 403);
        EXPECT_EQ(change("skjult", act, hidden_from_parents, caller_of_the_matrix("barn")).status, 403);
    }
    EXPECT_EQ(as("forelder", "/Observation/skjult").status, 404);
    EXPECT_EQ(as("operator", "/Observation/skjult").root()["meta"]["versionId"].text(), "1");
}

TEST_F(AccessActs, the_difference_of_versions_out_of_scope_is_as_if_there_were_none)
{
    const auto hidden = as("forelder", "/Observation/skjult/$diff?from=1&to=1");
    const auto none = as("forelder", "/Observation/ingen-slik/$diff?from=1&to=1");
    EXPECT_EQ(hidden.status, 404);
    EXPECT_EQ(hidden.text, none.text);
    const auto beside = as("forelder", "/$diff?from=Observation/skjult&to=Observation/skjult");
    EXPECT_EQ(beside.status, 404);
    EXPECT_EQ(beside.text, none.text);
    EXPECT_EQ(as("voksen", "/Observation/puls/$diff?from=1&to=1").status, 200);
}

}  // namespace

}  // namespace helselos::tests
