#include "fhir/search/extract.h"

#include "base/limits.h"
#include "fhir/search/rows_in_words.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

TEST(Extract, id_and_last_updated_are_left_to_the_store)
{
    const auto rows
        = rows_of(R"({"resourceType":"Slot","id":"1","meta":{"lastUpdated":"2026-11-22T10:00:00Z"},"status":"free"})");
    EXPECT_EQ(tokens(rows, "_id"), Texts());
    EXPECT_EQ(dates(rows, "_lastUpdated"), Texts());
}

TEST(Extract, doubles_are_one_row)
{
    const auto rows = rows_of(R"({"resourceType":"Patient","name":[{"family":"Li","given":["Li"]}]})");
    EXPECT_EQ(strings(rows, "name"), Texts{"li"});
}

TEST(Extract, an_unknown_resource_type_is_refused)
{
    for (const char* text : {R"({"resourceType":"Klient"})", R"({"resourceType":"DomainResource"})", "{}", "[]", "1"}) {
        const auto document = json::read(text);
        const auto rows = extractor(Extractor::Way::quick).extract(document->root());
        ASSERT_FALSE(rows.ok()) << text;
        EXPECT_EQ(rows.error().kind, Kind::invalid);
    }
}

TEST(Extract, rows_are_limited_at_under_and_over)
{
    const auto extracted = [](std::size_t members) {
        std::string text = R"({"resourceType":"Group","type":"person","actual":true,"member":[)";
        for (std::size_t i = 0; i < members; ++i)
            text += fmt::format(R"({}{{"entity":{{"reference":"Practitioner/{}"}}}})", i == 0 ? "" : ",", i);
        return extractor(Extractor::Way::quick).extract(json::read(text + "]}")->root());
    };
    constexpr std::size_t others = 2;  // type and actual.
    const auto under = extracted(limits::search_rows_max - others - 1);
    EXPECT_TRUE(under.ok());
    EXPECT_TRUE(extracted(limits::search_rows_max - others).ok());
    const auto over = extracted(limits::search_rows_max - others + 1);
    ASSERT_FALSE(over.ok());
    EXPECT_EQ(over.error().kind, Kind::too_large);
}

TEST(ExtractCompartments, a_patient_is_in_its_own)
{
    EXPECT_EQ(rows_of(R"({"resourceType":"Patient","id":"1"})").compartments, Texts{"Patient/1"});
    EXPECT_EQ(rows_of(R"({"resourceType":"Patient"})").compartments, Texts());
}

TEST(ExtractCompartments, the_parameters_of_the_definition_decide)
{
    EXPECT_EQ(rows_of(R"({"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"Patient/1"},
        "performer":[{"reference":"Patient/2"},{"reference":"Practitioner/3"}],"focus":[{"reference":"Patient/4"}]})")
                  .compartments,
        (Texts{"Patient/1", "Patient/2"}));
    EXPECT_EQ(
        rows_of(R"({"resourceType":"Appointment","status":"booked","participant":[{"actor":{"reference":"Patient/1"}},
        {"actor":{"reference":"Patient/1"}}]})")
            .compartments,
        Texts{"Patient/1"});
    EXPECT_EQ(
        rows_of(R"({"resourceType":"Patient","id":"1","link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]})")
            .compartments,
        (Texts{"Patient/1", "Patient/2"}));
}

TEST(ExtractCompartments, a_patient_elsewhere_or_unnamed_or_of_no_rule_has_none)
{
    EXPECT_EQ(rows_of(R"({"resourceType":"Observation","status":"final","code":{},
        "subject":{"reference":"https://elsewhere.example/fhir/Patient/1"}})")
                  .compartments,
        Texts());
    EXPECT_EQ(
        rows_of(R"({"resourceType":"Observation","status":"final","code":{},"subject":{"identifier":{"value":"1"}}})")
            .compartments,
        Texts());
    EXPECT_EQ(rows_of(R"({"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"Group/1"}})")
                  .compartments,
        Texts());
    EXPECT_EQ(rows_of(R"({"resourceType":"Organization","name":"x"})").compartments, Texts());
}

}  // namespace

}  // namespace helselos::fhir::search
