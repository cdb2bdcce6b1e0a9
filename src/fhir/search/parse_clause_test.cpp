#include "fhir/search/parse_clause.h"

#include "fhir/search/query_in_words.h"
#include "fhir/search/types_touched.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

TEST(ParseClause, a_chain_goes_to_the_type_it_names)
{
    EXPECT_EQ(asked("Observation", "subject:Patient.name=Ola"), "subject->Patient{name='Ola'}");
    EXPECT_EQ(asked("Observation", "patient.name:exact=Ola,Kari"), "patient->Patient{name:exact='Ola','Kari'}");
    EXPECT_EQ(asked("Observation", "subject:Patient.organization.name=HUS"),
        "subject->Patient{organization->Organization{name='HUS'}}");
    EXPECT_EQ(asked("Observation", "patient._id=1"), "patient->Patient{_id=1}");
    EXPECT_EQ(asked("Observation", "patient.birthdate:missing=true"), "patient->Patient{birthdate:missing=true}");
}

TEST(ParseClause, a_chain_without_a_type_goes_to_every_target_that_knows_the_parameter)
{
    EXPECT_EQ(
        asked("Observation", "subject.name=Ola"), "any(subject->Location{name='Ola'} subject->Patient{name='Ola'})");
    EXPECT_EQ(asked("Observation", "subject.birthdate=2000"),
        "subject->Patient{birthdate=eq2000-01-01T00:00:00.000Z..2001-01-01T00:00:00.000Z}");
    EXPECT_EQ(refusal("Observation", "subject.color=red"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "color.name=red"), Kind::unsupported);
}

TEST(ParseClause, a_chain_is_refused_where_it_cannot_go)
{
    EXPECT_EQ(refusal("Observation", "subject:Practitioner.name=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "subject:Klient.name=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "code.name=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "subject:Patient.birthdate=yesterday"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "subject:Patient.=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", ".name=x"), Kind::unsupported);
}

TEST(ParseClause, a_chain_is_limited_at_under_and_over)
{
    EXPECT_EQ(
        asked("Encounter", "part-of.part-of.status=planned"), "part-of->Encounter{part-of->Encounter{status=planned}}");
    EXPECT_EQ(asked("Encounter", "part-of.part-of.part-of.status=planned"),
        "part-of->Encounter{part-of->Encounter{part-of->Encounter{status=planned}}}");
    EXPECT_EQ(refusal("Encounter", "part-of.part-of.part-of.part-of.status=planned"), Kind::too_large);
    EXPECT_EQ(refusal("Encounter", "_has:Encounter:part-of:part-of.part-of.part-of.status=planned"), Kind::too_large);
}

TEST(ParseClause, has_asks_who_refers_here)
{
    EXPECT_EQ(asked("Patient", "_has:Observation:patient:code=1234-5"), "Observation<-patient{code=1234-5}");
    EXPECT_EQ(asked("Patient", "_has:Observation:subject:code:not=x"), "Observation<-subject{code:not=x}");
    EXPECT_EQ(asked("Patient", "_has:Observation:patient:_has:AuditEvent:entity:agent-name=Ola"),
        "Observation<-patient{AuditEvent<-entity{agent-name='Ola'}}");
    EXPECT_EQ(asked("Patient", "_has:Observation:patient:encounter:Encounter.status=planned"),
        "Observation<-patient{encounter->Encounter{status=planned}}");
    EXPECT_EQ(asked("Observation", "patient._has:Group:member:_id=g"), "patient->Patient{Group<-member{_id=g}}");
}

TEST(ParseClause, has_is_refused_where_nobody_refers_so)
{
    EXPECT_EQ(refusal("Patient", "_has:Observation:code:status=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Patient", "_has:Klient:subject:status=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Practitioner", "_has:Observation:patient:status=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Patient", "_has:Observation:patient:color=x"), Kind::unsupported);
    EXPECT_EQ(refusal("Patient", "_has:Observation:patient=x"), Kind::invalid);
    EXPECT_EQ(refusal("Patient", "_has=x"), Kind::unsupported);
}

TEST(ParseClause, a_list_is_asked_for_what_is_on_it)
{
    EXPECT_EQ(asked("Patient", "_list=42"), "List<-item{_id=42}");
    EXPECT_EQ(asked("Patient", "_list=42,43"), "List<-item{_id=42,43}");
    EXPECT_EQ(refusal("Patient", "_list=$current-allergies"), Kind::unsupported);
    EXPECT_EQ(refusal("Patient", "_list=a/b"), Kind::invalid);
}

TEST(ParseClause, conditions_are_limited)
{
    EXPECT_EQ(refusal("Provenance", "target._id=1&target._id=2&target._id=3"), Kind::too_large);
    EXPECT_TRUE(parsed("Provenance", "target:Patient._id=1&target:Patient._id=2&target:Patient._id=3").ok());
}

TEST(ParseClause, all_types_a_question_learns_from_are_touched)
{
    using Types = std::vector<std::string>;
    const auto touched
        = [](std::string_view type, std::string_view text) { return types_touched(*parsed(type, text)); };
    EXPECT_EQ(touched("Observation", "code=x"), (Types{"Observation"}));
    EXPECT_EQ(touched("Observation", "subject.name=x"), (Types{"Location", "Observation", "Patient"}));
    EXPECT_EQ(touched("Patient", "_has:Observation:patient:encounter:Encounter.status=planned"),
        (Types{"Encounter", "Observation", "Patient"}));
    EXPECT_EQ(touched("Patient", "_list=1"), (Types{"List", "Patient"}));
    EXPECT_EQ(touched("Observation", "_filter=not (patient.name co x)"), (Types{"Observation", "Patient"}));
    EXPECT_EQ(touched("Observation", "_include=Observation:performer"), (Types{"Observation"}));
    EXPECT_EQ(types_touched(*parsed(Space{}, "_id=1")), (Types{""}));
}

}  // namespace

}  // namespace helselos::fhir::search
