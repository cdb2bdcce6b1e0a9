#include "fhir/validation/judged_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::validation {

namespace {

std::string patient(const std::string& members)
{
    return R"({"resourceType":"Patient",)" + members + "}";
}

std::string observation(const std::string& members)
{
    return R"({"resourceType":"Observation","status":"final","code":{"text":"x"},)" + members + "}";
}

// What a profile of one element of Observation tells.
std::string by_element(const std::string& element, const std::string& members, Severity least = Severity::error)
{
    Judged judged;
    judged.profile("p", "Observation", element);
    return judged.told("p", observation(members), least);
}

std::string by_patient_element(const std::string& element, const std::string& members)
{
    Judged judged;
    judged.profile("p", "Patient", element);
    return judged.told("p", patient(members));
}

const std::string claimed = R"("meta":{"profile":["http://example.org/fhir/StructureDefinition/p"]})";

}  // namespace

TEST(Profile, cardinality_is_narrowed)
{
    const std::string two_to_three = R"({"path":"Patient.name","min":2,"max":"3"})";
    const auto names = [](int count) {
        std::string list;
        for (int i = 0; i < count; ++i)
            list += std::string(i == 0 ? "" : ",") + R"({"family":"A"})";
        return R"("name":[)" + list + "]";
    };
    EXPECT_EQ(by_patient_element(two_to_three, names(1)), "error required Patient");
    EXPECT_EQ(by_patient_element(two_to_three, names(2)), "");
    EXPECT_EQ(by_patient_element(two_to_three, names(3)), "");
    EXPECT_EQ(by_patient_element(two_to_three, names(4)), "error structure Patient");
    EXPECT_EQ(by_patient_element(R"({"path":"Patient.photo","max":"0"})", R"("photo":[{"url":"a"}])"),
        "error structure Patient");
}

TEST(Profile, what_is_inside_counts_only_where_the_parent_is)
{
    const std::string end = R"({"path":"Patient.name.period.end","min":1})";
    EXPECT_EQ(by_patient_element(end, R"("active":true)"), "");
    EXPECT_EQ(by_patient_element(end, R"("name":[{"family":"A"}])"), "");
    EXPECT_EQ(by_patient_element(end, R"("name":[{"family":"A","period":{"start":"2026"}}])"),
        "error required Patient.name[0].period");
}

TEST(Profile, an_extension_of_a_primitive_counts_as_the_element)
{
    EXPECT_EQ(
        by_patient_element(R"({"path":"Patient.birthDate","min":1})",
            R"("_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]})"),
        "");
}

TEST(Profile, fixed_is_exact_and_a_pattern_is_a_part)
{
    const std::string members = R"("category":[{"coding":[{"system":"urn:s","code":"c"}]}])";
    const std::string more = R"("category":[{"coding":[{"system":"urn:s","code":"c","display":"C"}],"text":"t"}])";
    const std::string other = R"("category":[{"coding":[{"system":"urn:s","code":"d"}]}])";
    const std::string fixed
        = R"({"path":"Observation.category","fixedCodeableConcept":{"coding":[{"system":"urn:s","code":"c"}]}})";
    const std::string pattern
        = R"({"path":"Observation.category","patternCodeableConcept":{"coding":[{"system":"urn:s","code":"c"}]}})";
    EXPECT_EQ(by_element(fixed, members), "");
    EXPECT_EQ(by_element(fixed, more),
        "error value Observation.category[0].coding\nerror value Observation.category[0].text");
    EXPECT_EQ(by_element(fixed, other), "error value Observation.category[0].coding");
    EXPECT_EQ(by_element(pattern, members), "");
    EXPECT_EQ(by_element(pattern, more), "");
    EXPECT_EQ(by_element(pattern, other), "error value Observation.category[0].coding");
    EXPECT_EQ(by_element(pattern, R"("category":[{"text":"c"}])"), "error value Observation.category[0]");
}

