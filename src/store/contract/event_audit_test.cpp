#include "store/contract/contract.h"

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

TEST_P(Contract, audit_rows_come_back_whole_newest_first_for_one_patient)
{
    const auto at = clock().now();
    AuditRow row{at, "Practitioner/12", "Organization/7", "R", "read", "Patient/3", "Patient/3", "TREAT", "0"};
    ASSERT_TRUE(store().write([&](Transaction& transaction) -> Result<void> {
        TRY(transaction.audit(row));
        auto other = row;
        other.patient = "Patient/4";
        TRY(transaction.audit(other));
        auto nobody = row;
        nobody.patient = "";
        TRY(transaction.audit(nobody));
        auto later = row;
        later.action = "U";
        return transaction.audit(later);
    }));
    const auto rows = reader()->audit_of_patient("Patient/3", 10).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].action, "U");
    EXPECT_EQ(rows[1].at, at);
    EXPECT_EQ(rows[1].agent, "Practitioner/12");
    EXPECT_EQ(rows[1].organization, "Organization/7");
    EXPECT_EQ(rows[1].action, "R");
    EXPECT_EQ(rows[1].interaction, "read");
    EXPECT_EQ(rows[1].record, "Patient/3");
    EXPECT_EQ(rows[1].patient, "Patient/3");
    EXPECT_EQ(rows[1].purpose, "TREAT");
    EXPECT_EQ(rows[1].outcome, "0");
    EXPECT_EQ(reader()->audit_of_patient("Patient/3", 1).value().size(), 1U);
    EXPECT_TRUE(reader()->audit_of_patient("", 10).value().empty());
}

}  // namespace helselos::store
