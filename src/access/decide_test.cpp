// Written by hand, not derived from the tables of decide.cpp and tie_rules.cpp.
#include "access/decide.h"

#include "access/audience.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace helselos::access {

namespace {

using std::chrono::days;
using Names = std::vector<std::string>;

Now at(const char* instant)
{
    return *now_in_oslo(*instant_from_text(instant));
}

const Now autumn = at("2026-11-22T12:00:00Z");

Caller caller_of(CallerKind kind, const char* role = "")
{
    Caller caller{kind, "Patient/1", "", {}, ""};
    if (kind == CallerKind::personnel || kind == CallerKind::machine)
        caller = {kind, "Practitioner/5", "Organization/9", {}, "TREAT"};
    caller.role = role;
    return caller;
}

Person person(const char* patient, const char* birth_date)
{
    return {patient, birth_of(birth_date), false, false};
}

Relations of_adult()
{
    Relations relations;
    relations.self = person("Patient/1", "1985-05-05");
    return relations;
}

Relations with(TieKind kind, Person patient, Names areas = {})
{
    auto relations = of_adult();
    relations.ties = {{kind, std::move(patient), {}, true, std::move(areas)}};
    return relations;
}

Decision of_resident(const Relations& relations, const Now& now = autumn)
{
    return decide(caller_of(CallerKind::resident), relations, Deed::read, "Observation", now);
}

// Whether a record that only these have as member is within the scope.
bool sees(const store::Scope& scope, const Names& owners)
{
    const auto has_one_of = [&](const Names& names) {
        return std::ranges::any_of(
            names, [&](const std::string& name) { return std::ranges::find(owners, name) != owners.end(); });
    };
    return scope.everything || has_one_of(scope.owners)
        || std::ranges::any_of(scope.reaches,
            [&](const store::Reach& reach) { return has_one_of(reach.owners) && !has_one_of(reach.except); });
}

bool sees(const Decision& decision, const Names& owners)
{
    return decision.verdict == Verdict::permit && sees(decision.scope, owners);
}

Names on_day(Names owners, const char* date)
{
    for (auto& name : audience::parents_on("Patient/4", *last_day_of(date)))
        owners.push_back(std::move(name));
    return owners;
}

// One letter a deed: read, search, history, write. p permit, s sign in, - forbid.
struct Cell {
    CallerKind caller;
    const char* role;
    const char *definitional, *staff, *clerical, *log, *record;
};

constexpr Cell table[] = {
    //                                  Questionnaire Practitioner Appointment AuditEvent Observation
    {CallerKind::nobody, "", "ppss", "ssss", "ssss", "ssss", "ssss"},
    {CallerKind::resident, "", "pp--", "pp--", "ppp-", "ppp-", "ppp-"},
    {CallerKind::personnel, "LE", "pp--", "pp--", "ppp-", "----", "ppp-"},
    {CallerKind::personnel, "SP", "pp--", "pp--", "ppp-", "----", "ppp-"},
    {CallerKind::personnel, "XX", "pp--", "pp--", "ppp-", "----", "----"},
    {CallerKind::personnel, "", "pp--", "pp--", "ppp-", "----", "----"},
    {CallerKind::service, "", "pppp", "pppp", "pppp", "pppp", "pppp"},
    {CallerKind::system, "", "pppp", "pppp", "pppp", "pppp", "pppp"},
    {CallerKind::analyst, "", "pp--", "----", "----", "----", "----"},
    {CallerKind::administrator, "", "pp--", "pp--", "----", "----", "----"},
    {CallerKind::controller, "", "pp--", "pp--", "----", "pp--", "----"},
    {CallerKind::machine, "", "pp--", "pp--", "ppp-", "----", "ppp-"},
};

std::string verdicts(const Caller& caller, std::string_view type)
{
    std::string letters;
    for (const auto deed : {Deed::read, Deed::search, Deed::history, Deed::write}) {
        const auto verdict = decide_without_scope(caller, deed, type).verdict;
        letters += verdict == Verdict::permit ? 'p' : verdict == Verdict::sign_in ? 's' : '-';
    }
    return letters;
}

TEST(Decide, who_may_what_at_all_is_as_written_here)
{
    for (const auto& cell : table) {
        const auto caller = caller_of(cell.caller, cell.role);
        const auto name = std::to_string(static_cast<int>(cell.caller)) + cell.role;
        EXPECT_EQ(verdicts(caller, "Questionnaire"), cell.definitional) << name;
        EXPECT_EQ(verdicts(caller, "Practitioner"), cell.staff) << name;
        EXPECT_EQ(verdicts(caller, "Appointment"), cell.clerical) << name;
        EXPECT_EQ(verdicts(caller, "AuditEvent"), cell.log) << name;
        // Machines write what opens nothing, analysts search views.
        const std::string by_hand = cell.caller == CallerKind::machine ? "pppp" : cell.record;
        const bool is_analyst = cell.caller == CallerKind::analyst;
        EXPECT_EQ(verdicts(caller, "Observation"), is_analyst ? "-p--" : by_hand) << name;
        EXPECT_EQ(verdicts(caller, "RiskAssessment"), is_analyst ? "-p--" : cell.record) << name;
        EXPECT_EQ(verdicts(caller, "MedicationRequest"), by_hand) << name;
        EXPECT_EQ(verdicts(caller, ""), cell.record) << name;
    }
}

// What says who may see or who somebody is, and what the house makes itself, no machine writes.
TEST(Decide, machines_write_records_that_open_nothing)
{
    const auto machine = caller_of(CallerKind::machine);
    for (const char* type : {"Consent", "Task", "Appointment", "ServiceRequest", "EpisodeOfCare", "CareTeam",
             "Schedule", "Provenance", "Patient", "RelatedPerson", "Person", "Practitioner", "Organization",
             "RiskAssessment", "AuditEvent", "Questionnaire", "Communication", "Binary", "List", ""})
        EXPECT_EQ(decide_without_scope(machine, Deed::write, type).verdict, Verdict::forbid) << type;
    for (const char* type : {"Observation", "Condition", "DiagnosticReport", "DocumentReference", "Immunization"})
        for (const auto deed : {Deed::write, Deed::create, Deed::update, Deed::remove})
            EXPECT_EQ(decide_without_scope(machine, deed, type).rule, "made-by-own-organisation") << type;
    for (const auto kind : {CallerKind::resident, CallerKind::personnel, CallerKind::administrator})
        EXPECT_EQ(decide_without_scope(caller_of(kind, "LE"), Deed::create, "Observation").verdict, Verdict::forbid);
}

// At each age: s sees, - does not. Child born 4 March; today is 22 November 2026. The columns: an ordinary record;
// NORN_FORANS; NORN_UNGDOM; of the youth's own making or a sensitive service, in 2026; the same, two days before
// the 12th birthday.
struct AgeCell {
    const char* born;
    const char *parent, *guardian, *fullmakt, *self_with_consent, *self;
};

constexpr AgeCell ages[] = {
    //               parent   guardian fullmakt consent  own
    {"2026-03-04", "s-sss", "s-sss", "-----", "-----", "-----"},
    {"2015-03-04", "s-sss", "s-sss", "-----", "-----", "-----"},
    {"2014-11-23", "s-sss", "s-sss", "-----", "-----", "-----"},  // 12 tomorrow.
    {"2014-11-22", "s-s-s", "s-s-s", "-----", "-----", "-----"},  // 12 today.
    {"2013-11-23", "s-s-s", "s-s-s", "-----", "-----", "-----"},
    {"2013-11-22", "s-s-s", "s-s-s", "-----", "ss-ss", "-----"},  // 13 today.
    {"2010-11-23", "s-s-s", "s-s-s", "-----", "ss-ss", "-----"},
    {"2010-11-22", "-----", "sssss", "sssss", "sssss", "sssss"},  // 16 today.
    {"1948-01-30", "-----", "sssss", "sssss", "sssss", "sssss"},
};

std::string seen(const Relations& relations, const char* born)
{
    const auto decision = of_resident(relations);
    const auto birth = birth_of(born);
    const auto before_12 = std::chrono::sys_days(birthday(birth->first, 12)) - days(2);
    const Names before = audience::parents_on("Patient/4", Day(before_12));
    Names early{"Patient/4"};
    early.insert(early.end(), before.begin(), before.end());
    std::string letters;
    for (const auto& owners : {Names{"Patient/4"}, Names{"Patient/4", "Patient/4!parent"},
             Names{"Patient/4", "Patient/4!youth"}, on_day({"Patient/4"}, "2026-11-22"), early})
        letters += sees(decision, owners) ? 's' : '-';
    return letters;
}

TEST(Decide, what_each_tie_shows_at_each_age_is_as_written_here)
{
    for (const auto& row : ages) {
        const auto child = person("Patient/4", row.born);
        Relations own;
        own.self = child;
        auto with_consent = own;
        with_consent.youth_access = {Period{}};
        EXPECT_EQ(seen(with(TieKind::parent, child), row.born), row.parent) << row.born;
        EXPECT_EQ(seen(with(TieKind::guardian, child), row.born), row.guardian) << row.born;
        EXPECT_EQ(seen(with(TieKind::fullmakt, child, {"6"}), row.born), row.fullmakt) << row.born;
        EXPECT_EQ(seen(with_consent, row.born), row.self_with_consent) << row.born;
        EXPECT_EQ(seen(own, row.born), row.self) << row.born;
    }
}

TEST(Decide, a_birthday_begins_at_midnight_in_oslo)
{
    const auto relations = with(TieKind::parent, person("Patient/4", "2010-11-22"));
    EXPECT_TRUE(sees(of_resident(relations, at("2026-11-21T22:59:59Z")), {"Patient/4"}));
    EXPECT_FALSE(sees(of_resident(relations, at("2026-11-21T23:00:00Z")), {"Patient/4"}));
    const auto of_summer = with(TieKind::parent, person("Patient/4", "2010-07-01"));
    EXPECT_TRUE(sees(of_resident(of_summer, at("2026-06-30T21:59:59Z")), {"Patient/4"}));
    EXPECT_FALSE(sees(of_resident(of_summer, at("2026-06-30T22:00:00Z")), {"Patient/4"}));
}

TEST(Decide, an_unknown_birth_date_opens_nothing_and_half_of_one_the_least)
{
    auto nobody_knows = with(TieKind::parent, person("Patient/4", ""));
    EXPECT_FALSE(sees(of_resident(nobody_knows), {"Patient/4"}));
    EXPECT_FALSE(sees(of_resident(with(TieKind::parent, person("Patient/4", "2010"))), {"Patient/4"}));
    Relations own;
    own.self = person("Patient/1", "2010");
    EXPECT_FALSE(sees(of_resident(own), {"Patient/1"}));
    own.self = person("Patient/1", "2009");
    EXPECT_TRUE(sees(of_resident(own), {"Patient/1"}));
}

TEST(Decide, a_parent_needs_one_who_lives_with_the_child)
{
    auto relations = with(TieKind::parent, person("Patient/4", "2020-03-04"));
    relations.ties.front().a_parent_lives_with = false;
    EXPECT_FALSE(sees(of_resident(relations), {"Patient/4"}));
}

TEST(Decide, a_fullmakt_shows_its_areas_and_nothing_unlabelled)
{
    const auto giver = person("Patient/4", "1950-01-01");
    const auto decision = of_resident(with(TieKind::fullmakt, giver, {"1", "3"}));
    EXPECT_TRUE(sees(decision, {"Patient/4", "Patient/4!area-1"}));
    EXPECT_TRUE(sees(decision, {"Patient/4", "Patient/4!area-3"}));
    EXPECT_FALSE(sees(decision, {"Patient/4", "Patient/4!area-2"}));
    EXPECT_FALSE(sees(decision, {"Patient/4"}));
    EXPECT_EQ(decision.rule, "own-record fullmakt");
    EXPECT_TRUE(sees(of_resident(with(TieKind::fullmakt, giver, {"6"})), {"Patient/4"}));
}

TEST(Decide, what_a_person_holds_is_theirs_alone)
{
    auto relations = of_adult();
    relations.holds_of_others = true;
    const auto decision = of_resident(relations);
    EXPECT_TRUE(sees(decision, {"Patient/1!held"}));
    EXPECT_EQ(decision.rule, "own-record");
    auto guardian = with(TieKind::guardian, person("Patient/4", "1950-01-01"));
    EXPECT_FALSE(sees(of_resident(guardian), {"Patient/4!held"}));
    EXPECT_FALSE(sees(of_resident(guardian), {"Patient/1!held"}));
}

TEST(Decide, who_holds_a_fullmakt_of_all_areas_sees_none_of_the_givers_own_affairs)
{
    const auto decision = of_resident(with(TieKind::fullmakt, person("Patient/4", "1950-01-01"), {"6"}));
    EXPECT_TRUE(sees(decision, {"Patient/4"}));
    EXPECT_FALSE(sees(decision, {"Patient/4", "Patient/4!own"}));
    EXPECT_TRUE(
        sees(of_resident(with(TieKind::guardian, person("Patient/4", "1950-01-01"))), {"Patient/4", "Patient/4!own"}));
}

TEST(ActsFor, a_tie_is_told_with_its_areas_and_its_last_day)
{
    auto relations = with(TieKind::fullmakt, person("Patient/4", "1950-01-01"), {"1"});
    relations.ties.front().period.end = instant_from_text("2026-12-31T23:00:00Z").value();
    const auto list = acts_for(relations, autumn);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.front().patient, "Patient/4");
    EXPECT_EQ(list.front().areas, Names{"1"});
    EXPECT_EQ(list.front().last_day, Day(std::chrono::year(2026), std::chrono::December, std::chrono::day(31)));
    EXPECT_TRUE(represented(relations, autumn).empty()) << "to act takes digital services";
}

