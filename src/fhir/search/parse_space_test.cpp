// Where is searched: one type, several, all of them, a compartment.
#include "fhir/search/parse_query.h"

#include "fhir/search/query_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

using Types = std::vector<std::string>;

const Space everything{{}, true, {}};

Space of_patient(Types types)
{
    return {std::move(types), false, Owner{"Patient", "1"}};
}

TEST(ParseSpace, all_types_are_searched_by_what_all_of_them_know)
{
    EXPECT_EQ(parsed(everything, "_id=1")->types, Types{});
    EXPECT_EQ(asked(everything, "_id=1&_tag=a&_content=x"), "_id=1 _tag=a content~x");
    EXPECT_EQ(asked(everything, "_list=1"), "List<-item{_id=1}");
    EXPECT_EQ(refusal(everything, "code=x"), Kind::unsupported);
    EXPECT_EQ(refusal(everything, "_sort=code"), Kind::unsupported);
    EXPECT_EQ(refusal(everything, "_include=*"), Kind::unsupported);
    EXPECT_EQ(refusal(everything, "_filter=_id%20eq%20x"), Kind::unsupported);
    EXPECT_EQ(asked(everything, "_type=Patient,Group&_filter=_id%20eq%20x"), "_id=x");
}

TEST(ParseSpace, types_are_chosen_by_name)
{
    const auto query = parsed(everything, "_type=Observation,Condition,Observation&code=x&_sort=-code");
    ASSERT_TRUE(query.ok());
    EXPECT_EQ(query->types, (Types{"Observation", "Condition"}));
    EXPECT_EQ(query->understood, "_type=Observation,Condition,Observation&code=x&_sort=-code");
    EXPECT_EQ(asked(everything, "_type=Observation,Condition&patient=1"), "patient=Patient/1");
    EXPECT_EQ(asked(everything, "patient=1&_type=Observation,Condition"), "patient=Patient/1");
}

TEST(ParseSpace, what_is_not_the_same_for_all_types_is_refused)
{
    EXPECT_EQ(refusal(everything, "_type=Observation,Patient&code=x"), Kind::unsupported);
    EXPECT_EQ(refusal(everything, "_type=Encounter,Appointment&date:not=x"), Kind::unsupported);
    EXPECT_EQ(refusal(everything, "_type=Location,Observation&_sort=subject"), Kind::unsupported);
    EXPECT_EQ(refusal(everything, "_type=Observation,Condition&subject.name=x"), Kind::unsupported);
}

TEST(ParseSpace, a_wrong_choice_of_types_is_refused_for_a_lenient_sender_too)
{
    Issues notes;
    for (const char* text :
        {"_type=", "_type=Klient", "_type=Patient,,Observation", "_type=Patient&_type=Observation"}) {
        const auto query = parse_query(everything, *parse_query_string(text), test_grounds(), Handling::lenient, notes);
        ASSERT_FALSE(query.ok()) << text;
        EXPECT_EQ(query.error().kind, Kind::invalid);
    }
    EXPECT_EQ(refusal("Patient", "_type=Patient"), Kind::unsupported);
}

TEST(ParseSpace, types_are_limited_at_under_and_over)
{
    const auto text = [](std::size_t count) {
        std::string all = "_type=Patient";
        for (std::size_t i = 1; i < count; ++i)
            all += ",Patient";
        return all;
    };
    EXPECT_TRUE(parsed(everything, text(limits::search_types_max - 1)).ok());
    EXPECT_TRUE(parsed(everything, text(limits::search_types_max)).ok());
    EXPECT_EQ(refusal(everything, text(limits::search_types_max + 1)), Kind::too_large);
}

TEST(ParseSpace, a_patient_has_what_is_in_their_compartment)
{
    EXPECT_EQ(asked(of_patient({"Observation"}), "code=x"), "in Patient/1 code=x");
    EXPECT_EQ(asked({{}, true, Owner{"Patient", "1"}}, ""), "in Patient/1");
    EXPECT_EQ(refusal(of_patient({"Organization"}), ""), Kind::not_found);
    EXPECT_EQ(refusal({{"Observation"}, false, Owner{"Organization", "1"}}, ""), Kind::not_found);
}

