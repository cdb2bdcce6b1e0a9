// Our own cases, feature by feature (fhirpath_cases.json): always at hand, unlike the official ones.
#include "conformance/suite.h"
#include "fhir/path/check.h"
#include "fhir/path/path.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace helselos::fhir::path {

namespace {

json::Document read_cases()
{
    std::ifstream stream(HL_SOURCE_DIR "/tests/conformance/fhirpath_cases.json", std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return json::read(text.str()).value();
}

std::string shown(const Collection& items)
{
    std::string text;
    for (const auto& item : items) {
        const bool is_complex = item.is_element() && !item.is_primitive();
        text += (text.empty() ? "" : ", ") + std::string(item.type_name()) + " "
            + (is_complex ? json::to_text(item.json()) : item.to_text());
    }
    return items.empty() ? "{}" : text;
}

std::string answer_to(std::string_view text, const Item& focus)
{
    const auto expression = compile(text);
    if (!expression.ok())
        return "refused";
    const auto* type = focus.type();
    if (!checked(*expression, {&type, 1}, Definitions::r4()).ok())
        return "mistaken";
    Environment environment(Definitions::r4());
    environment.now = instant_from_text("2026-11-22T12:00:00.000Z").value();
    environment.as_is_a_filter = false;
    const auto found = evaluate(*expression, focus, environment);
    return found.ok() ? shown(*found) : "refused";
}

TEST(FhirpathCases, every_feature_of_the_specification_answers_as_it_says)
{
    const auto cases = read_cases();
    const auto resources = cases.root()["resources"];
    std::size_t count = 0, passed = 0;
    for (const auto feature : cases.root()["features"].elements()) {
        const auto focus = Item::of_resource(resources[feature["on"].text()], Definitions::r4());
        ASSERT_NE(focus.type(), nullptr) << feature["name"].text();
        for (const auto one : feature["cases"].elements()) {
            const auto answer = answer_to(one.at(0).text(), focus);
            EXPECT_EQ(answer, one.at(1).text()) << feature["name"].text() << ": " << one.at(0).text();
            passed += answer == one.at(1).text() ? 1U : 0U;
            ++count;
        }
    }
    EXPECT_GE(count, 600U);
    conformance::tell({"fhirpath-own", "FHIRPath, cases of our own from the specification", passed, count, ""});
}

}  // namespace

}  // namespace helselos::fhir::path
