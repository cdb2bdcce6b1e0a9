#include "fhir/validation/discriminators.h"
#include "fhir/validation/judged_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::validation {

namespace {

std::string patient(const std::string& members)
{
    return R"({"resourceType":"Patient",)" + members + "}";
}

std::string identifiers(const std::string& list)
{
    return patient(R"("identifier":[)" + list + "]");
}

// Identifiers of two systems, sliced as `slicing` says.
Judged by_system(const std::string& slicing, const std::string& more = "")
{
    Judged judged;
    judged.profile("sliced", "Patient",
        R"({"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],)"
            + slicing + R"(}},
        {"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","min":1,"max":"1"},
        {"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"},
        {"id":"Patient.identifier:a.value","path":"Patient.identifier.value","min":1},
        {"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b","min":0,"max":"2"},
        {"id":"Patient.identifier:b.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:b"})"
            + more);
    return judged;
}

constexpr const char* a = R"({"system":"urn:a","value":"1"})";
constexpr const char* b = R"({"system":"urn:b"})";
constexpr const char* c = R"({"system":"urn:c"})";

std::string list(std::initializer_list<const char*> items)
{
    std::string text;
    for (const auto* item : items)
        text += (text.empty() ? "" : ",") + std::string(item);
    return identifiers(text);
}

}  // namespace

TEST(Slicing, a_slice_counts_its_own_items)
{
    const auto judged = by_system(R"("rules":"open")");
    EXPECT_EQ(judged.told("sliced", list({a})), "");
    EXPECT_EQ(judged.told("sliced", list({a, b, b, c})), "");
    EXPECT_EQ(judged.told("sliced", list({b})), "error required Patient");
    EXPECT_EQ(judged.told("sliced", list({a, a})), "error structure Patient");
    EXPECT_EQ(judged.told("sliced", list({a, b, b, b})), "error structure Patient");
    EXPECT_EQ(judged.told("sliced", patient(R"("active":true)")), "error required Patient");
}

TEST(Slicing, what_is_in_a_slice_satisfies_what_the_slice_demands)
{
    const auto judged = by_system(R"("rules":"open")");
    EXPECT_EQ(judged.told("sliced", list({c, R"({"system":"urn:a"})"})), "error required Patient.identifier[1]");
}

TEST(Slicing, closed_lets_nothing_else_in)
{
    const auto judged = by_system(R"("rules":"closed")");
    EXPECT_EQ(judged.told("sliced", list({a, b})), "");
    EXPECT_EQ(judged.told("sliced", list({a, c})), "error structure Patient.identifier[1]");
    EXPECT_EQ(judged.told("sliced", list({a, R"({"value":"x"})"})), "error structure Patient.identifier[1]");
}

TEST(Slicing, open_tells_what_is_in_no_slice_without_blame)
{
    const auto judged = by_system(R"("rules":"open")");
    const auto told = judged.told("sliced", list({a, c}), Severity::information);
    EXPECT_NE(told.find("information informational Patient.identifier[1]"), std::string::npos) << told;
    EXPECT_EQ(told.find("information informational Patient.identifier[0]"), std::string::npos) << told;
}

TEST(Slicing, open_at_end_wants_the_others_last)
{
    const auto judged = by_system(R"("rules":"openAtEnd")");
    EXPECT_EQ(judged.told("sliced", list({a, b, c})), "");
    EXPECT_EQ(judged.told("sliced", list({a, c, b})), "error structure Patient.identifier[2]");
}

TEST(Slicing, ordered_wants_the_slices_in_their_order)
{
    const auto judged = by_system(R"("ordered":true,"rules":"open")");
    EXPECT_EQ(judged.told("sliced", list({a, b, b})), "");
    EXPECT_EQ(judged.told("sliced", list({b, a})), "error structure Patient.identifier[1]");
}

TEST(Slicing, a_default_slice_takes_what_is_in_no_other)
{
    const auto judged = by_system(R"("rules":"closed")",
        R"(,{"id":"Patient.identifier:@default","path":"Patient.identifier","sliceName":"@default","max":"1"},
        {"id":"Patient.identifier:@default.value","path":"Patient.identifier.value","min":1})");
    EXPECT_EQ(judged.told("sliced", list({a, R"({"system":"urn:c","value":"1"})"})), "");
    EXPECT_EQ(judged.told("sliced", list({a, c})), "error required Patient.identifier[1]");
    EXPECT_EQ(
        judged.told("sliced", list({a, R"({"system":"urn:c","value":"1"})", R"({"system":"urn:d","value":"1"})"})),
        "error structure Patient");
}

