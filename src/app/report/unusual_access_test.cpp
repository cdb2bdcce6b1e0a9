#include "app/report/unusual_access.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::app::report {

namespace {

constexpr Instant start{std::chrono::milliseconds{1'700'000'000'000}};

store::AuditRow look(const std::string& agent, const std::string& patient, std::chrono::minutes after = {})
{
    store::AuditRow row;
    row.at = start + after;
    row.agent = "Practitioner/" + agent;
    row.organization = "Organization/7";
    row.role = "SP";
    row.patient = "Patient/" + patient;
    row.basis = "care-relation";
    return row;
}

using Reasons = std::vector<Reason>;

Reasons reasons(const AccessTally& tally, const Persons& persons = {})
{
    const auto findings = tally.findings(persons);
    return findings.empty() ? Reasons{} : findings.at(0).reasons;
}

}  // namespace

TEST(UnusualAccess, an_ordinary_access_is_none)
{
    AccessTally tally;
    tally.take(look("a", "1"), true);
    EXPECT_TRUE(tally.findings({{"Practitioner/a", {"vik", "", {}}}, {"Patient/1", {"dahl", "", {}}}}).empty());
}

TEST(UnusualAccess, emergency_access_is_one_with_its_times_and_count)
{
    AccessTally tally;
    auto row = look("a", "1", std::chrono::minutes{5});
    row.basis = "emergency";
    tally.take(row, true);
    tally.take(look("a", "1", std::chrono::minutes{9}), true);
    const auto findings = tally.findings({});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].agent, "Practitioner/a");
    EXPECT_EQ(findings[0].patient, "Patient/1");
    EXPECT_EQ(findings[0].organization, "Organization/7");
    EXPECT_EQ(findings[0].accesses, 2U);
    EXPECT_EQ(findings[0].first, start + std::chrono::minutes{5});
    EXPECT_EQ(findings[0].last, start + std::chrono::minutes{9});
    EXPECT_EQ(findings[0].reasons, Reasons{Reason::no_care_relation});
}

TEST(UnusualAccess, who_is_refused_many_times_is_one_and_nothing_they_asked_for_counts_as_seen)
{
    AccessTally tally;
    auto row = look("a", "1");
    row.outcome = "4";
    row.basis = "out-of-scope";
    for (int i = 0; i < 4; ++i)
        tally.take(row, true);
    EXPECT_TRUE(tally.findings({}).empty());
    EXPECT_TRUE(tally.references().empty());
    row.patient = "Patient/2";
    tally.take(row, true);
    row.patient.clear();
    row.interaction = "refused-more";
    row.reason = "17 more refused";
    tally.take(row, true);
    const auto findings = tally.findings({});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].accesses, 22U);
    EXPECT_EQ(findings[0].patients, 2U);
    EXPECT_EQ(findings[0].reasons, Reasons{Reason::refused});
}

TEST(UnusualAccess, surname_and_address_are_compared_and_what_is_unknown_is_not)
{
    AccessTally tally;
    tally.take(look("a", "1"), true);
    const Person nurse{"vik", "storgata 1 0155", {}};
    EXPECT_EQ(
        reasons(tally, {{"Practitioner/a", nurse}, {"Patient/1", {"vik", "", {}}}}), Reasons{Reason::same_surname});
    EXPECT_EQ(reasons(tally, {{"Practitioner/a", nurse}, {"Patient/1", {"dahl", "storgata 1 0155", {}}}}),
        Reasons{Reason::same_address});
    EXPECT_EQ(reasons(tally, {{"Practitioner/a", {}}, {"Patient/1", {}}}), Reasons{});
}

TEST(UnusualAccess, the_address_of_personnel_is_the_one_they_have_as_patients)
{
    AccessTally tally;
    tally.take(look("a", "1"), true);
    const Persons persons{{"Practitioner/a", {"vik", "", {"fnr|x"}}}, {"Patient/1", {"dahl", "storgata 1", {}}},
        {"Patient/own", {"vik", "storgata 1", {"fnr|x"}}}};
    EXPECT_EQ(reasons(tally, persons), Reasons{Reason::same_address});
}