TEST(Profile, fixed_keeps_the_digits_and_a_pattern_the_value)
{
    const std::string fixed = R"({"path":"Observation.value[x]","fixedQuantity":{"value":1.0}})";
    const std::string pattern = R"({"path":"Observation.value[x]","patternQuantity":{"value":1.0}})";
    EXPECT_EQ(by_element(fixed, R"("valueQuantity":{"value":1.0})"), "");
    EXPECT_EQ(
        by_element(fixed, R"("valueQuantity":{"value":1.00})"), "error value Observation.value.ofType(Quantity).value");
    EXPECT_EQ(by_element(pattern, R"("valueQuantity":{"value":1.00,"unit":"kg"})"), "");
    EXPECT_EQ(by_element(pattern, R"("valueQuantity":{"value":1.01})"),
        "error value Observation.value.ofType(Quantity).value");
}

TEST(Profile, values_have_a_smallest_and_a_largest)
{
    const std::string integer
        = R"({"path":"Observation.value[x]","type":[{"code":"integer"}],"minValueInteger":1,"maxValueInteger":3})";
    EXPECT_EQ(by_element(integer, R"("valueInteger":0)"), "error value Observation.value.ofType(integer)");
    EXPECT_EQ(by_element(integer, R"("valueInteger":1)"), "");
    EXPECT_EQ(by_element(integer, R"("valueInteger":3)"), "");
    EXPECT_EQ(by_element(integer, R"("valueInteger":4)"), "error value Observation.value.ofType(integer)");
    const std::string date = R"({"path":"Patient.birthDate","minValueDate":"1900-01-01"})";
    EXPECT_EQ(by_patient_element(date, R"("birthDate":"1899-12-31")"), "error value Patient.birthDate");
    EXPECT_EQ(by_patient_element(date, R"("birthDate":"1900-01-01")"), "");
    const std::string instant = R"({"path":"Observation.issued","maxValueInstant":"2026-01-01T00:00:00Z"})";
    EXPECT_EQ(by_element(instant, R"("issued":"2026-01-01T01:00:00+01:00")"), "");
    EXPECT_EQ(by_element(instant, R"("issued":"2026-01-01T00:00:01Z")"), "error value Observation.issued");
}

TEST(Profile, quantities_are_compared_across_units)
{
    const std::string quantity
        = R"({"path":"Observation.value[x]","minValueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"kg"}})";
    const auto of = [](const std::string& value, const std::string& unit) {
        return R"("valueQuantity":{"value":)" + value + R"(,"system":"http://unitsofmeasure.org","code":")" + unit
            + R"("})";
    };
    EXPECT_EQ(by_element(quantity, of("1000", "g")), "");
    EXPECT_EQ(by_element(quantity, of("999.9", "g")), "error value Observation.value.ofType(Quantity)");
    EXPECT_EQ(by_element(quantity, of("5", "m")), "");
    const auto told = by_element(quantity, of("5", "m"), Severity::warning);
    EXPECT_NE(told.find("warning not-supported Observation.value.ofType(Quantity)"), std::string::npos) << told;
}

TEST(Profile, text_has_a_length_in_characters)
{
    const std::string length = R"({"path":"Patient.name.text","maxLength":3})";
    EXPECT_EQ(by_patient_element(length, R"("name":[{"text":"ab"}])"), "");
    EXPECT_EQ(by_patient_element(length, R"("name":[{"text":"æøå"}])"), "");
    EXPECT_EQ(by_patient_element(length, R"("name":[{"text":"abcd"}])"), "error too-long Patient.name[0].text");
}

