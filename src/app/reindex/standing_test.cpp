#include "app/reindex/standing.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::app {

namespace {

using fhir::search::Parameters;

json::Document parameter(const std::string& code, const std::string& expression, const std::string& status = "active")
{
    return json::read(R"({"resourceType":"SearchParameter","url":"https://e.org/SearchParameter/)" + code
        + R"(","name":"x","status":")" + status + R"(","description":"x","code":")" + code
        + R"(","base":["Patient"],"type":"string","expression":")" + expression + R"("})")
        .value();
}

Standing standing()
{
    return {{}, Parameters::of(fhir::Definitions::r4())};
}

bool is_ready(const Standing& standing, const char* code)
{
    const auto* found = standing.parameters->find("Patient", code);
    return found != nullptr && standing.parameters->is_ready(*found);
}

}  // namespace

TEST(Standing, what_is_new_is_in_force_and_not_ready_until_all_is_read)
{
    auto now = standing();
    take_up(now, "SearchParameter/1", parameter("birthplace", "Patient.name.where(").root());
    EXPECT_EQ(now.entries.at(0).state(), "refused");

    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family").root());
    ASSERT_EQ(now.entries.size(), 1U);
    EXPECT_EQ(now.entries[0].state(), "indexing");
    EXPECT_EQ(now.entries[0].types, std::vector<std::string>{"Patient"});
    EXPECT_FALSE(is_ready(now, "maiden"));

    finish(now, "SearchParameter/1");
    settle(now);
    EXPECT_EQ(now.entries[0].state(), "ready");
    EXPECT_TRUE(is_ready(now, "maiden"));
}

TEST(Standing, the_same_again_changes_nothing_and_another_expression_begins_anew)
{
    auto now = standing();
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family").root());
    finish(now, "SearchParameter/1");
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family").root());
    EXPECT_EQ(now.entries.at(0).state(), "ready");
    EXPECT_TRUE(is_ready(now, "maiden"));
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.given").root());
    EXPECT_EQ(now.entries.at(0).state(), "indexing");
    EXPECT_FALSE(is_ready(now, "maiden"));
}

TEST(Standing, what_is_removed_or_retired_is_unknown_at_once_and_its_rows_are_taken_away)
{
    auto now = standing();
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family").root());
    finish(now, "SearchParameter/1");
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family", "retired").root());
    EXPECT_EQ(now.parameters->find("Patient", "maiden"), nullptr);
    EXPECT_EQ(now.entries.at(0).state(), "removing");
    EXPECT_FALSE(now.entries.at(0).is_done);
    finish(now, "SearchParameter/1");
    EXPECT_TRUE(now.entries.empty());
}

TEST(Standing, one_that_is_not_active_or_that_r4_has_itself_is_left_alone)
{
    auto now = standing();
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family", "draft").root());
    take_up(now, "SearchParameter/2",
        json::read(R"({"resourceType":"SearchParameter","status":"active",
            "url":"http://hl7.org/fhir/SearchParameter/Patient-animal-breed"})")
            .value()
            .root());
    take_up(now, "SearchParameter/3", {});
    for (const auto& entry : now.entries)
        EXPECT_NE(entry.state(), "indexing");
    EXPECT_EQ(now.parameters->find("Patient", "maiden"), nullptr);
}

TEST(Standing, two_with_the_same_url_or_code_are_not_both_in_force)
{
    auto now = standing();
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family").root());
    take_up(now, "SearchParameter/2", parameter("maiden", "Patient.name.family").root());
    EXPECT_EQ(now.entries.at(1).state(), "refused");
    EXPECT_NE(now.parameters->find("Patient", "maiden"), nullptr);
    take_up(now, "SearchParameter/2", {});
    EXPECT_EQ(now.entries.size(), 1U);
    EXPECT_NE(now.parameters->find("Patient", "maiden"), nullptr);
}

TEST(Standing, one_that_cannot_be_evaluated_on_what_is_stored_is_refused_and_taken_out)
{
    auto now = standing();
    take_up(now, "SearchParameter/1", parameter("maiden", "Patient.name.family").root());
    now.entries[0].resources_failed = 3;
    finish(now, "SearchParameter/1");
    EXPECT_EQ(now.entries[0].state(), "refused");
    EXPECT_FALSE(now.entries[0].is_done);
    EXPECT_EQ(now.parameters->find("Patient", "maiden"), nullptr);
}

TEST(Entries, come_back_from_text_as_they_were)
{
    AddedEntry entry{.url = "https://e.org/a",
        .source = "SearchParameter/1",
        .edition = "x",
        .fate = AddedEntry::Fate::gone,
        .reason = "r"};
    const Passage passage{.types = {"Observation", "Patient"},
        .is_done = true,
        .at_type = 1,
        .cursor = "c",
        .resources_done = 5,
        .resources_total = 9,
        .resources_failed = 2};
    static_cast<Passage&>(entry) = passage;
    const auto text = to_text(AddedEntries{entry});
    const auto back = entries_from_text(text).value();
    EXPECT_EQ(to_text(back), text);
    EXPECT_EQ(static_cast<const Passage&>(back.at(0)), passage);
    EXPECT_TRUE(entries_from_text("").value().empty());
    EXPECT_FALSE(entries_from_text("{").ok());
}

}  // namespace helselos::app