TEST(Slicing, an_item_in_two_slices_is_refused)
{
    Judged judged;
    judged.profile("both", "Patient",
        R"({"path":"Patient.identifier","slicing":{"discriminator":[{"type":"exists","path":"value"}],"rules":"open"}},
        {"path":"Patient.identifier","sliceName":"a"},{"path":"Patient.identifier.value","min":1},
        {"path":"Patient.identifier","sliceName":"b"},{"path":"Patient.identifier.value","min":1})");
    EXPECT_EQ(judged.told("both", list({a})), "error structure Patient.identifier[0]");
}

TEST(Slicing, slices_may_be_sliced_again)
{
    const auto judged = by_system(R"("rules":"open")",
        R"(,{"id":"Patient.identifier:b/x","path":"Patient.identifier","sliceName":"b/x","min":1,"max":"1"},
        {"id":"Patient.identifier:b/x.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:b"},
        {"id":"Patient.identifier:b/x.period","path":"Patient.identifier.period","min":1})");
    EXPECT_EQ(judged.told("sliced", list({a, R"({"system":"urn:b","period":{"start":"2026"}})"})), "");
    EXPECT_EQ(judged.told("sliced", list({a, b})), "error required Patient.identifier[1]");
}

TEST(Slicing, by_pattern_of_a_concept)
{
    Judged judged;
    judged.profile("sliced", "Observation",
        R"({"path":"Observation.category","slicing":{"discriminator":[{"type":"pattern","path":"$this"}],"rules":"open"}},
        {"path":"Observation.category","sliceName":"v","min":1,"patternCodeableConcept":{"coding":[{"system":"urn:s","code":"v"}]}},
        {"path":"Observation.category.text","min":1})");
    const auto with = [](const std::string& category) {
        return R"({"resourceType":"Observation","status":"final","code":{"text":"x"},"category":[)" + category + "]}";
    };
    EXPECT_EQ(judged.told("sliced",
                  with(R"({"coding":[{"system":"urn:s","code":"v","display":"V"},{"code":"w"}],"text":"t"})")),
        "");
    EXPECT_EQ(judged.told("sliced", with(R"({"coding":[{"system":"urn:s","code":"v"}]})")),
        "error required Observation.category[0]");
    EXPECT_EQ(judged.told("sliced", with(R"({"coding":[{"system":"urn:t","code":"v"}],"text":"t"})")),
        "error required Observation");
}

TEST(Slicing, by_a_part_of_a_pattern)
{
    Judged judged;
    judged.profile("sliced", "Observation",
        R"({"path":"Observation.component","slicing":{"discriminator":[{"type":"value","path":"code.coding.code"}],"rules":"open"}},
        {"path":"Observation.component","sliceName":"s","min":1},
        {"path":"Observation.component.code","patternCodeableConcept":{"coding":[{"system":"urn:s","code":"8480-6"}]}},
        {"path":"Observation.component.value[x]","min":1})");
    const auto with = [](const std::string& component) {
        return R"({"resourceType":"Observation","status":"final","code":{"text":"x"},"component":[)" + component + "]}";
    };
    EXPECT_EQ(
        judged.told("sliced", with(R"({"code":{"coding":[{"system":"urn:s","code":"8480-6"}]},"valueInteger":1})")),
        "");
    EXPECT_EQ(judged.told("sliced", with(R"({"code":{"coding":[{"system":"urn:s","code":"8480-6"}]}})")),
        "error required Observation.component[0]");
    EXPECT_EQ(judged.told("sliced", with(R"({"code":{"coding":[{"system":"urn:s","code":"1"}]}})")),
        "error required Observation");
}

TEST(Slicing, by_existence)
{
    Judged judged;
    judged.profile("sliced", "Patient",
        R"({"path":"Patient.contact","slicing":{"discriminator":[{"type":"exists","path":"name"}],"rules":"open"}},
        {"path":"Patient.contact","sliceName":"named","min":1},{"path":"Patient.contact.name","min":1},
        {"path":"Patient.contact","sliceName":"nameless","max":"1"},{"path":"Patient.contact.name","max":"0"},
        {"path":"Patient.contact.telecom","min":1})");
    EXPECT_EQ(judged.told("sliced",
                  patient(R"("contact":[{"name":{"text":"A"}},{"telecom":[{"system":"phone","value":"1"}]}])")),
        "");
    EXPECT_EQ(judged.told("sliced",
                  patient(R"("contact":[{"name":{"text":"A"}},{"gender":"male","organization":{"display":"o"}}])")),
        "error required Patient.contact[1]");
}

