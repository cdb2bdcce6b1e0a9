#include "fhir/patch/fhirpath_patch.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::fhir {

namespace {

std::string operation(const std::string& parts)
{
    return R"({"resourceType":"Parameters","parameter":[{"name":"operation","part":[)" + parts + "]}]}";
}

std::string part(const std::string& name, const std::string& value)
{
    return R"({"name":")" + name + "\"," + value + "}";
}

std::string said(const std::string& name, const std::string& text, const std::string& type = "valueString")
{
    return part(name, "\"" + type + R"(":")" + text + "\"");
}

std::string type(const std::string& code)
{
    return said("type", code, "valueCode");
}

std::string after(std::string_view resource, const std::string& parameters)
{
    const auto patched
        = fhirpath_patched(json::read(resource)->root(), json::read(parameters)->root(), Definitions::r4());
    return patched ? json::to_text(patched->root()) : patched.error().element + ": " + patched.error().reason;
}

Kind kind_of(std::string_view resource, const std::string& parameters)
{
    const auto patched
        = fhirpath_patched(json::read(resource)->root(), json::read(parameters)->root(), Definitions::r4());
    EXPECT_FALSE(patched.ok());
    return patched ? Kind::fault : patched.error().kind;
}

TEST(FhirPathPatch, add_sets_what_can_be_once)
{
    EXPECT_EQ(after(R"({"resourceType":"Patient"})",
                  operation(type("add") + "," + said("path", "Patient") + "," + said("name", "birthDate") + ","
                      + part("value", R"("valueDate":"1930-01-01")"))),
        R"({"resourceType":"Patient","birthDate":"1930-01-01"})");
}

TEST(FhirPathPatch, add_of_what_is_there_already_is_refused)
{
    EXPECT_EQ(kind_of(R"({"resourceType":"Patient","birthDate":"1920-01-01"})",
                  operation(type("add") + "," + said("path", "Patient") + "," + said("name", "birthDate") + ","
                      + part("value", R"("valueDate":"1930-01-01")"))),
        Kind::unprocessable);
    // Also under another name of the choice.
    EXPECT_EQ(kind_of(R"({"resourceType":"Patient","deceasedBoolean":false})",
                  operation(type("add") + "," + said("path", "Patient") + "," + said("name", "deceased") + ","
                      + part("value", R"("valueDateTime":"2020-01-01")"))),
        Kind::unprocessable);
}

