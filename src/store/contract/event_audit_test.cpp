#include "store/contract/contract.h"

#include <algorithm>
#include <atomic>

namespace helselos::store {

TEST_P(Contract, each_change_is_one_event_in_the_order_of_commit)
{
    create("Patient", "a");
    update("Patient", "a");
    create("Person", "b");
    remove("Patient", "a");
    const auto events = reader()->waiting_events(10).value();
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(events[0].happened, event::Happened::created);
    EXPECT_EQ(events[1].happened, event::Happened::updated);
    EXPECT_EQ(events[2].type, "Person");
    EXPECT_EQ(events[2].id, "b");
    EXPECT_EQ(events[3].happened, event::Happened::deleted);
    EXPECT_EQ(events[3].version, 3U);
    EXPECT_EQ(events[3].at, clock().now());
    for (std::size_t i = 1; i < events.size(); ++i)
        EXPECT_LT(events[i - 1].sequence, events[i].sequence);
    EXPECT_EQ(reader()->waiting_events(2).value().size(), 2U);
}

TEST_P(Contract, an_event_waits_until_it_is_marked_handled_together_with_its_effects)
{
    create("Patient", "a");
    const auto sequence = reader()->waiting_events(10).value().at(0).sequence;
    const auto handle = [&](bool fails) {
        return store().write([&, fails](Transaction& transaction) -> Result<void> {
            TRY(transaction.mark_handled(sequence));
            TRY(transaction.put(change(Act::create, "Task", "t")));
            if (fails)
                return Error{Kind::fault, "no"};
            return {};
        });
    };
    EXPECT_FALSE(handle(true));
    EXPECT_EQ(reader()->waiting_events(10).value().at(0).sequence, sequence);
    EXPECT_TRUE(handle(false));
    const auto waiting = reader()->waiting_events(10).value();
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].type, "Task");
    EXPECT_EQ(store().figures().waiting_events, 1U);
}

TEST_P(Contract, marking_twice_or_what_never_was_changes_nothing)
{
    create("Patient", "a");
    const auto sequence = reader()->waiting_events(10).value().at(0).sequence;
    for (const auto each : {sequence, sequence, sequence + 100})
        EXPECT_TRUE(store().write([&](Transaction& transaction) { return transaction.mark_handled(each); }));
    EXPECT_EQ(store().figures().waiting_events, 0U);
}

TEST_P(Contract, a_sequence_is_never_given_twice)
{
    create("Patient", "a");
    const auto first = reader()->waiting_events(10).value().at(0).sequence;
    ASSERT_TRUE(store().write([&](Transaction& transaction) { return transaction.mark_handled(first); }));
    reopen();
    create("Patient", "b");
    EXPECT_GT(reader()->waiting_events(10).value().at(0).sequence, first);
}

TEST_P(Contract, the_listener_is_called_after_a_commit_with_events)
{
    std::atomic<int> calls = 0;
    store().on_events([&] { ++calls; });
    create("Patient", "a");
    EXPECT_FALSE(put(change(Act::create, "Patient", "a")));
    ASSERT_TRUE(store().write([&](Transaction& transaction) { return transaction.audit({.agent = "x"}); }));
    reopen();
    EXPECT_EQ(calls, 1);
}

namespace {

AuditRow audited(std::string patient, std::string agent = "Practitioner/12")
{
    AuditRow row{{}, std::move(agent), "Organization/7", "R", "read", "Patient/3", std::move(patient), "TREAT", "0"};
    row.role = "LE";
    row.basis = "emergency";
    row.reason = "Bevisstløs ved ankomst.";
    row.decision = "vedtak-1";
    row.network_request = "d7a1";
    row.app = "sykehus-app";
    row.decided_by = "user";
    row.legal_entity = "urn:oid:2.16.578.1.12.4.1.4.101|983744516";
    row.point_of_care = "urn:oid:2.16.578.1.12.4.1.4.101|974589095";
    row.purpose_details = "urn:oid:2.16.578.1.12.4.1.1.9151|15";
    return row;
}

std::vector<std::string> records(const Log& log)
{
    std::vector<std::string> all;
    for (const auto& logged : log.rows)
        all.push_back(logged.row.record);
    return all;
}

}  // namespace

TEST_P(Contract, audit_rows_come_back_whole_newest_first_for_one_patient)
{
    auto row = audited("Patient/3");
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.audit(row));
        TRY(transaction.audit(audited("Patient/4")));
        TRY(transaction.audit(audited("")));
        auto later = row;
        later.action = "U";
        return transaction.audit(later);
    }));
    const auto rows = reader()->audit_of_patient("Patient/3", 10).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].action, "U");
    row.at = clock().now();
    EXPECT_EQ(rows[1], row) << "the store says when";
    EXPECT_EQ(reader()->audit_of_patient("Patient/3", 1).value().size(), 1U);
    EXPECT_TRUE(reader()->audit_of_patient("", 10).value().empty());
}

