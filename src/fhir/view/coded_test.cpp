#include "fhir/view/coded.h"

#include "fhir/view/severity.h"
#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::fhir::view {

namespace {

json::Document read(std::string_view text)
{
    auto document = json::read(text);
    EXPECT_TRUE(document.ok());
    return std::move(document).value();
}

}  // namespace

TEST(Coded, the_code_of_the_system_asked_for_is_found_among_several)
{
    const auto document = read(R"({"coding":[{"system":"a","code":"1"},{"code":"2"},{"system":"b","code":"3"}]})");
    EXPECT_EQ(code_in(document.root(), "b"), "3");
    EXPECT_EQ(code_in(document.root(), "c"), "");
}

TEST(Coded, what_is_no_concept_has_no_code)
{
    const auto document = read(R"({"coding":"b"})");
    EXPECT_EQ(code_in(document.root(), "b"), "");
    EXPECT_EQ(code_in(document.root()["missing"], "b"), "");
}

TEST(Severity, the_level_is_that_of_the_first_prediction_in_our_own_system)
{
    const auto document = read(R"({"prediction":[{"qualitativeRisk":{"coding":[{"system":"other","code":"high"},
        {"system":"https://helselos.no/fhir/CodeSystem/severity-level","code":"urgent"}]}}]})");
    EXPECT_EQ(level_of(document.root()), "urgent");
    EXPECT_EQ(level_of(document.root()["prediction"]), "");
}

}  // namespace helselos::fhir::view