TEST(UnusualAccess, a_colleague_and_the_own_record_are_known_by_identifier)
{
    AccessTally tally;
    tally.take(look("a", "1"), true);
    const Persons persons{{"Practitioner/a", {"vik", "", {"fnr|x"}}}, {"Practitioner/b", {"dahl", "", {"fnr|y"}}},
        {"Patient/1", {"dahl", "", {"fnr|y"}}}};
    EXPECT_EQ(reasons(tally, persons), Reasons{Reason::colleague});
    const Persons own{{"Practitioner/a", {"vik", "", {"fnr|x"}}}, {"Patient/1", {"vik", "", {"fnr|x"}}}};
    EXPECT_EQ(reasons(tally, own), Reasons{Reason::own_record});
}

TEST(UnusualAccess, many_patients_in_an_hour_are_measured_by_the_role)
{
    AccessTally tally;
    for (int hour = 1; hour < 6; ++hour)
        for (int patient = 0; patient < 3; ++patient)
            tally.take(look("b", std::to_string(patient), std::chrono::hours{hour}), true);
    for (int patient = 0; patient < 19; ++patient)
        tally.take(look("a", std::to_string(patient)), true);
    EXPECT_TRUE(tally.findings({}).empty());
    tally.take(look("a", "19"), true);
    const auto findings = tally.findings({});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].reasons, Reasons{Reason::many_patients});
    EXPECT_EQ(findings[0].patients, 20U);
    EXPECT_EQ(findings[0].patient, "");
    // Where ten an hour are usual, twenty are not many.
    for (int hour = 1; hour < 9; ++hour)
        for (int patient = 0; patient < 10; ++patient)
            tally.take(look("c", std::to_string(patient), std::chrono::hours{hour}), true);
    EXPECT_TRUE(tally.findings({}).empty());
}

TEST(UnusualAccess, a_night_is_unusual_only_for_who_else_works_by_day)
{
    AccessTally tally;
    for (int i = 0; i < 30; ++i) {
        tally.take(look("day", "1", std::chrono::hours{i}), true);
        tally.take(look("night", "1", std::chrono::hours{i}), i % 2 == 0);
    }
    tally.take(look("day", "2"), false);
    tally.take(look("night", "2"), false);
    tally.take(look("new", "2"), false);
    const auto findings = tally.findings({});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].agent, "Practitioner/day");
    EXPECT_EQ(findings[0].patient, "Patient/2");
    EXPECT_EQ(findings[0].reasons, Reasons{Reason::unusual_hours});
}

TEST(UnusualAccess, several_reasons_weigh_more_than_one_and_come_first)
{
    AccessTally tally;
    tally.take(look("a", "1"), true);
    auto row = look("a", "2", std::chrono::minutes{1});
    row.basis = "emergency";
    tally.take(row, true);
    const Persons persons{{"Practitioner/a", {"vik", "storgata 1", {}}}, {"Patient/1", {"vik", "storgata 1", {}}}};
    const auto findings = tally.findings(persons);
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].patient, "Patient/1");
    EXPECT_EQ(findings[0].reasons, (Reasons{Reason::same_address, Reason::same_surname}));
    EXPECT_GT(findings[0].weight, findings[1].weight);
}

TEST(UnusualAccess, residents_services_of_the_house_and_searches_without_a_patient_are_not_judged)
{
    AccessTally tally;
    auto own = look("a", "1");
    own.agent = "Patient/1";
    own.basis = "emergency";
    tally.take(own, true);
    auto nobody = look("a", "1");
    nobody.patient = "";
    nobody.basis = "emergency";
    tally.take(nobody, true);
    auto served = look("b", "1");
    served.agent = "Practitioner/b via sharing";
    served.basis = "emergency";
    tally.take(served, true);
    const auto findings = tally.findings({});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].agent, "Practitioner/b");
}

}  // namespace helselos::app::report
