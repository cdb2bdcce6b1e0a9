// Who was refused stands in the log; who asks learns nothing from it, and whom it would tell of what is hidden,
// neither.
#include "access/small_world.h"

#include "base/limits.h"

namespace helselos::tests {

namespace {

constexpr const char* hidden_from_parents
    = R"(,"meta":{"security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}]})";

class RefusedAttempts : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        observe("puls", "voksen");
        observe("open", "barn");
        observe("skjult", "barn", hidden_from_parents);
    }

    // Rows are written in order: when this one is there, those before it are.
    std::vector<access::AuditRow> refused_of(const std::string& agent)
    {
        std::vector<access::AuditRow> rows;
        EXPECT_TRUE(house().store().write([](store::Transaction&) { return Result<void>(); }));
        store::LogQuery query;
        query.agent = agent;
        query.count = limits::log_page_max;
        const auto log = house().store().reader().value()->audit_search(query).value();
        for (const auto& logged : log.rows)
            if (logged.row.outcome != "0")
                rows.push_back(logged.row);
        return rows;
    }

    access::AuditRow only_refused(const std::string& agent)
    {
        const auto rows = refused_of(agent);
        EXPECT_EQ(rows.size(), 1U) << agent;
        return rows.empty() ? access::AuditRow() : rows.front();
    }
};

TEST_F(RefusedAttempts, what_is_out_of_scope_leaves_a_row_with_the_patient_and_the_rule)
{
    EXPECT_EQ(as("annan", "/Observation/puls").status, 404);
    const auto row = only_refused("Practitioner/annan");
    EXPECT_EQ(row.outcome, "4");
    EXPECT_EQ(row.record, "Observation/puls");
    EXPECT_EQ(row.patient, "Patient/voksen");
    EXPECT_EQ(row.organization, "Organization/legekontor-fjellbygda");
    EXPECT_EQ(row.basis, "out-of-scope");
    EXPECT_EQ(row.interaction, "read");
    EXPECT_EQ(row.role, "LE");
}

TEST_F(RefusedAttempts, each_way_to_one_record_leaves_a_row)
{
    for (const char* way : {"/Observation/puls", "/Observation/puls/_history/1", "/Observation/puls/_history"})
        EXPECT_EQ(as("annan", way).status, 404) << way;
    const char* bundle = R"({"resourceType":"Bundle","type":"transaction","entry":[{"request":
        {"method":"GET","url":"Observation/puls"}}]})";
    EXPECT_EQ(ask(http::Method::post, "/", caller_of_the_matrix("annan"), bundle).status, 404);
    EXPECT_EQ(refused_of("Practitioner/annan").size(), 4U);
}

TEST_F(RefusedAttempts, what_is_kept_from_somebody_says_from_which_tie)
{
    EXPECT_EQ(as("forelder", "/Observation/skjult").status, 404);
    const auto row = only_refused("Patient/forelder");
    EXPECT_EQ(row.basis, "kept-from parent-of-child");
    EXPECT_EQ(row.patient, "Patient/barn");
}

TEST_F(RefusedAttempts, what_never_was_leaves_none_and_is_answered_the_same)
{
    const auto nothing = as("annan", "/Observation/finst-ikkje");
    const auto anothers = as("annan", "/Observation/puls");
    EXPECT_EQ(nothing.status, anothers.status);
    EXPECT_EQ(nothing.text, anothers.text);
    EXPECT_EQ(only_refused("Practitioner/annan").record, "Observation/puls");
}

TEST_F(RefusedAttempts, what_no_rule_allows_leaves_a_row_even_of_nothing)
{
    EXPECT_EQ(as("administrator", "/Observation/puls").status, 403);
    EXPECT_EQ(as("administrator", "/Observation/finst-ikkje").status, 403);
    EXPECT_EQ(as("administrator", "/Observation?code=x").status, 403);
    const auto rows = refused_of("Practitioner/administrator");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[2].record, "Observation/puls");
    EXPECT_EQ(rows[2].patient, "Patient/voksen");
    EXPECT_EQ(rows[2].basis, "no-rule");
    EXPECT_EQ(rows[1].record, "Observation/finst-ikkje");
    EXPECT_EQ(rows[1].patient, "");
    EXPECT_EQ(rows[0].record, "Observation");
    EXPECT_EQ(rows[0].interaction, "search-type");
}

TEST_F(RefusedAttempts, who_may_not_write_and_who_is_not_signed_in_leave_rows)
{
    const auto caller = caller_of_the_matrix("voksen");
    EXPECT_EQ(ask(http::Method::delete_, "/Observation/puls", caller).status, 403);
    EXPECT_EQ(ask(http::Method::post, "/Observation", caller, R"({"resourceType":"Observation"})").status, 403);
    const auto rows = refused_of("Patient/voksen");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].action, "D");
    EXPECT_EQ(rows[1].patient, "Patient/voksen");
    EXPECT_EQ(rows[0].action, "C");
    EXPECT_EQ(as("ingen", "/Observation/puls").status, 401);
    EXPECT_EQ(only_refused("nobody").basis, "not-signed-in");
}