TEST_P(Contract, the_log_is_searched_by_patient_agent_organisation_action_and_time)
{
    const auto write = [&](const std::string& record, const std::function<void(AuditRow&)>& change) {
        auto row = audited("Patient/3");
        row.record = record;
        change(row);
        ASSERT_TRUE(store().write([&](Transaction& transaction) { return transaction.audit(row); }));
        clock().advance(std::chrono::hours{1});
    };
    const auto start = clock().now();
    write("a", [](AuditRow&) {});
    write("b", [](AuditRow& row) { row.patient = "Patient/4"; });
    write("c", [](AuditRow& row) { row.agent = "Practitioner/12 via sharing"; });
    write("d", [](AuditRow& row) { row.agent = "Practitioner/120"; });
    write("e", [](AuditRow& row) { row.organization = "Organization/8"; });
    write("f", [](AuditRow& row) { row.action = "U"; });
    write("g", [](AuditRow& row) { row.patient = ""; });
    const auto search = [&](LogQuery query) {
        query.count = 100;
        return records(reader()->audit_search(query).value());
    };
    LogQuery query;
    EXPECT_EQ(search(query), (Ids{"g", "f", "e", "d", "c", "b", "a"}));
    query.patients = {"Patient/4", "Patient/3"};
    EXPECT_EQ(search(query), (Ids{"f", "e", "d", "c", "b", "a"}));
    query.patients = {"Patient/3"};
    query.agent = "Practitioner/12";
    EXPECT_EQ(search(query), (Ids{"f", "e", "c", "a"}));
    query.organization = "Organization/7";
    EXPECT_EQ(search(query), (Ids{"f", "c", "a"}));
    query.action = "R";
    EXPECT_EQ(search(query), (Ids{"c", "a"}));
    query.action = "never used";
    EXPECT_EQ(search(query), Ids{});
    LogQuery timed;
    timed.from = start + std::chrono::hours{2};
    EXPECT_EQ(search(timed), (Ids{"g", "f", "e", "d", "c"}));
    timed.before = start + std::chrono::hours{4};
    EXPECT_EQ(search(timed), (Ids{"d", "c"}));
    timed.patients = {"Patient/3"};
    timed.before = start + std::chrono::hours{3};
    EXPECT_EQ(search(timed), (Ids{"c"}));
}

TEST_P(Contract, the_log_is_paged_without_gaps_or_doubles)
{
    for (int i = 0; i < 25; ++i)
        ASSERT_TRUE(store().write([&](Transaction& transaction) {
            return transaction.audit(audited(i % 2 == 0 ? "Patient/3" : "Patient/4"));
        }));
    LogQuery query;
    query.patients = {"Patient/3", "Patient/4"};
    query.count = 7;
    std::vector<std::uint64_t> numbers;
    do {
        const auto log = reader()->audit_search(query).value();
        for (const auto& logged : log.rows)
            numbers.push_back(logged.number);
        query.cursor = log.next;
        // What is written meanwhile comes before the first page.
        ASSERT_TRUE(store().write([&](Transaction& transaction) { return transaction.audit(audited("Patient/3")); }));
    } while (!query.cursor.empty());
    ASSERT_EQ(numbers.size(), 25U);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        EXPECT_EQ(numbers[i], 25 - i);

    query.cursor = "anything";
    EXPECT_EQ(reader()->audit_search(query).error().kind, Kind::invalid);
    query.cursor = "";
    const auto cursor = reader()->audit_search(query).value().next;
    query.cursor = cursor;
    query.patients = {"Patient/4"};
    EXPECT_EQ(reader()->audit_search(query).error().kind, Kind::invalid) << "a cursor of another question";
}

TEST_P(Contract, a_logged_row_is_found_by_an_id_that_stays)
{
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.audit(audited("Patient/3")));
        return transaction.audit(audited("Patient/4"));
    }));
    LogQuery query;
    query.count = 10;
    const auto log = reader()->audit_search(query).value();
    ASSERT_EQ(log.rows.size(), 2U);
    EXPECT_NE(log.rows[0].id, log.rows[1].id);
    reopen();
    const auto found = reader()->audit_row(log.rows[1].id).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->row, log.rows[1].row);
    EXPECT_EQ(found->number, 1U);
    EXPECT_EQ(found->id, log.rows[1].id);
    for (const std::string& id : {std::string(), std::string("1"), std::string(32, '0'), std::string(32, 'x'),
             log.rows[0].id.substr(0, 31) + "g"})
        EXPECT_FALSE(reader()->audit_row(id).value().has_value()) << id;
}

TEST_P(Contract, a_reason_that_is_too_long_fails_its_act)
{
    const auto write = [&](std::size_t length) {
        return store().write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.put(change(Act::create, "Patient", std::to_string(length))));
            auto row = audited("Patient/3");
            row.reason = std::string(length, 'x');
            return transaction.audit(row);
        });
    };
    EXPECT_TRUE(write(limits::log_text_bytes_max));
    EXPECT_EQ(write(limits::log_text_bytes_max + 1).error().kind, Kind::invalid);
    EXPECT_FALSE(reader()->read({"Patient", std::to_string(limits::log_text_bytes_max + 1)}).value().has_value());
    EXPECT_EQ(reader()->audit_of_patient("Patient/3", 10).value().size(), 1U);
}

TEST_P(Contract, the_patients_of_a_record_are_those_whose_compartments_it_is_in)
{
    create("Observation", "a", {}, {"Patient/3", "Patient/4", "Organization/7"});
    create("Observation", "b");
    auto patients = reader()->patients_of({"Observation", "a"}).value();
    std::ranges::sort(patients);
    EXPECT_EQ(patients, (Ids{"Patient/3", "Patient/4"}));
    EXPECT_EQ(reader()->patients_of({"Observation", "b"}).value(), Ids{});
    EXPECT_EQ(reader()->patients_of({"Observation", "never"}).value(), Ids{});
    update("Observation", "a", {}, {"Patient/5"});
    EXPECT_EQ(reader()->patients_of({"Observation", "a"}).value(), Ids{"Patient/5"});
    remove("Observation", "a");
    EXPECT_EQ(reader()->patients_of({"Observation", "a"}).value(), Ids{"Patient/5"}) << "those it had last";
}

}  // namespace helselos::store