TEST(FhirPathPatch, add_goes_to_the_end_of_a_list)
{
    EXPECT_EQ(after(R"({"resourceType":"Patient","identifier":[{"system":"http://a"}]})",
                  operation(type("add") + "," + said("path", "Patient") + "," + said("name", "identifier") + ","
                      + part("value", R"("valueIdentifier":{"system":"http://b"})"))),
        R"({"resourceType":"Patient","identifier":[{"system":"http://a"},{"system":"http://b"}]})");
}

TEST(FhirPathPatch, what_has_no_type_name_is_spelt_out)
{
    EXPECT_EQ(
        after(R"({"resourceType":"Patient"})",
            operation(type("add") + "," + said("path", "Patient") + "," + said("name", "contact") + ","
                + part("value",
                    R"("part":[{"name":"name","valueHumanName":{"text":"a name"}},{"name":"gender","valueCode":"male"}])"))),
        R"({"resourceType":"Patient","contact":[{"name":{"text":"a name"},"gender":"male"}]})");
}

TEST(FhirPathPatch, a_choice_gets_the_name_of_its_type)
{
    EXPECT_EQ(after(R"({"resourceType":"Observation","valueString":"x"})",
                  operation(type("replace") + "," + said("path", "Observation.value") + ","
                      + part("value", R"("valueQuantity":{"value":1.50})"))),
        R"({"resourceType":"Observation","valueQuantity":{"value":1.50}})");
    EXPECT_EQ(kind_of(R"({"resourceType":"Observation","valueString":"x"})",
                  operation(type("replace") + "," + said("path", "Observation.value") + ","
                      + part("value", R"("valueAddress":{"city":"Bergen"})"))),
        Kind::unprocessable);
}

TEST(FhirPathPatch, insert_puts_before_the_index)
{
    const std::string three = R"({"resourceType":"Patient","identifier":[{"value":"1"},{"value":"2"},{"value":"3"}]})";
    const auto insert = [](const std::string& index) {
        return operation(type("insert") + "," + said("path", "Patient.identifier") + ","
            + part("index", R"("valueInteger":)" + index) + "," + part("value", R"("valueIdentifier":{"value":"0"})"));
    };
    EXPECT_EQ(after(three, insert("0")),
        R"({"resourceType":"Patient","identifier":[{"value":"0"},{"value":"1"},{"value":"2"},{"value":"3"}]})");
    EXPECT_EQ(after(three, insert("3")),
        R"({"resourceType":"Patient","identifier":[{"value":"1"},{"value":"2"},{"value":"3"},{"value":"0"}]})");
    EXPECT_EQ(kind_of(three, insert("4")), Kind::unprocessable);
    EXPECT_EQ(after(R"({"resourceType":"Patient"})", insert("0")),
        R"({"resourceType":"Patient","identifier":[{"value":"0"}]})");
}

TEST(FhirPathPatch, delete_takes_one_away_and_leaves_nothing_empty)
{
    const auto gone = operation(type("delete") + "," + said("path", "Patient.name.given.where($this = 'Anna')"));
    EXPECT_EQ(
        after(R"({"resourceType":"Patient","name":[{"given":["Anna"]}]})", gone), R"({"resourceType":"Patient"})");
    EXPECT_EQ(
        after(R"({"resourceType":"Patient","name":[{"given":["Anna","Lise"],"_given":[{"id":"a"},null]}]})", gone),
        R"({"resourceType":"Patient","name":[{"given":["Lise"]}]})");
    EXPECT_EQ(after(R"({"resourceType":"Patient"})", gone), R"({"resourceType":"Patient"})");
    EXPECT_EQ(kind_of(R"({"resourceType":"Patient","name":[{"given":["Anna","Anna"]}]})", gone), Kind::unprocessable);
}

TEST(FhirPathPatch, move_changes_the_order)
{
    EXPECT_EQ(after(R"({"resourceType":"Patient","identifier":[{"value":"1"},{"value":"2"},{"value":"3"}]})",
                  operation(type("move") + "," + said("path", "Patient.identifier") + ","
                      + part("source", R"("valueInteger":2)") + "," + part("destination", R"("valueInteger":0)"))),
        R"({"resourceType":"Patient","identifier":[{"value":"3"},{"value":"1"},{"value":"2"}]})");
}

TEST(FhirPathPatch, what_is_no_patch_is_refused_with_its_operation)
{
    const std::string patient = R"({"resourceType":"Patient","active":true})";
    EXPECT_EQ(kind_of(patient, R"({"resourceType":"Parameters"})"), Kind::invalid);
    EXPECT_EQ(kind_of(patient, operation(type("grow"))), Kind::invalid);
    EXPECT_EQ(kind_of(patient, operation(type("delete"))), Kind::invalid);
    EXPECT_EQ(kind_of(patient, operation(type("delete") + "," + said("path", "Patient"))), Kind::unprocessable);
    EXPECT_EQ(kind_of(patient,
                  operation(type("add") + "," + said("path", "Patient") + "," + said("name", "shoeSize") + ","
                      + part("value", R"("valueInteger":43)"))),
        Kind::unprocessable);
    EXPECT_EQ(after(patient,
                  operation(type("replace") + "," + said("path", "Patient.gender") + ","
                      + said("value", "male", "valueCode"))),
        "Parameters.parameter[0]: the path selects nothing, or more than one element");
    // What a path computes is no element of the resource.
    EXPECT_EQ(
        kind_of(patient, operation(type("delete") + "," + said("path", "Patient.active.not()"))), Kind::unprocessable);
}

}  // namespace

}  // namespace helselos::fhir