TEST(Slicing, by_type_of_a_choice)
{
    Judged judged;
    judged.profile("sliced", "Observation",
        R"({"path":"Observation.value[x]","slicing":{"discriminator":[{"type":"type","path":"$this"}],"rules":"closed"}},
        {"path":"Observation.value[x]","sliceName":"valueQuantity","type":[{"code":"Quantity"}]},
        {"path":"Observation.value[x].unit","min":1})");
    const auto with = [](const std::string& value) {
        return R"({"resourceType":"Observation","status":"final","code":{"text":"x"},)" + value + "}";
    };
    EXPECT_EQ(judged.told("sliced", with(R"("valueQuantity":{"value":1,"unit":"kg"})")), "");
    EXPECT_EQ(judged.told("sliced", with(R"("valueQuantity":{"value":1})")),
        "error required Observation.value.ofType(Quantity)");
    EXPECT_EQ(judged.told("sliced", with(R"("valueString":"1")")), "error structure Observation.value.ofType(string)");
}

TEST(Slicing, by_type_of_a_resource_and_of_what_is_referred_to)
{
    Judged judged;
    judged.profile("sliced", "Bundle",
        R"({"path":"Bundle.entry","slicing":{"discriminator":[{"type":"type","path":"resource"}],"rules":"closed"}},
        {"path":"Bundle.entry","sliceName":"p","min":1,"max":"1"},
        {"path":"Bundle.entry.resource","type":[{"code":"Patient"}]})");
    const auto bundle = [](const std::string& type) {
        return R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":")" + type
            + R"("}}]})";
    };
    EXPECT_EQ(judged.told("sliced", bundle("Patient")), "");
    EXPECT_EQ(judged.told("sliced", bundle("Practitioner")), "error structure Bundle.entry[0]\nerror required Bundle");

    judged.profile("referring", "Patient",
        R"x({"path":"Patient.generalPractitioner","slicing":{"discriminator":[{"type":"type","path":"resolve()"}],"rules":"open"}},
        {"path":"Patient.generalPractitioner","sliceName":"o","max":"1","type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Organization"]}]},
        {"path":"Patient.generalPractitioner.display","min":1})x");
    const auto referring = [](const std::string& type, const std::string& more) {
        return patient(R"("contained":[{"resourceType":")" + type + R"(","id":"o","name":)"
            + (type == "Organization" ? R"("O")" : R"([{"family":"P"}])")
            + R"(}],"generalPractitioner":[{"reference":"#o")" + more + "}]");
    };
    EXPECT_EQ(judged.told("referring", referring("Organization", R"(,"display":"O")")), "");
    EXPECT_EQ(judged.told("referring", referring("Organization", "")), "error required Patient.generalPractitioner[0]");
    EXPECT_EQ(judged.told("referring", referring("Practitioner", "")), "");
}

TEST(Slicing, by_profile)
{
    Judged judged;
    judged.profile("active", "Patient", R"({"path":"Patient.active","min":1})")
        .profile("sliced", "Bundle",
            R"({"path":"Bundle.entry","slicing":{"discriminator":[{"type":"profile","path":"resource"}],"rules":"open"}},
        {"path":"Bundle.entry","sliceName":"p","min":1,"max":"1"},
        {"path":"Bundle.entry.resource","type":[{"code":"Patient","profile":["http://example.org/fhir/StructureDefinition/active"]}]},
        {"path":"Bundle.entry.fullUrl","min":1})");
    const auto bundle = [](const std::string& entry) {
        return R"({"resourceType":"Bundle","type":"collection","entry":[)" + entry + "]}";
    };
    EXPECT_EQ(
        judged.told("sliced",
            bundle(
                R"({"fullUrl":"urn:x","resource":{"resourceType":"Patient","active":true}},{"resource":{"resourceType":"Patient"}})")),
        "");
    EXPECT_EQ(judged.told("sliced", bundle(R"({"resource":{"resourceType":"Patient","active":true}})")),
        "error required Bundle.entry[0]");
    EXPECT_EQ(judged.told("sliced", bundle(R"({"resource":{"resourceType":"Patient"}})")), "error required Bundle");
}

