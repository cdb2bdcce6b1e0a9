#include "fhir/path/path.h"
#include "fhir/validation/validate.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace helselos::fhir::validation {

namespace {

// The keys of the invariants that are said to be violated, each with its place.
std::string violated(std::string_view text, Severity least = Severity::error)
{
    const auto document = json::read(text);
    Options options;
    options.least = least;
    std::string lines;
    for (const auto& issue : Validator::r4().validate(document->root(), options))
        lines += (lines.empty() ? "" : " ") + issue.text.substr(0, issue.text.find(':')) + "@" + issue.element;
    return lines;
}

}  // namespace

TEST(Invariants, of_a_resource_are_asked)
{
    EXPECT_EQ(violated(R"({"resourceType":"Observation","status":"final","code":{"text":"x"},"valueInteger":1,
        "dataAbsentReason":{"text":"y"}})"),
        "obs-6@Observation");
    EXPECT_EQ(violated(R"({"resourceType":"Organization","active":true})"), "org-1@Organization");
}

TEST(Invariants, of_an_element_are_asked_for_each_of_them)
{
    EXPECT_EQ(violated(R"({"resourceType":"Patient","contact":[{"name":{"text":"a"}},{"gender":"male"}]})"),
        "pat-1@Patient.contact[1]");
}

TEST(Invariants, of_a_type_are_asked_wherever_it_is_used)
{
    EXPECT_EQ(violated(R"({"resourceType":"Patient","name":[{"text":"a","period":{"start":"2026","end":"2025"}}],
        "telecom":[{"value":"1"}]})"),
        "per-1@Patient.name[0].period cpt-2@Patient.telecom[0]");
    EXPECT_EQ(violated(R"({"resourceType":"Condition","subject":{"reference":"Patient/1"},"onsetAge":{"value":-1,
        "system":"http://unitsofmeasure.org","code":"a"}})"),
        "age-1@Condition.onset.ofType(Age)");
}

TEST(Invariants, follow_content_references)
{
    EXPECT_EQ(
        violated(R"({"resourceType":"Questionnaire","status":"active","item":[{"linkId":"1","type":"group","text":"a",
        "item":[{"linkId":"2","type":"display","text":"a","required":true}]}]})"),
        "que-6@Questionnaire.item[0].item[0]");
}

TEST(Invariants, of_the_resource_around_know_the_resource)
{
    EXPECT_EQ(
        violated(R"({"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"}}]})"),
        "bdl-3@Bundle");
    EXPECT_EQ(
        violated(R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Observation",
        "status":"final","code":{"coding":[{"system":"http://a","code":"b"}]},"valueInteger":1,
        "component":[{"code":{"coding":[{"system":"http://a","code":"b"}]}}]}}]})"),
        "obs-7@Bundle.entry[0].resource");
}

TEST(Invariants, that_are_warnings_are_told_when_wanted)
{
    const auto* text = R"({"resourceType":"ValueSet","status":"active","name":"not a name"})";
    EXPECT_EQ(violated(text), "");
    EXPECT_EQ(violated(text, Severity::warning), "dom-6@ValueSet vsd-0@ValueSet");
}

TEST(Invariants, a_contained_resource_needs_no_narrative)
{
    EXPECT_EQ(violated(R"({"resourceType":"Patient","contained":[{"resourceType":"Practitioner","id":"d"}],
        "generalPractitioner":[{"reference":"#d"}]})",
                  Severity::warning),
        "dom-6@Patient");
}

TEST(Invariants, every_one_of_r4_can_be_compiled)
{
    std::map<std::string, std::string> refused;
    for (const auto& type : Definitions::r4().types()) {
        const auto look = [&](std::span<const Constraint> constraints) {
            for (const auto& constraint : constraints)
                if (const auto compiled = path::compile(constraint.expression); !compiled)
                    refused[std::string(constraint.key)] = compiled.error().reason;
        };
        look(type.constraints);
        for (const auto& element : type.elements)
            look(element.constraints);
    }
    EXPECT_TRUE(refused.empty()) << refused.begin()->first << ": " << refused.begin()->second;
}

// What the walk answers itself, FHIRPath has to answer likewise.
TEST(Invariants, answered_by_the_walk_agree_with_fhirpath)
{
    const auto& definitions = Definitions::r4();
    const auto contained = [](const std::string& practitioner, const std::string& reference) {
        return R"({"resourceType":"Patient","contained":[{"resourceType":"Practitioner","id":"d")" + practitioner
            + R"(}],"generalPractitioner":[{"reference":")" + reference + R"("}]})";
    };
    for (const auto& text : {contained("", "#d"), contained("", "Practitioner/1"),
             contained(R"(,"meta":{"versionId":"1"})", "#d"), contained(R"(,"meta":{"security":[{"code":"R"}]})", "#d"),
             contained(R"(,"extension":[{"url":"http://a","valueReference":{"reference":"#"}}])", "Practitioner/1"),
             contained(R"(,"contained":[{"resourceType":"Basic","code":{"text":"x"}}])", "#d")}) {
        const auto document = json::read(text);
        path::Environment environment(definitions);
        environment.resource = path::Item::of_resource(document->root(), definitions);
        environment.root_resource = environment.resource;
        bool all_hold = true;
        for (const auto& constraint : definitions.type("Patient")->constraints)
            if (constraint.is_error)
                all_hold = all_hold
                    && *path::holds(*path::compile(constraint.expression), environment.resource, environment);
        EXPECT_EQ(violated(text).empty(), all_hold) << text << violated(text);
    }
}

TEST(Invariants, that_cost_too_much_are_told_as_not_checked)
{
    std::string concepts = R"({"code":"0"})";
    for (int i = 1; i < 300'000; ++i)
        concepts += ",{\"code\":\"" + std::to_string(i) + "\"}";
    const auto document = json::read(
        R"({"resourceType":"CodeSystem","status":"active","content":"complete","concept":[)" + concepts + "]}");
    ASSERT_TRUE(document.ok());
    Options options;
    options.least = Severity::warning;
    bool is_told = false;
    for (const auto& issue : Validator::r4().validate(document->root(), options))
        is_told = is_told
            || (issue.code == "not-supported" && issue.text.starts_with("not checked: csd-1 cannot be evaluated"));
    EXPECT_TRUE(is_told);
}

}  // namespace helselos::fhir::validation