TEST(ActsFor, a_parent_does_until_the_day_before_the_child_turns_16)
{
    const auto list = acts_for(with(TieKind::parent, person("Patient/4", "2012-03-09")), autumn);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.front().areas, Names{"6"});
    EXPECT_EQ(list.front().last_day, Day(std::chrono::year(2028), std::chrono::March, std::chrono::day(8)));
    EXPECT_TRUE(acts_for(with(TieKind::parent, person("Patient/4", "2010-03-09")), autumn).empty()) << "at 16";
}

TEST(ActsFor, a_tie_that_is_not_in_force_is_not_told)
{
    auto hidden = with(TieKind::fullmakt, person("Patient/4", "1950-01-01"), {"6"});
    hidden.ties.front().patient.is_protected = true;
    EXPECT_TRUE(acts_for(hidden, autumn).empty());
    EXPECT_TRUE(acts_for(of_adult(), autumn).empty()) << "oneself is none";
}

TEST(Decide, a_holder_of_a_fullmakt_is_18)
{
    auto relations = with(TieKind::fullmakt, person("Patient/4", "1950-01-01"), {"6"});
    relations.self = person("Patient/1", "2008-11-23");
    EXPECT_FALSE(sees(of_resident(relations), {"Patient/4"}));
    relations.self = person("Patient/1", "2008-11-22");
    EXPECT_TRUE(sees(of_resident(relations), {"Patient/4"}));
}

