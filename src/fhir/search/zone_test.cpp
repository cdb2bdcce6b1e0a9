#include "fhir/search/zone.h"

#include "fhir/search/date_range.h"
#include "fhir/search/query_in_words.h"
#include "fhir/search/rows_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

std::string range_in(const char* zone, std::string_view text)
{
    const auto range = date_range(text, **Zone::named(zone));
    return range ? instant(range->low) + ".." + instant(range->high) : "none";
}

TEST(Zone, a_day_begins_where_the_clock_on_the_wall_says)
{
    EXPECT_EQ(range_in("UTC", "2026-11-22"), "2026-11-22T00:00:00.000Z..2026-11-23T00:00:00.000Z");
    EXPECT_EQ(range_in("Europe/Oslo", "2026-11-22"), "2026-11-21T23:00:00.000Z..2026-11-22T23:00:00.000Z");
    EXPECT_EQ(range_in("Europe/Oslo", "2026-07"), "2026-06-30T22:00:00.000Z..2026-07-31T22:00:00.000Z");
    EXPECT_EQ(range_in("Europe/Oslo", "2026-11-22T10:00"), "2026-11-22T09:00:00.000Z..2026-11-22T09:01:00.000Z");
}

TEST(Zone, a_day_has_23_hours_when_summer_comes_and_25_when_it_goes)
{
    EXPECT_EQ(range_in("Europe/Oslo", "2026-03-29"), "2026-03-28T23:00:00.000Z..2026-03-29T22:00:00.000Z");
    EXPECT_EQ(range_in("Europe/Oslo", "2026-10-25"), "2026-10-24T22:00:00.000Z..2026-10-25T23:00:00.000Z");
    EXPECT_EQ(range_in("Europe/Oslo", "2026-03-29T02:30"), "none");
    EXPECT_EQ(range_in("Europe/Oslo", "2026-10-25T02:30"), "2026-10-25T00:30:00.000Z..2026-10-25T00:31:00.000Z");
}

TEST(Zone, what_has_an_offset_is_the_same_everywhere)
{
    EXPECT_EQ(range_in("Europe/Oslo", "2026-11-22T10:00:00Z"), range_in("UTC", "2026-11-22T10:00:00Z"));
    EXPECT_EQ(range_in("Europe/Oslo", "2026-11-22T10:00:00+01:00"), range_in("UTC", "2026-11-22T10:00:00+01:00"));
}

TEST(Zone, the_first_and_the_last_year_are_days_too)
{
    EXPECT_NE(range_in("Europe/Oslo", "0001"), "none");
    EXPECT_NE(range_in("Europe/Oslo", "9999-12-31"), "none");
}

TEST(Zone, an_unknown_zone_is_refused)
{
    EXPECT_FALSE(Zone::named("Europe/Vestby").ok());
    EXPECT_FALSE(Zone::named("").ok());
}

TEST(Zone, resources_are_read_and_questions_understood_in_one_zone)
{
    const auto parameters = Parameters::of(Definitions::r4(), *Zone::named("Europe/Oslo"));
    const auto reader = *Extractor::create(parameters);
    const auto observation = *json::read(R"({"resourceType":"Observation","effectiveDateTime":"2026-11-22"})");
    EXPECT_EQ(dates(*reader.extract(observation.root()), "date"),
        Texts{"2026-11-21T23:00:00.000Z..2026-11-22T23:00:00.000Z"});
    auto grounds = test_grounds();
    grounds.parameters = parameters;
    EXPECT_EQ(asked(Space::of_type("Observation"), "date=2026-11-22&_lastUpdated=gt2026-11-22", grounds),
        "date=eq2026-11-21T23:00:00.000Z..2026-11-22T23:00:00.000Z "
        "_lastUpdated=gt2026-11-21T23:00:00.000Z..2026-11-22T23:00:00.000Z");
}

}  // namespace

}  // namespace helselos::fhir::search