TEST(Slicing, by_the_value_of_an_extension)
{
    Judged judged;
    judged
        .profile("kind", "Extension",
            R"({"path":"Extension.url","fixedUri":"http://example.org/fhir/StructureDefinition/kind"},{"path":"Extension.value[x]","min":1,"type":[{"code":"code"}]})",
            R"("context":[{"type":"element","expression":"ContactPoint"}],)")
        .profile("sliced", "Patient",
            R"x({"path":"Patient.telecom","slicing":{"discriminator":[{"type":"value","path":"extension('http://example.org/fhir/StructureDefinition/kind').value"}],"rules":"open"}},
        {"path":"Patient.telecom","sliceName":"k","min":1},
        {"path":"Patient.telecom.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}},
        {"path":"Patient.telecom.extension","sliceName":"kind","min":1,"type":[{"code":"Extension","profile":["http://example.org/fhir/StructureDefinition/kind"]}]},
        {"path":"Patient.telecom.extension.value[x]","fixedCode":"k"},
        {"path":"Patient.telecom.value","min":1})x");
    const auto telecom = [](const std::string& code, const std::string& more) {
        return patient(
            R"("telecom":[{"extension":[{"url":"http://example.org/fhir/StructureDefinition/kind","valueCode":")" + code
            + R"("}])" + more + "}]");
    };
    EXPECT_EQ(judged.told("sliced", telecom("k", R"(,"system":"phone","value":"1")")), "");
    EXPECT_EQ(judged.told("sliced", telecom("k", "")), "error required Patient.telecom[0]");
    EXPECT_EQ(judged.told("sliced", telecom("l", "")), "error required Patient");
}

TEST(Slicing, by_the_address_of_an_extension_nobody_has)
{
    Judged judged;
    judged.profile("sliced", "Patient",
        R"({"path":"Patient.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}},
        {"path":"Patient.extension","sliceName":"e","min":1,"max":"1","type":[{"code":"Extension","profile":["http://example.org/nowhere"]}]})");
    const auto with
        = [](const std::string& url) { return patient(R"("extension":[{"url":")" + url + R"(","valueCode":"x"}])"); };
    EXPECT_EQ(judged.told("sliced", with("http://example.org/nowhere")), "");
    EXPECT_EQ(judged.told("sliced", with("http://example.org/elsewhere")), "error required Patient");
}

TEST(Slicing, by_a_value_that_a_type_profile_fixes)
{
    Judged judged;
    judged
        .profile("number", "Identifier",
            R"({"path":"Identifier.system","min":1,"fixedUri":"urn:n"},{"path":"Identifier.value","min":1})")
        .profile("sliced", "Patient",
            R"({"path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
        {"path":"Patient.identifier","sliceName":"n","min":1,"type":[{"code":"Identifier","profile":["http://example.org/fhir/StructureDefinition/number"]}]})");
    EXPECT_EQ(judged.told("sliced", list({R"({"system":"urn:n","value":"1"})"})), "");
    EXPECT_EQ(judged.told("sliced", list({R"({"system":"urn:n"})"})), "error required Patient.identifier[0]");
    EXPECT_EQ(judged.told("sliced", list({c})), "error required Patient");
}

TEST(Slicing, what_nothing_tells_is_said_to_be_unchecked)
{
    Judged judged;
    judged.profile("sliced", "Patient",
        R"({"path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"closed"}},
        {"path":"Patient.identifier","sliceName":"a","min":1},{"path":"Patient.identifier.value","min":1})");
    EXPECT_EQ(judged.told("sliced", list({c})), "");
    const auto told = judged.told("sliced", list({c}), Severity::information);
    EXPECT_NE(told.find("warning not-supported Patient.identifier[0]"), std::string::npos) << told;
    EXPECT_NE(told.find("information not-supported Patient"), std::string::npos) << told;
}

TEST(DiscriminatorPath, is_read_in_its_restricted_form)
{
    EXPECT_EQ(path_steps("$this")->size(), 0U);
    EXPECT_EQ(path_steps("$this.name")->size(), 1U);
    EXPECT_EQ(path_steps("code.coding.code")->size(), 3U);
    EXPECT_EQ(path_steps("extension('http://a.b/c').value")->front().text, "http://a.b/c");
    EXPECT_EQ(path_steps("resolve().code")->front().kind, PathStep::Kind::resolve);
    EXPECT_EQ(path_steps("value.ofType(FHIR.Quantity)")->back().text, "Quantity");
    EXPECT_FALSE(path_steps("a.where(b)").has_value());
    EXPECT_FALSE(path_steps("a..b").has_value());
    EXPECT_FALSE(path_steps("a.").has_value());
    EXPECT_FALSE(path_steps("extension('x").has_value());
}

}  // namespace helselos::fhir::validation