TEST(Decide, a_tie_holds_within_its_period_only)
{
    auto relations = with(TieKind::guardian, person("Patient/4", "1950-01-01"));
    relations.ties.front().period = {autumn.instant, autumn.instant + std::chrono::hours(1)};
    EXPECT_TRUE(sees(of_resident(relations), {"Patient/4"}));
    EXPECT_FALSE(sees(of_resident(relations, at("2026-11-22T11:59:59Z")), {"Patient/4"}));
    EXPECT_FALSE(sees(of_resident(relations, at("2026-11-22T13:00:00Z")), {"Patient/4"}));
}

TEST(Decide, death_and_a_protected_address_end_representation)
{
    for (const auto kind : {TieKind::parent, TieKind::guardian, TieKind::fullmakt}) {
        const auto born = kind == TieKind::parent ? "2020-03-04" : "1950-01-01";
        const auto living = with(kind, person("Patient/4", born), {"6"});
        EXPECT_TRUE(sees(of_resident(living), {"Patient/4"}));
        auto dead = living;
        dead.ties.front().patient.is_deceased = true;
        EXPECT_FALSE(sees(of_resident(dead), {"Patient/4"}));
        auto hidden = living;
        hidden.ties.front().patient.is_protected = true;
        EXPECT_FALSE(sees(of_resident(hidden), {"Patient/4"}));
        auto hidden_caller = living;
        hidden_caller.self.is_protected = true;
        EXPECT_FALSE(sees(of_resident(hidden_caller), {"Patient/4"}));
        EXPECT_TRUE(sees(of_resident(hidden_caller), {"Patient/1"}));
    }
}