TEST_F(RefusedAttempts, who_asks_for_the_log_of_another_leaves_a_row)
{
    EXPECT_EQ(as("framand", "/AuditEvent?patient=Patient/voksen").root()["entry"].size(), 0U);
    EXPECT_EQ(only_refused("Patient/framand").basis, "log-of-another");
    EXPECT_EQ(as("annan", "/AuditEvent?patient=Patient/voksen").status, 403);
    EXPECT_EQ(only_refused("Practitioner/annan").record, "AuditEvent");
}

TEST_F(RefusedAttempts, the_resident_is_told_that_an_attempt_was_stopped)
{
    EXPECT_EQ(as("annan", "/Observation/puls").status, 404);
    EXPECT_EQ(refused_of("Practitioner/annan").size(), 1U);
    const auto log = as("voksen", "/AuditEvent?patient=Patient/voksen");
    EXPECT_NE(log.text.find("Forsøk på innsyn ble stoppet: lege"), std::string::npos) << log.text;
    EXPECT_NE(log.text.find(R"("outcome":"4")"), std::string::npos);
}

// A parent who asks for what is hidden must not find out by the log of the child that there is something.
TEST_F(RefusedAttempts, the_log_does_not_tell_that_there_is_something_hidden)
{
    const auto page = [&] { return as("forelder", "/AuditEvent?patient=Patient/barn&_count=1"); };
    EXPECT_EQ(as("forelder", "/Observation/open").status, 200);
    const auto before = page();
    ASSERT_EQ(before.root()["entry"].size(), 1U) << before.text;
    EXPECT_EQ(as("forelder", "/Observation/skjult").status, 404);
    EXPECT_EQ(refused_of("Patient/forelder").size(), 1U);
    const auto after = page();
    EXPECT_EQ(after.text.find("skjult"), std::string::npos) << after.text;
    EXPECT_EQ(
        after.root()["entry"].at(0)["resource"]["id"].text(), before.root()["entry"].at(0)["resource"]["id"].text())
        << "no gap where the row is";
}

TEST_F(RefusedAttempts, many_attempts_do_not_fill_the_disk_and_are_counted_at_the_end)
{
    for (std::size_t i = 0; i < limits::refusals_logged_max + 7; ++i)
        EXPECT_EQ(as("annan", "/Observation/puls").status, 404);
    EXPECT_EQ(refused_of("Practitioner/annan").size(), limits::refusals_logged_max);
    open_again();
    const auto rows = refused_of("Practitioner/annan");
    ASSERT_EQ(rows.size(), limits::refusals_logged_max + 1);
    EXPECT_EQ(rows[0].interaction, "refused-more");
    EXPECT_EQ(rows[0].reason, "7 more refused");
}

// A number of a person is typed where it does not belong.
TEST_F(RefusedAttempts, no_national_number_comes_into_the_log)
{
    EXPECT_NE(as("administrator", "/Patient/01818110347").status, 200);
    EXPECT_NE(as("administrator", "/Observation/x-01818110347").status, 200);
    for (const auto& row : refused_of("Practitioner/administrator"))
        EXPECT_EQ(row.record.find("01818110347"), std::string::npos) << row.record;
}

TEST_F(RefusedAttempts, the_log_tells_by_which_tie_this_record_was_seen)
{
    observe("eigen", "forelder");
    EXPECT_EQ(as("forelder", "/Observation/open").status, 200);
    EXPECT_EQ(as("forelder", "/Observation/eigen").status, 200);
    EXPECT_EQ(as("forelder", "/Observation").status, 200);
    const auto basis = [&](const char* patient, const char* interaction) {
        const std::vector<access::AuditRow> rows
            = house().store().reader().value()->audit_of_patient(patient, 50).value();
        for (const auto& row : rows)
            if (row.interaction == interaction && row.agent == "Patient/forelder")
                return row.basis;
        return std::string("no row");
    };
    EXPECT_EQ(basis("Patient/barn", "read"), "parent-of-child");
    EXPECT_EQ(basis("Patient/forelder", "read"), "own-record");
    EXPECT_EQ(basis("Patient/barn", "search-type"), "parent-of-child");
    EXPECT_EQ(basis("Patient/forelder", "search-type"), "own-record");
}

TEST_F(RefusedAttempts, the_log_tells_of_the_app_and_of_what_the_attest_says)
{
    auto caller = caller_of_the_matrix("akutt");
    caller.client = "epj-app";
    access::Attest attest;
    attest.decision = "vedtak-17";
    attest.is_decision_chosen_by_user = true;
    attest.practitioner = "01818110347";
    attest.legal_entity = {"983744516", "urn:oid:2.16.578.1.12.4.1.4.101", "Sjukehuset"};
    attest.point_of_care = {"974589095", "urn:oid:2.16.578.1.12.4.1.4.101", "Legevakta"};
    attest.purpose_details = {"15", "urn:oid:2.16.578.1.12.4.1.1.9151"};
    caller.attest = std::make_shared<const access::Attest>(attest);
    EXPECT_EQ(ask(http::Method::get, "/Observation/puls", caller).status, 200);
    const auto log = as("voksen", "/AuditEvent?patient=Patient/voksen&agent=Practitioner/akutt");
    for (const char* told : {"epj-app", "vedtak-17", "983744516", "974589095", "9151|15", R"("valueString":"user")"})
        EXPECT_NE(log.text.find(told), std::string::npos) << told << log.text;
    EXPECT_EQ(log.text.find("01818110347"), std::string::npos);
}

}  // namespace

}  // namespace helselos::tests
