#include "interaction/core_definitions.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::interaction {

namespace {

using fhir::search::Criterion;
using fhir::search::Query;
using fhir::search::UriValue;

constexpr const char* patient = "http://hl7.org/fhir/StructureDefinition/Patient";

Query by(const std::string& parameter, const std::string& uri)
{
    Query query;
    query.types = {"StructureDefinition"};
    query.count = 20;
    query.all_of = {Criterion{parameter, fhir::SearchType::uri, {}, false, {UriValue{uri}}}};
    return query;
}

struct Answer {
    access::Found found;
    Issues notes;
};

Answer added_to(access::Found found, const Query& query)
{
    Answer answer{std::move(found), {}};
    EXPECT_TRUE(add_core_definitions(query, answer.found, answer.notes));
    return answer;
}

access::Found of_stored(const std::string& id)
{
    access::Found found;
    found.matches.push_back({{"StructureDefinition", id}, 3, {}, access::Act::update, "{}"});
    found.total = 1;
    return found;
}

}  // namespace

TEST(CoreDefinitions, have_an_id_and_one_version)
{
    const auto version = core_definition({"StructureDefinition", "Patient"}).value();
    ASSERT_TRUE(version);
    EXPECT_EQ(version->number, 1U);
    const auto document = json::read(version->body).value();
    EXPECT_EQ(document.root()["url"].text(), patient);
    EXPECT_EQ(document.root()["meta"]["versionId"].text(), "1");
    EXPECT_EQ(document.root()["meta"]["lastUpdated"].text(), to_text(version->at));
}

TEST(CoreDefinitions, are_of_one_type)
{
    EXPECT_FALSE(core_definition({"Patient", "Patient"}).value());
    EXPECT_FALSE(core_definition({"StructureDefinition", "nothing"}).value());
}

TEST(CoreDefinitions, are_found_by_url_and_counted)
{
    const auto answer = added_to(of_stored("mine"), by("url", patient));
    ASSERT_EQ(answer.found.matches.size(), 2U);
    EXPECT_EQ(answer.found.matches[1].key.id, "Patient");
    EXPECT_EQ(answer.found.total, 2U);
    EXPECT_TRUE(answer.notes.empty());
}

TEST(CoreDefinitions, come_on_the_last_page_and_in_every_total)
{
    auto first_page = of_stored("mine");
    first_page.next = "more";
    const auto answer = added_to(std::move(first_page), by("url", patient));
    EXPECT_EQ(answer.found.matches.size(), 1U);
    EXPECT_EQ(answer.found.total, 2U);
}

TEST(CoreDefinitions, give_way_to_what_is_stored_under_their_id)
{
    const auto answer = added_to(of_stored("Patient"), by("url", patient));
    ASSERT_EQ(answer.found.matches.size(), 1U);
    EXPECT_EQ(answer.found.matches[0].number, 3U);
    EXPECT_EQ(answer.found.total, 1U);
}

TEST(CoreDefinitions, are_told_to_be_left_out_of_another_search)
{
    const auto answer = added_to(of_stored("mine"), by("derivation", patient));
    EXPECT_EQ(answer.found.matches.size(), 1U);
    EXPECT_EQ(answer.found.total, 1U);
    EXPECT_EQ(answer.notes.size(), 1U);
    auto sorted = by("url", patient);
    sorted.sort = {{}};
    EXPECT_EQ(added_to({}, sorted).notes.size(), 1U);
}

TEST(CoreDefinitions, are_no_matter_of_other_types)
{
    auto query = by("name", "x");
    query.types = {"ValueSet"};
    EXPECT_TRUE(added_to({}, query).notes.empty());
}

}  // namespace helselos::interaction