TEST(ParseSpace, other_compartments_are_asked_by_the_references_that_make_them)
{
    EXPECT_EQ(asked({{"Observation"}, false, Owner{"Practitioner", "1"}}, ""), "performer=Practitioner/1");
    EXPECT_EQ(asked({{"Condition"}, false, Owner{"Encounter", "1"}}, ""), "encounter=Encounter/1");
    EXPECT_EQ(asked({{"Encounter"}, false, Owner{"Encounter", "1"}}, ""), "_id=1");
    EXPECT_EQ(refusal({{}, true, Owner{"Practitioner", "1"}}, ""), Kind::unsupported);
}

TEST(ParseSpace, includes_may_iterate)
{
    const auto query = parsed("Observation",
        "_include:iterate=Patient:organization&_include:recurse=Organization:partof&_revinclude:iterate=Provenance:"
        "target:Patient");
    ASSERT_TRUE(query.ok());
    EXPECT_TRUE(query->includes.at(0).iterates);
    EXPECT_TRUE(query->includes.at(1).iterates);
    EXPECT_TRUE(query->revincludes.at(0).iterates);
    EXPECT_EQ(query->understood,
        "_include:iterate=Patient:organization&_include:iterate=Organization:partof&_revinclude:iterate=Provenance:"
        "target:Patient");
    EXPECT_EQ(refusal("Observation", "_include:iterate=Patient:color"), Kind::unsupported);
}

TEST(ParseSpace, a_summary_of_texts_goes_with_nothing_that_belongs_to_it)
{
    EXPECT_EQ(refusal("Observation", "_summary=text&_include=Observation:subject"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "_summary=true&_elements=code"), Kind::invalid);
    EXPECT_TRUE(parsed("Observation", "_summary=data&_include=Observation:subject").ok());
}

TEST(ParseSpace, what_is_done_anyway_may_be_asked_for)
{
    EXPECT_EQ(parsed("Observation", "_contained=false&_containedType=container")->understood,
        "_contained=false&_containedType=container");
    EXPECT_EQ(refusal("Observation", "_contained=both"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_containedType=contained"), Kind::unsupported);
}

// What was understood says itself in a link that is understood the same.
TEST(ParseSpace, a_link_means_the_question_it_came_from)
{
    const std::vector<std::pair<Space, const char*>> questions{
        {Space::of_type("Observation"), "subject:Patient.name:contains=a%2Cb&code:in=http://t/green&date=ap2026-01"},
        {Space::of_type("Observation"), "code:below=http://t/tree%7Ctree&combo-code-value-quantity=a$lt5%7C%7Cmg,b$7"},
        {Space::of_type("Observation"), "_filter=not%20(patient.name%20co%20%22%C3%A5%20%5C%22x%22)&_sort=-date,code"},
        {Space::of_type("Patient"), "_has:Observation:patient:code:not=x&_list=4&identifier:of-type=a%7Cb%7Cc%5C%7Cd"},
        {Space::of_type("Patient"), "_content=x%20OR%20NOT%20y*&name=a%5C,b,c&_elements=name&_total=accurate&_count=3"},
        {everything, "_type=Observation,Condition&patient=1&_lastUpdated=gt2020-01-01T00:00:00%2B01:00"},
        {everything, "_revinclude:recurse=Provenance:target&_summary=data&_tag:missing=true"},
        {of_patient({"Observation"}), "subject=https://here/fhir/Patient/1&_include=Observation:*&_contained=false"},
    };
    for (const auto& [space, text] : questions) {
        const auto query = parsed(space, text);
        ASSERT_TRUE(query.ok()) << text << query.error().reason;
        const auto again = parsed(space, query->understood);
        ASSERT_TRUE(again.ok()) << query->understood << again.error().reason;
        EXPECT_EQ(*again, *query) << query->understood;
    }
}

}  // namespace

}  // namespace helselos::fhir::search
