#include "access/decide.h"

#include <gtest/gtest.h>

namespace helselos::access {

namespace {

const Caller nobody{};
const Caller mother{CallerKind::resident, "Patient/1", "", {"Patient/2"}, "PATRQT"};
const Caller nurse{CallerKind::personnel, "Practitioner/5", "Organization/9", {}, "TREAT"};
const Caller operator_{CallerKind::system, "system", "", {}, ""};

Verdict verdict(const Caller& caller, Deed deed, std::string_view type)
{
    return decide(caller, deed, type).verdict;
}

// Written by hand, not derived from the table: every caller, deed and class.
TEST(Decide, the_whole_table_is_as_written_here)
{
    struct Cell {
        const Caller* caller;
        Deed deed;
        Verdict definitional, staff, record;
    };
    constexpr auto permit = Verdict::permit;
    constexpr auto forbid = Verdict::forbid;
    constexpr auto sign_in = Verdict::sign_in;
    const Cell cells[] = {
        {&nobody, Deed::read, permit, sign_in, sign_in},
        {&nobody, Deed::search, permit, sign_in, sign_in},
        {&nobody, Deed::history, sign_in, sign_in, sign_in},
        {&nobody, Deed::write, sign_in, sign_in, sign_in},
        {&mother, Deed::read, permit, permit, permit},
        {&mother, Deed::search, permit, permit, permit},
        {&mother, Deed::history, forbid, forbid, permit},
        {&mother, Deed::write, forbid, forbid, forbid},
        {&nurse, Deed::read, permit, permit, permit},
        {&nurse, Deed::search, permit, permit, permit},
        {&nurse, Deed::history, forbid, forbid, permit},
        {&nurse, Deed::write, forbid, forbid, forbid},
        {&operator_, Deed::read, permit, permit, permit},
        {&operator_, Deed::search, permit, permit, permit},
        {&operator_, Deed::history, permit, permit, permit},
        {&operator_, Deed::write, permit, permit, permit},
    };
    for (const auto& cell : cells) {
        EXPECT_EQ(verdict(*cell.caller, cell.deed, "Questionnaire"), cell.definitional);
        EXPECT_EQ(verdict(*cell.caller, cell.deed, "Practitioner"), cell.staff);
        EXPECT_EQ(verdict(*cell.caller, cell.deed, "Observation"), cell.record);
    }
}

TEST(Decide, a_mother_reaches_herself_and_her_child_and_no_other)
{
    const auto scope = decide(mother, Deed::search, "RiskAssessment").scope;
    EXPECT_FALSE(scope.everything);
    EXPECT_EQ(scope.owners, (std::vector<std::string>{"Patient/2", "Patient/1"}));
}

TEST(Decide, personnel_reach_what_their_organisation_was_given)
{
    const auto scope = decide(nurse, Deed::read, "RiskAssessment").scope;
    EXPECT_FALSE(scope.everything);
    EXPECT_EQ(scope.owners, std::vector<std::string>{"Organization/9"});
}

TEST(Decide, a_type_nobody_thought_of_is_a_record)
{
    EXPECT_EQ(class_of("SomethingNew"), TypeClass::record);
}

TEST(Decide, records_touched_by_persons_are_audited)
{
    EXPECT_TRUE(decide(nurse, Deed::read, "RiskAssessment").must_audit);
    EXPECT_TRUE(decide(mother, Deed::search, "Task").must_audit);
    EXPECT_FALSE(decide(mother, Deed::read, "Questionnaire").must_audit);
}

TEST(Decide, all_types_at_once_are_as_strict_as_records)
{
    EXPECT_EQ(verdict(nobody, Deed::search, ""), Verdict::sign_in);
}

}  // namespace

}  // namespace helselos::access