TEST(Profile, types_of_a_choice_are_narrowed)
{
    const std::string quantity = R"({"path":"Observation.value[x]","type":[{"code":"Quantity"},{"code":"string"}]})";
    EXPECT_EQ(by_element(quantity, R"("valueString":"x")"), "");
    EXPECT_EQ(by_element(quantity, R"("valueInteger":1)"), "error structure Observation.value.ofType(integer)");
    const std::string contained = R"({"path":"Patient.contained","type":[{"code":"Practitioner"}]})";
    EXPECT_EQ(
        by_patient_element(contained,
            R"("contained":[{"resourceType":"Organization","id":"o","name":"O"}],"managingOrganization":{"reference":"#o"})"),
        "error structure Patient.contained[0]");
}

TEST(Profile, one_type_of_a_choice_may_be_named)
{
    const std::string unit
        = R"({"path":"Observation.valueQuantity","min":1},{"path":"Observation.valueQuantity.unit","min":1})";
    EXPECT_EQ(by_element(unit, R"("valueQuantity":{"value":1,"unit":"kg"})"), "");
    EXPECT_EQ(by_element(unit, R"("valueQuantity":{"value":1})"), "error required Observation.value.ofType(Quantity)");
}

TEST(Profile, bindings_are_judged_by_their_strength)
{
    const auto told = [](const std::string& strength, const std::string& set, const std::string& code, Severity least) {
        Judged judged;
        judged.codes(R"({"resourceType":"ValueSet","url":"urn:set","status":"active","compose":{"include":[
            {"system":"urn:s","concept":[{"code":"a"}]}]}})");
        judged.profile("p", "Observation",
            R"({"path":"Observation.code","binding":{"strength":")" + strength + R"(","valueSet":")" + set + R"("}})");
        return judged.told("p",
            R"({"resourceType":"Observation","status":"final","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"},
            "code":{"coding":[{"system":"urn:s","code":")"
                + code + R"("}]}})",
            least);
    };
    const auto all = Severity::information;
    EXPECT_EQ(told("required", "urn:set", "a", Severity::error), "");
    EXPECT_EQ(told("required", "urn:set", "b", Severity::error), "error code-invalid Observation.code");
    EXPECT_NE(told("extensible", "urn:set", "b", all).find("warning code-invalid Observation.code"), std::string::npos);
    EXPECT_NE(
        told("preferred", "urn:set", "b", all).find("information code-invalid Observation.code"), std::string::npos);
    EXPECT_EQ(told("example", "urn:set", "b", all).find("code-invalid"), std::string::npos);
    EXPECT_NE(
        told("required", "urn:unknown", "b", all).find("warning not-supported Observation.code"), std::string::npos);
    EXPECT_NE(told("preferred", "urn:unknown", "b", all).find("information not-supported Observation.code"),
        std::string::npos);
}

TEST(Profile, codes_of_a_system_at_hand_have_to_exist)
{
    Judged judged;
    judged.codes(R"({"resourceType":"CodeSystem","url":"urn:s","status":"active","content":"complete",
        "concept":[{"code":"a","display":"Alpha","designation":[{"language":"nb","value":"Alfa"}]}]})");
    judged.codes(
        R"({"resourceType":"CodeSystem","url":"urn:part","status":"active","content":"fragment","concept":[{"code":"a"}]})");
    const auto told = [&](const std::string& coding) {
        const auto all
            = judged.told("", R"({"resourceType":"Observation","status":"final","code":{"coding":[{)" + coding + "}]}}",
                Severity::warning);
        return all.substr(0, all.find('\n'));
    };
    const std::string rest = "warning invariant Observation";
    EXPECT_EQ(told(R"("system":"urn:s","code":"a","display":"alpha")"), rest);
    EXPECT_EQ(told(R"("system":"urn:s","code":"a","display":"Alfa")"), rest);
    EXPECT_EQ(
        told(R"("system":"urn:s","code":"a","display":"Beta")"), "warning invalid Observation.code.coding[0].display");
    EXPECT_EQ(told(R"("system":"urn:s","code":"b")"), "error code-invalid Observation.code.coding[0]");
    EXPECT_EQ(told(R"("system":"urn:s","version":"9","code":"b")"), "warning code-invalid Observation.code.coding[0]");
    EXPECT_EQ(told(R"("system":"urn:part","code":"b")"), rest);
    EXPECT_EQ(told(R"("system":"urn:nowhere","code":"b")"), rest);
}

