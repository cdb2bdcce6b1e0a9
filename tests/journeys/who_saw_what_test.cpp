// Whoever looks at a record stands in the log, and the resident reads it: theirs, and nobody else's.
#include "journeys/house_in_a_box.h"

#include "fhir/validation/validate.h"

#include <set>

namespace helselos::tests {

namespace {

class WhoSawWhat : public HouseInABox {
protected:
    void SetUp() override
    {
        HouseInABox::SetUp();
        put("Observation", "sett-maria", "Patient/maria");
        put("Observation", "sett-emil", "Patient/emil");
        ASSERT_EQ(get("/Observation/sett-maria", "maria").status, 200);
        ASSERT_EQ(get("/Observation/sett-emil", "anita").status, 200);
    }

    void put(const std::string& type, const std::string& id, const std::string& subject)
    {
        const auto body = json::to_text(json::object({{"resourceType", type}, {"id", id}, {"status", "final"},
            {"code", json::object({{"text", "kanari-190723"}})}, {"subject", json::object({{"reference", subject}})}}));
        ASSERT_EQ(ask(http::Method::put, "/" + type + "/" + id, "operator", body).status, 201);
    }

    static json::Value first(const Answer& answer) { return answer.root()["entry"].at(0)["resource"]; }

    static bool tells_of(const Answer& answer, const std::string& record)
    {
        return answer.text.find("\"reference\":\"" + record) != std::string::npos;
    }
};

}  // namespace

TEST_F(WhoSawWhat, a_resident_reads_their_own_log_in_words)
{
    const auto log = get("/AuditEvent?patient=Patient/maria&action=R", "maria");
    ASSERT_EQ(log.status, 200) << log.text;
    ASSERT_TRUE(tells_of(log, "Observation/sett-maria")) << log.text;
    EXPECT_FALSE(tells_of(log, "Observation/sett-emil"));
    EXPECT_EQ(log.text.find("kanari"), std::string::npos) << "never the content";
    json::Value read;
    for (const auto entry : log.root()["entry"].elements())
        if (entry["resource"]["entity"].at(1)["what"]["reference"].text() == "Observation/sett-maria")
            read = entry["resource"];
    ASSERT_TRUE(read.exists()) << log.text;
    EXPECT_EQ(read["resourceType"].text(), "AuditEvent");
    EXPECT_EQ(read["action"].text(), "R");
    EXPECT_EQ(read["outcome"].text(), "0");
    EXPECT_EQ(read["subtype"].at(0)["code"].text(), "read");
    EXPECT_EQ(read["agent"].at(0)["who"]["reference"].text(), "Patient/maria");
    EXPECT_EQ(read["agent"].at(0)["name"].text(), "Du");
    EXPECT_EQ(read["entity"].at(0)["what"]["reference"].text(), "Patient/maria");
    EXPECT_NE(read["text"]["div"].text().find("leste målinger og observasjoner"), std::string::npos) << log.text;
}

TEST_F(WhoSawWhat, what_is_told_is_a_valid_audit_event)
{
    const auto log = get("/AuditEvent", "operator");
    ASSERT_GT(log.root()["entry"].size(), 1U);
    for (const auto entry : log.root()["entry"].elements()) {
        const auto issues = house().validator().validate(entry["resource"], fhir::validation::options_of_write());
        EXPECT_FALSE(has_error(issues)) << json::to_text(entry["resource"]) << issues.at(0).text;
    }
}

TEST_F(WhoSawWhat, a_parent_reads_the_log_of_their_child_and_nobody_elses)
{
    const auto log = get("/AuditEvent?patient=emil", "anita");
    ASSERT_EQ(log.status, 200) << log.text;
    EXPECT_TRUE(tells_of(log, "Observation/sett-emil"));
    const auto others = get("/AuditEvent?patient=Patient/maria", "anita");
    EXPECT_EQ(others.status, 200);
    EXPECT_EQ(others.root()["entry"].size(), 0U) << others.text;
}

TEST_F(WhoSawWhat, one_entry_is_read_by_its_id_by_whom_it_is_about)
{
    const auto log = get("/AuditEvent?patient=Patient/maria", "maria");
    const std::string id(first(log)["id"].text());
    const auto entry = get("/AuditEvent/" + id, "maria");
    ASSERT_EQ(entry.status, 200) << entry.text;
    EXPECT_EQ(entry.root()["id"].text(), id);
    EXPECT_EQ(get("/AuditEvent/" + id + "/_history/1", "maria").status, 200);
    EXPECT_EQ(get("/AuditEvent/" + id, "odd").status, 404);
    EXPECT_EQ(get("/AuditEvent/1", "maria").status, 404);
}

TEST_F(WhoSawWhat, others_do_not_read_the_log)
{
    EXPECT_EQ(get("/AuditEvent?patient=Patient/maria", "").status, 401);
    EXPECT_EQ(get("/AuditEvent?patient=Patient/maria", "sykepleier-kari").status, 403);
    EXPECT_EQ(get("/AuditEvent/1", "sykepleier-kari").status, 403);
    EXPECT_EQ(get("/AuditEvent/1", "").status, 401);
}

TEST_F(WhoSawWhat, the_log_is_searched_by_agent_action_and_date)
{
    const auto count = [&](const std::string& query) {
        const auto log = get("/AuditEvent?" + query, "operator");
        EXPECT_EQ(log.status, 200) << log.text;
        return log.root()["entry"].size();
    };
    EXPECT_GT(count("agent=Patient/maria"), 0U);
    EXPECT_EQ(count("agent=Patient/nobody"), 0U);
    EXPECT_GT(count("agent=Patient/maria&action=R"), 0U);
    EXPECT_EQ(count("agent=Patient/maria&action=D"), 0U);
    EXPECT_GT(count("date=ge2026-01-01"), 0U);
    EXPECT_EQ(count("date=lt2020-01-01"), 0U);
    EXPECT_EQ(count("date=gt2020-01-01&date=lt2020-01-02"), 0U);
}

TEST_F(WhoSawWhat, the_log_is_read_page_by_page)
{
    for (int i = 0; i < 5; ++i)
        ASSERT_EQ(get("/Observation/sett-maria", "maria").status, 200);
    std::string at = "/AuditEvent?agent=Patient/maria&_count=2";
    std::set<std::string> ids;
    std::size_t entries = 0;
    while (!at.empty()) {
        const auto page = get(at, "operator");
        ASSERT_EQ(page.status, 200) << page.text;
        EXPECT_LE(page.root()["entry"].size(), 2U);
        for (const auto entry : page.root()["entry"].elements()) {
            ids.emplace(entry["resource"]["id"].text());
            ++entries;
        }
        at.clear();
        for (const auto link : page.root()["link"].elements())
            if (link["relation"].text() == "next")
                at = link["url"].text().substr(std::string_view("http://test/fhir").size());
    }
    EXPECT_GE(entries, 6U);
    EXPECT_EQ(ids.size(), entries);
}

TEST_F(WhoSawWhat, what_the_log_cannot_answer_is_refused)
{
    for (const char* target : {"/AuditEvent?site=x", "/AuditEvent?_sort=date", "/AuditEvent?patient:missing=true",
             "/AuditEvent?date=ne2026-01-01", "/AuditEvent?date=yesterday", "/AuditEvent?_count=many",
             "/AuditEvent?patient=", "/AuditEvent/_history", "/Patient?_has:AuditEvent:patient:action=R",
             "/?_type=AuditEvent,Observation", "/Practitioner/x/AuditEvent"})
        EXPECT_EQ(get(target, "operator").status, 400) << target;
}

TEST_F(WhoSawWhat, nobody_writes_an_audit_event)
{
    const std::string body
        = R"({"resourceType":"AuditEvent","id":"x","type":{"code":"rest"},"recorded":)"
          R"("2026-11-22T10:00:00Z","agent":[{"requestor":true}],"source":{"observer":{"display":"x"}}})";
    EXPECT_EQ(ask(http::Method::put, "/AuditEvent/x", "operator", body).status, 400);
    EXPECT_EQ(post("/AuditEvent", "operator", body).status, 400);
    EXPECT_EQ(ask(http::Method::delete_, "/AuditEvent/x", "operator").status, 400);
    EXPECT_EQ(ask(http::Method::put, "/AuditEvent/x", "maria", body).status, 403);
}

TEST_F(WhoSawWhat, reading_the_log_is_in_the_log)
{
    ASSERT_EQ(get("/AuditEvent?patient=Patient/maria", "maria").status, 200);
    const auto log = get("/AuditEvent?agent=Patient/maria", "operator");
    EXPECT_EQ(first(log)["entity"].at(0)["what"]["type"].text(), "AuditEvent") << log.text;
}

}  // namespace helselos::tests