Decision of_nurse(const Relations& relations, const Now& now = autumn)
{
    return decide(caller_of(CallerKind::personnel, "SP"), relations, Deed::read, "Observation", now);
}

TEST(Decide, personnel_see_what_their_organisation_was_given_and_nothing_blocked)
{
    Relations relations;
    relations.places = {"PractitionerRole/7"};
    relations.grants = {{"Consent/1", {{}, autumn.instant}}, {"Consent/2", {{}, autumn.instant + days(1)}}};
    relations.blocked_at = {"Patient/6"};
    relations.blocked_by = {"Patient/7"};
    const auto decision = of_nurse(relations);
    EXPECT_EQ(decision.rule, "given-to-organisation");
    EXPECT_TRUE(sees(decision, {"Organization/9"}));
    EXPECT_TRUE(sees(decision, {"PractitionerRole/7"}));
    EXPECT_TRUE(sees(decision, {"Consent/2"}));
    EXPECT_FALSE(sees(decision, {"Consent/1"}));
    EXPECT_FALSE(sees(decision, {"Organization/8"}));
    EXPECT_FALSE(sees(decision, {"Patient/4"}));
    for (const char* kept :
        {"Patient/6", "Patient/7", "Organization/9!blocked", "Practitioner/5!blocked", "Practitioner/all!blocked"})
        EXPECT_FALSE(sees(decision, {"Organization/9", kept})) << kept;
    EXPECT_TRUE(sees(decision, {"Organization/9", "Organization/8!blocked"}));
}