TEST(Profile, invariants_of_the_profile_are_asked_where_they_stand)
{
    const std::string rule
        = R"x({"path":"Patient.name","constraint":[{"key":"n-1","severity":"error","human":"A family name.","expression":"family.exists()"},
        {"key":"n-2","severity":"warning","human":"A given name.","expression":"given.exists()"}]})x";
    Judged judged;
    judged.profile("p", "Patient", rule);
    const auto told
        = judged.told("p", patient(R"("name":[{"family":"A","given":["B"]},{"text":"C"}])"), Severity::warning);
    EXPECT_NE(told.find("error invariant Patient.name[1]"), std::string::npos) << told;
    EXPECT_NE(told.find("warning invariant Patient.name[1]"), std::string::npos) << told;
    EXPECT_EQ(told.find("Patient.name[0]"), std::string::npos) << told;
}

TEST(Profile, an_invariant_that_cannot_be_evaluated_is_told_by_its_key)
{
    Judged judged;
    judged.profile("p", "Patient",
        R"x({"path":"Patient","constraint":[{"key":"k-1","severity":"error","human":"?","expression":"nonsense("}]})x");
    Options options;
    options.profiles = {"http://example.org/fhir/StructureDefinition/p"};
    const auto issues = judged.issues(patient(R"("active":true)"), options);
    const auto told = Judged::lines_of(issues);
    EXPECT_NE(told.find("warning not-supported Patient"), std::string::npos) << told;
    const bool names_it = std::any_of(
        issues.begin(), issues.end(), [](const Issue& one) { return one.text.find("k-1") != std::string::npos; });
    EXPECT_TRUE(names_it);
}

TEST(Profile, is_judged_when_it_is_claimed)
{
    Judged judged;
    judged.profile("p", "Patient", R"({"path":"Patient.active","min":1})");
    EXPECT_EQ(judged.told("", patient(claimed)), "error required Patient");
    EXPECT_EQ(judged.told("", patient(R"("birthDate":"2026")")), "");
    EXPECT_EQ(judged.told("",
                  R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",)"
                      + claimed + "}}]}"),
        "error required Bundle.entry[0].resource");
    EXPECT_EQ(
        judged.told("",
            R"({"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p",)"
                + claimed + "}]}"),
        "error required Observation.contained[0]");
}

TEST(Profile, one_that_is_claimed_and_asked_for_is_told_once)
{
    Judged judged;
    judged.profile("p", "Patient", R"({"path":"Patient.active","min":1})");
    EXPECT_EQ(judged.told("p", patient(claimed)), "error required Patient");
    judged.profile(
        "q", "Patient", R"({"path":"Patient.gender","min":1})", "", "http://example.org/fhir/StructureDefinition/p");
    EXPECT_EQ(judged.told("q", patient(claimed)), "error required Patient\nerror required Patient");
}

TEST(Profile, one_that_is_unknown_is_a_warning_when_claimed_and_an_error_when_asked_for)
{
    const Judged judged;
    const auto told = judged.told("", patient(claimed), Severity::warning);
    EXPECT_NE(told.find("warning not-found Patient.meta.profile[0]"), std::string::npos) << told;
    EXPECT_EQ(judged.told("nowhere", patient(R"("active":true)")), "error not-found Patient");
}

TEST(Profile, one_of_another_type_is_refused)
{
    Judged judged;
    judged.profile("p", "Practitioner", R"({"path":"Practitioner.active","min":1})");
    EXPECT_EQ(judged.told("", patient(claimed)), "error structure Patient");
    Options options;
    options.profiles = {"http://hl7.org/fhir/StructureDefinition/Practitioner"};
    EXPECT_TRUE(has_error(judged.issues(patient(R"("id":"a")"), options)));
    options.profiles = {"http://hl7.org/fhir/StructureDefinition/DomainResource"};
    EXPECT_FALSE(has_error(judged.issues(patient(R"("id":"a")"), options)));
}

TEST(Profile, of_a_type_is_judged_where_the_type_stands)
{
    Judged judged;
    judged.profile("name", "HumanName", R"({"path":"HumanName.family","min":1})")
        .profile("other", "HumanName", R"({"path":"HumanName.text","min":1})")
        .profile("p", "Patient",
            R"({"path":"Patient.name","type":[{"code":"HumanName","profile":["http://example.org/fhir/StructureDefinition/name"]}]})")
        .profile("either", "Patient",
            R"({"path":"Patient.name","type":[{"code":"HumanName","profile":["http://example.org/fhir/StructureDefinition/name","http://example.org/fhir/StructureDefinition/other"]}]})")
        .profile("unknown", "Patient",
            R"({"path":"Patient.name","type":[{"code":"HumanName","profile":["http://example.org/fhir/StructureDefinition/nowhere"]}]})");
    EXPECT_EQ(
        judged.told("p", patient(R"("name":[{"family":"A"},{"given":["B"]}])")), "error required Patient.name[1]");
    EXPECT_EQ(judged.told("either", patient(R"("name":[{"family":"A"},{"text":"B"}])")), "");
    EXPECT_EQ(judged.told("either", patient(R"("name":[{"given":["A"]}])")), "error structure Patient.name[0]");
    EXPECT_EQ(judged.told("unknown", patient(R"("name":[{"given":["A"]}])")), "error not-found Patient.name[0]");
}

TEST(Profile, says_nothing_of_what_stands_below_a_content_reference)
{
    Judged judged;
    judged.profile("p", "Questionnaire", R"({"path":"Questionnaire.item.text","min":1})");
    const auto questionnaire = [](const std::string& text) {
        return R"({"resourceType":"Questionnaire","status":"active","item":[{"linkId":"1","type":"group",)" + text
            + R"("item":[{"linkId":"2","type":"string"}]}]})";
    };
    EXPECT_EQ(judged.told("p", questionnaire(R"("text":"A",)")), "");
    EXPECT_EQ(judged.told("p", questionnaire("")), "error required Questionnaire.item[0]");
}

TEST(Profile, mode_update_wants_an_id)
{
    const Judged judged;
    Options options;
    options.least = Severity::error;
    options.mode = Mode::update;
    EXPECT_EQ(Judged::lines_of(judged.issues(patient(R"("active":true)"), options)), "error required Patient");
    EXPECT_EQ(Judged::lines_of(judged.issues(patient(R"("id":"a")"), options)), "");
    options.mode = Mode::create;
    EXPECT_EQ(Judged::lines_of(judged.issues(patient(R"("active":true)"), options)), "");
}

TEST(VitalSigns, satisfy_their_profile_claimed_or_not)
{
    const Judged judged;
    const std::string weight
        = R"({"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],
        "subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-11-22","valueQuantity":{"value":70,"unit":"kg","system":"http://unitsofmeasure.org","code":")";
    EXPECT_EQ(judged.told("", weight + R"(kg"}})"), "");
    EXPECT_EQ(judged.told("", weight + R"(m"}})"), "error code-invalid Observation.value.ofType(Quantity).code");
    const auto document = json::read(weight + R"(m"}})");
    EXPECT_TRUE(Validator::r4().validate(document->root(), options_of_write()).empty());
}

TEST(VitalSigns, blood_pressure_has_both_values)
{
    const Judged judged;
    const auto component = [](const std::string& code) {
        return R"({"code":{"coding":[{"system":"http://loinc.org","code":")" + code
            + R"("}]},"valueQuantity":{"value":120,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}})";
    };
    const auto pressure = [&](const std::string& components) {
        return R"({"resourceType":"Observation","meta":{"profile":["http://hl7.org/fhir/StructureDefinition/bp"]},"status":"final",
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"subject":{"reference":"Patient/1"},
        "effectiveDateTime":"2026-11-22","component":[)"
            + components + "]}";
    };
    EXPECT_EQ(judged.told("", pressure(component("8480-6") + "," + component("8462-4"))), "");
    EXPECT_EQ(judged.told("", pressure(component("8480-6") + "," + component("8480-6"))),
        "error structure Observation\nerror required Observation");
}

}  // namespace helselos::fhir::validation