TEST(Decide, emergency_access_breaks_the_block_of_an_organisation_and_no_other)
{
    Relations relations;
    relations.blocked_at = {"Patient/4"};
    relations.emergencies = {{"Patient/4", {autumn.instant, autumn.instant + std::chrono::hours(4)}}};
    EXPECT_EQ(of_nurse(relations).rule, "given-to-organisation emergency");
    EXPECT_TRUE(sees(of_nurse(relations), {"Patient/4"}));
    EXPECT_TRUE(sees(of_nurse(relations), {"Patient/4", "Organization/9!blocked"}));
    EXPECT_FALSE(sees(of_nurse(relations), {"Patient/4", "Practitioner/5!blocked"}));
    EXPECT_FALSE(sees(of_nurse(relations), {"Patient/4", "Practitioner/all!blocked"}));
    EXPECT_FALSE(sees(of_nurse(relations, at("2026-11-22T16:00:00Z")), {"Patient/4"}));
    relations.blocked_by = {"Patient/4"};
    EXPECT_FALSE(sees(of_nurse(relations), {"Patient/4"}));
}

TEST(Decide, a_clerk_is_shown_no_clinical_type_by_any_way)
{
    const auto decision = decide(caller_of(CallerKind::personnel, "XX"), {}, Deed::search, "Appointment", autumn);
    ASSERT_TRUE(decision.scope.types);
    const auto& types = *decision.scope.types;
    EXPECT_NE(std::ranges::find(types, "Appointment"), types.end());
    EXPECT_NE(std::ranges::find(types, "Questionnaire"), types.end());
    EXPECT_EQ(std::ranges::find(types, "Observation"), types.end());
}

TEST(Decide, who_touches_records_of_patients_is_logged)
{
    EXPECT_TRUE(decide_without_scope(caller_of(CallerKind::resident), Deed::read, "Observation").must_audit);
    EXPECT_TRUE(decide_without_scope(caller_of(CallerKind::personnel), Deed::search, "Task").must_audit);
    EXPECT_TRUE(decide_without_scope(caller_of(CallerKind::machine), Deed::search, "").must_audit);
    EXPECT_FALSE(decide_without_scope(caller_of(CallerKind::resident), Deed::read, "Questionnaire").must_audit);
    EXPECT_FALSE(decide_without_scope(caller_of(CallerKind::system), Deed::read, "Observation").must_audit);
    const Caller sharing{CallerKind::service, "sharing", "", {}, "PATRQT", "Patient/1"};
    EXPECT_TRUE(decide_without_scope(sharing, Deed::read, "Observation").must_audit);
}

TEST(Decide, addresses_are_masked_for_all_but_the_house)
{
    for (const auto& cell : table) {
        const bool is_house = cell.caller == CallerKind::system || cell.caller == CallerKind::service;
        EXPECT_EQ(decide_without_scope(caller_of(cell.caller, cell.role), Deed::read, "Patient").mask,
            is_house ? Mask::nothing : Mask::addresses);
    }
}

TEST(Decide, a_resident_acts_for_those_they_see_all_of_or_have_a_fullmakt_for_services_of)
{
    auto relations = with(TieKind::parent, person("Patient/4", "2020-03-04"));
    relations.ties.push_back({TieKind::fullmakt, person("Patient/5", "1950-01-01"), {}, false, {"1"}});
    relations.ties.push_back({TieKind::fullmakt, person("Patient/6", "1950-01-01"), {}, false, {"1", "3"}});
    EXPECT_EQ(represented(relations, autumn), (Names{"Patient/4", "Patient/6"}));
}

}  // namespace

}  // namespace helselos::access
