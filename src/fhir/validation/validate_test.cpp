#include "fhir/validation/validate.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace helselos::fhir::validation {

namespace {

// "severity code element", one a line, for what is at least a warning.
std::string told(std::string_view text, Severity least = Severity::error)
{
    const auto document = json::read(text);
    if (!document)
        return "not JSON";
    Options options;
    options.least = least;
    std::string lines;
    for (const auto& issue : Validator::r4().validate(document->root(), options)) {
        constexpr const char* names[] = {"fatal", "error", "warning", "information"};
        lines += std::string(lines.empty() ? "" : "\n") + names[static_cast<int>(issue.severity)] + " " + issue.code
            + " " + issue.element;
    }
    return lines;
}

std::string observation_with(const std::string& members)
{
    return R"({"resourceType":"Observation","status":"final","code":{"text":"x"},)" + members + "}";
}

}  // namespace

TEST(Structure, a_plain_observation_has_no_issue)
{
    EXPECT_EQ(
        told(
            R"({"resourceType":"Observation","id":"o1","meta":{"versionId":"1","lastUpdated":"2026-11-22T07:31:05.250Z"},
        "status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
        "code":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"29463-7","display":"Body weight"}]},
        "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-22","valueQuantity":{"value":70.50,"unit":"kg",
        "system":"http://unitsofmeasure.org","code":"kg"}})"),
        "");
}

TEST(Structure, a_resource_needs_a_known_type)
{
    EXPECT_EQ(told(R"({"resourceType":"Nothing"})"), "error structure Resource");
    EXPECT_EQ(told(R"({"status":"final"})"), "error structure Resource");
    EXPECT_EQ(told(R"({"resourceType":"DomainResource"})"), "error structure Resource");
    EXPECT_EQ(told(R"({"resourceType":"HumanName"})"), "error structure Resource");
    EXPECT_EQ(told(R"({"resourceType":7})"), "error structure Resource");
    EXPECT_EQ(told("[]"), "error structure Resource");
}

TEST(Structure, an_unknown_element_is_refused_with_its_path)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","colour":"red"})"), "error structure Patient");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"family":"A"},{"given":["B"],"nick":"C"}]})"),
        "error structure Patient.name[1]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","fhir_comments":["x"]})"), "error structure Patient");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"resourceType":"HumanName","family":"A"}]})"),
        "error structure Patient.name[0]");
}

TEST(Structure, a_name_that_is_no_name_is_not_repeated)
{
    const auto named
        = [](const std::string& name) { return told(R"({"resourceType":"Patient",")" + name + R"(":"x"})"); };
    EXPECT_EQ(named("Ola Nordmann"), "error structure Patient");
    EXPECT_EQ(named(std::string(63, 'a')), "error structure Patient");
    EXPECT_EQ(named(std::string(64, 'a')), "error structure Patient");
    EXPECT_EQ(named(std::string(65, 'a')), "error structure Patient");
}

TEST(Structure, a_required_element_is_demanded)
{
    EXPECT_EQ(told(R"({"resourceType":"Observation","status":"final"})"), "error required Observation");
    EXPECT_EQ(told(R"({"resourceType":"Patient","link":[{"type":"seealso"}]})"), "error required Patient.link[0]");
}

TEST(Structure, a_repeating_element_is_an_array_and_others_are_not)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":{"family":"A"}})"), "error structure Patient.name");
    EXPECT_EQ(told(R"({"resourceType":"Patient","gender":["male"]})"), "error structure Patient.gender");
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","maritalStatus":[{"text":"x"}]})"), "error structure Patient.maritalStatus");
}

TEST(Structure, empty_arrays_objects_and_nulls_are_refused)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[]})"), "error structure Patient.name");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{}]})"), "error structure Patient.name[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[null]})"), "error structure Patient.name[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","gender":null})"), "error structure Patient.gender");
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","name":[{"given":[null]}]})"), "error structure Patient.name[0].given[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"id":"a"}]})"), "error invariant Patient.name[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","maritalStatus":"M"})"), "error structure Patient.maritalStatus");
}

TEST(Structure, one_type_of_a_choice_may_be_used)
{
    EXPECT_EQ(told(observation_with(R"("valueString":"a","valueBoolean":true)")),
        "error structure Observation.value.ofType(boolean)");
    EXPECT_EQ(told(observation_with(R"("valueAttachment":{"url":"x"})")), "error structure Observation");
    EXPECT_EQ(told(observation_with(R"("valueInteger":"1")")), "error value Observation.value.ofType(integer)");
}

TEST(Structure, values_have_their_json_type_and_form)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","active":"true"})"), "error value Patient.active");
    EXPECT_EQ(told(R"({"resourceType":"Patient","birthDate":"2026-02-30"})"), "error value Patient.birthDate");
    EXPECT_EQ(told(R"({"resourceType":"Patient","id":"bad id"})"), "error value Patient.id");
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","name":[{"given":["A",""]}]})"), "error value Patient.name[0].given[1]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","multipleBirthInteger":2.5})"),
        "error value Patient.multipleBirth.ofType(integer)");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"family":"  "}]})", Severity::warning).substr(0, 38),
        "warning value Patient.name[0].family\nw");
}

TEST(Structure, primitives_have_extensions_beside_them)
{
    const std::string extension = R"([{"url":"http://example.org/x","valueCode":"y"}])";
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","birthDate":"2026","_birthDate":{"id":"a","extension":)" + extension + "}}"),
        "");
    EXPECT_EQ(told(R"({"resourceType":"Patient","_birthDate":{"extension":)" + extension + "}}"), "");
    EXPECT_EQ(told(R"({"resourceType":"Patient","_birthDate":{"id":"a"}})"), "error invariant Patient.birthDate");
    EXPECT_EQ(told(R"({"resourceType":"Patient","_birthDate":{}})"), "error structure Patient.birthDate");
    EXPECT_EQ(told(R"({"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://example.org/x"}]}})"),
        "error invariant Patient.birthDate.extension[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","_name":[{"id":"a"}]})"), "error structure Patient");
    EXPECT_EQ(told(R"({"resourceType":"Patient","_birthDate":{"value":"x"}})"), "error structure Patient.birthDate");
}

TEST(Structure, an_id_beside_a_value_is_enough)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","birthDate":"2026","_birthDate":{"id":"a"}})"), "");
}

TEST(Structure, arrays_of_primitives_and_their_extensions_are_in_step)
{
    const std::string extension = R"({"extension":[{"url":"http://example.org/x","valueCode":"y"}]})";
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","name":[{"given":["A",null],"_given":[null,)" + extension + "]}]}"), "");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"given":["A"],"_given":[null,)" + extension + "]}]}"),
        "error structure Patient.name[0].given");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"given":["A",null],"_given":[)" + extension + ",null]}]}"),
        "error structure Patient.name[0].given[1]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"given":["A"],"_given":)" + extension + "}]}"),
        "error structure Patient.name[0].given");
}

TEST(Structure, an_extension_has_a_value_or_extensions)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","extension":[{"url":"http://example.org/x"}]})"),
        "error invariant Patient.extension[0]");
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","extension":[{"valueCode":"x"}]})"), "error required Patient.extension[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","extension":[{"url":"http://example.org/x","valueCode":"x",
        "extension":[{"url":"y","valueCode":"z"}]}]})"),
        "error invariant Patient.extension[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","extension":[{"url":"http://example.org/x",
        "extension":[{"url":"y","valueCode":"z"}]}]})"),
        "");
}

TEST(Structure, a_backbone_reached_by_content_reference_is_judged_as_well)
{
    EXPECT_EQ(told(R"({"resourceType":"Questionnaire","status":"active","item":[{"linkId":"1","type":"group",
        "item":[{"linkId":"2","type":"string","colour":"red"}]}]})"),
        "error structure Questionnaire.item[0].item[0]");
}

TEST(Structure, a_narrowed_quantity_may_not_use_what_it_leaves_out)
{
    EXPECT_EQ(told(observation_with(R"("referenceRange":[{"low":{"value":1,"comparator":"<"}}])"), Severity::error)
                  .substr(0, 58),
        "error structure Observation.referenceRange[0].low.comparat");
}

TEST(Bindings, a_code_outside_a_required_set_is_refused)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","gender":"Male"})"), "error code-invalid Patient.gender");
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"use":"best","family":"A"}]})"),
        "error code-invalid Patient.name[0].use");
    EXPECT_EQ(told(R"({"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/1"},
        "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"x"}]}})"),
        "error code-invalid AllergyIntolerance.clinicalStatus.coding[0]\n"
        "error code-invalid AllergyIntolerance.clinicalStatus");
    EXPECT_EQ(told(R"({"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/1"},
        "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}})"),
        "");
    EXPECT_EQ(told(R"({"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/1"},
        "clinicalStatus":{"coding":[{"system":"http://example.org","code":"active"}]}})"),
        "error code-invalid AllergyIntolerance.clinicalStatus");
}

TEST(Bindings, what_cannot_be_decided_is_told_once)
{
    const auto text
        = R"({"resourceType":"Patient","photo":[{"contentType":"image/png","url":"a"},{"contentType":"image/gif","url":"b"}]})";
    EXPECT_EQ(told(text), "");
    EXPECT_EQ(told(text, Severity::information),
        "information not-supported Patient.photo[0].contentType\nwarning invariant Patient");
}

TEST(Bindings, a_code_outside_an_extensible_set_is_a_warning)
{
    const auto text
        = R"({"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://example.org","code":"x"}]}})";
    EXPECT_EQ(told(text), "");
    EXPECT_EQ(told(text, Severity::warning), "warning code-invalid Patient.maritalStatus\nwarning invariant Patient");
    EXPECT_EQ(told(R"({"resourceType":"Patient","maritalStatus":{"text":"x"}})", Severity::warning),
        "warning invariant Patient");
}

TEST(References, have_a_form)
{
    const auto with = [](const std::string& reference) {
        return told(R"({"resourceType":"Patient","generalPractitioner":[{"reference":")" + reference + "\"}]}");
    };
    const std::string refused = "error value Patient.generalPractitioner[0].reference";
    EXPECT_EQ(with("Practitioner/1"), "");
    EXPECT_EQ(with("Practitioner/1/_history/2"), "");
    EXPECT_EQ(with("https://example.org/fhir/Practitioner/1"), "");
    EXPECT_EQ(with("https://example.org/anything"), "");
    EXPECT_EQ(with("urn:uuid:c757873d-ec9a-4326-a141-556f43239520"), "");
    EXPECT_EQ(with("Practitioner"), refused);
    EXPECT_EQ(with("Practitioner/a b"), refused);
    EXPECT_EQ(with("fhir/Practitioner/1"), refused);
    EXPECT_EQ(with("Person1/1"), refused);
    EXPECT_EQ(with("Practitioner?identifier=1"), refused);
    EXPECT_EQ(with("Practitioner/1/_history/"), refused);
}

TEST(References, point_to_types_that_are_allowed)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","generalPractitioner":[{"reference":"Patient/1"}]})"),
        "error structure Patient.generalPractitioner[0]");
    EXPECT_EQ(
        told(R"({"resourceType":"Patient","generalPractitioner":[{"reference":"https://example.org/Patient/1"}]})"),
        "error structure Patient.generalPractitioner[0]");
    EXPECT_EQ(told(R"({"resourceType":"Patient","generalPractitioner":[{"type":"Doctor","display":"x"}]})"),
        "error value Patient.generalPractitioner[0]");
    EXPECT_EQ(told(R"({"resourceType":"Provenance","target":[{"reference":"Patient/1"},{"reference":"Bundle/1"}],
        "recorded":"2026-11-22T07:31:05Z","agent":[{"who":{"reference":"Practitioner/1"}}]})"),
        "");
}

TEST(Contained, resources_are_judged_and_have_to_be_used)
{
    const auto patient = [](const std::string& contained, const std::string& reference) {
        return told(R"({"resourceType":"Patient","contained":[)" + contained
            + R"(],"generalPractitioner":[{"reference":")" + reference + "\"}]}");
    };
    const std::string doctor = R"({"resourceType":"Practitioner","id":"d"})";
    EXPECT_EQ(patient(doctor, "#d"), "");
    EXPECT_EQ(patient(doctor, "Practitioner/1"), "error invariant Patient.contained[0]");
    EXPECT_EQ(patient(doctor, "#e"),
        "error invariant Patient.generalPractitioner[0].reference\nerror invariant Patient.contained[0]");
    EXPECT_EQ(patient(R"({"resourceType":"Practitioner","id":"d","colour":"red"})", "#d"),
        "error structure Patient.contained[0]");
    EXPECT_EQ(patient(R"({"resourceType":"Practitioner","id":"d","meta":{"versionId":"1"}})", "#d"),
        "error invariant Patient.contained[0]");
    EXPECT_EQ(patient(R"({"resourceType":"Practitioner","id":"d","meta":{"security":[{"code":"R"}]}})", "#d"),
        "error invariant Patient.contained[0]");
    EXPECT_EQ(
        patient(R"({"resourceType":"Patient","id":"d"})", "#d"), "error structure Patient.generalPractitioner[0]");
}

TEST(Contained, resources_contain_none_themselves)
{
    EXPECT_NE(told(R"({"resourceType":"Patient","contained":[{"resourceType":"Practitioner","id":"d",
        "contained":[{"resourceType":"Organization","id":"o","name":"x"}]}],"generalPractitioner":[{"reference":"#d"}]})")
                  .find("error invariant Patient.contained[0].contained[0]"),
        std::string::npos);
}

TEST(Contained, a_resource_that_points_out_is_used)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","contained":[{"resourceType":"Observation","id":"o","status":"final",
        "code":{"text":"x"},"subject":{"reference":"#"}}]})"),
        "");
}

TEST(Contained, a_canonical_names_it_as_well)
{
    EXPECT_EQ(told(R"({"resourceType":"QuestionnaireResponse","status":"in-progress","questionnaire":"#q",
        "contained":[{"resourceType":"Questionnaire","id":"q","status":"active"}]})"),
        "");
}

// Each reference looking through all contained resources would take minutes here.
TEST(Contained, resources_are_found_in_linear_time)
{
    std::string contained;
    std::string references;
    for (int i = 0; i < 50'000; ++i) {
        const auto id = std::to_string(i);
        contained += std::string(i == 0 ? "" : ",") + R"({"resourceType":"Practitioner","id":")" + id + "\"}";
        references += std::string(i == 0 ? "" : ",") + R"({"reference":"#)" + id + "\"}";
    }
    EXPECT_EQ(told(R"({"resourceType":"Patient","contained":[)" + contained + R"(],"generalPractitioner":[)"
                  + references + "]}"),
        "");
}

TEST(Attachments, tell_their_true_size)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","photo":[{"contentType":"a/b","data":"aGVq","size":3}]})"), "");
    EXPECT_EQ(told(R"({"resourceType":"Patient","photo":[{"contentType":"a/b","data":"aGU=","size":2}]})"), "");
    EXPECT_EQ(told(R"({"resourceType":"Patient","photo":[{"contentType":"a/b","data":"aGVq","size":4}]})"),
        "error invalid Patient.photo[0]");
}

TEST(Narrative, is_scanned)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","text":{"status":"generated",
        "div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>"}})"),
        "error invalid Patient.text.div");
}

TEST(Bundles, entries_are_judged_where_they_stand)
{
    EXPECT_EQ(told(R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"}},
        {"resource":{"resourceType":"Patient","name":[{"nick":"x"}]}}]})"),
        "error structure Bundle.entry[1].resource.name[0]");
}

TEST(Bundles, references_are_looked_up_in_the_bundle)
{
    const auto bundle = [](const std::string& type, const std::string& reference) {
        return told(R"({"resourceType":"Bundle","type":")" + type
            + R"(","entry":[{"fullUrl":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520","request":{"method":"POST","url":"Patient"},
            "resource":{"resourceType":"Patient","generalPractitioner":[{"reference":")"
            + reference + R"("}]}},{"fullUrl":"urn:uuid:d757873d-ec9a-4326-a141-556f43239520",
            "request":{"method":"POST","url":"Practitioner"},"resource":{"resourceType":"Practitioner"}}]})");
    };
    const std::string at = " Bundle.entry[0].resource.generalPractitioner[0].reference";
    EXPECT_EQ(bundle("transaction", "urn:uuid:d757873d-ec9a-4326-a141-556f43239520"), "");
    EXPECT_EQ(bundle("transaction", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
        "error structure Bundle.entry[0].resource.generalPractitioner[0]");
    EXPECT_EQ(bundle("transaction", "urn:uuid:e757873d-ec9a-4326-a141-556f43239520"), "error not-found" + at);
    EXPECT_EQ(bundle("batch", "urn:uuid:e757873d-ec9a-4326-a141-556f43239520"), "");
    EXPECT_EQ(bundle("transaction", "Practitioner?identifier=1"), "");
    EXPECT_EQ(bundle("batch", "Practitioner?identifier=1"), "error value" + at);
}

TEST(Bundles, only_searches_and_histories_have_pages)
{
    const auto linked = [](const std::string& type, const std::string& relation) {
        return told(R"({"resourceType":"Bundle","type":")" + type + R"(","link":[{"relation":")" + relation
            + R"(","url":"https://example.org"}]})");
    };
    EXPECT_EQ(linked("searchset", "next"), "");
    EXPECT_EQ(linked("history", "next"), "");
    EXPECT_EQ(linked("collection", "self"), "");
    EXPECT_EQ(linked("collection", "next"), "error invalid Bundle.link[0].relation");
}

TEST(References, say_what_type_they_are_of)
{
    const auto doctor = [](const std::string& members) {
        return told(R"({"resourceType":"Patient","generalPractitioner":[{)" + members + "}]}");
    };
    const std::string refused = "error invalid Patient.generalPractitioner[0]";
    EXPECT_EQ(doctor(R"("reference":"Practitioner/1","type":"Practitioner")"), "");
    EXPECT_EQ(doctor(R"("reference":"Practitioner/1","type":"Organization")"), refused);
    EXPECT_EQ(doctor(R"("type":"Practitioner","identifier":{"value":"1"})"), "");
    EXPECT_EQ(
        doctor(R"("type":"Patient","identifier":{"value":"1"})"), "error structure Patient.generalPractitioner[0]");
}

TEST(Bundles, full_urls_agree_with_their_resources)
{
    const auto entry = [](const std::string& url) {
        return told(R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":")" + url
            + R"(","resource":{"resourceType":"Patient","id":"p"}}]})");
    };
    const std::string refused = "error invalid Bundle.entry[0]";
    EXPECT_EQ(entry("https://example.org/Patient/p"), "");
    EXPECT_EQ(entry("https://example.org/anything/q"), "");
    EXPECT_EQ(entry("urn:uuid:c757873d-ec9a-4326-a141-556f43239520"), "");
    EXPECT_EQ(entry("https://example.org/Patient/q"), refused);
    EXPECT_EQ(entry("https://example.org/Group/p"), refused);
    EXPECT_EQ(entry("Patient/p"), "error value Bundle.entry[0]");
}

TEST(Bundles, two_entries_with_one_url_are_refused_but_in_a_history)
{
    const auto bundle = [](const std::string& type, const std::string& more) {
        const auto entry
            = R"({"fullUrl":"https://example.org/Patient/p","resource":{"resourceType":"Patient","id":"p"})" + more
            + "}";
        return told(R"({"resourceType":"Bundle","type":")" + type + R"(","entry":[)" + entry + "," + entry + "]}");
    };
    EXPECT_EQ(bundle("collection", ""), "error invariant Bundle");
    EXPECT_EQ(bundle("history", R"(,"request":{"method":"PUT","url":"Patient/p"},"response":{"status":"200"})"), "");
}

TEST(Bundles, of_search_results_hold_what_can_be_found_again)
{
    const auto bundle = [](const std::string& entry) {
        return told(R"({"resourceType":"Bundle","type":"searchset","entry":[)" + entry + "]}");
    };
    const std::string at = " Bundle.entry[0].resource";
    EXPECT_EQ(bundle(R"({"resource":{"resourceType":"Patient","id":"p"}})"), "");
    EXPECT_EQ(bundle(R"({"resource":{"resourceType":"Patient"}})"), "error required" + at);
    EXPECT_EQ(bundle(R"({"search":{"mode":"outcome"},"resource":{"resourceType":"Patient","id":"p"}})"),
        "error invalid" + at);
    EXPECT_EQ(bundle(R"({"search":{"mode":"outcome"},"resource":{"resourceType":"OperationOutcome",
        "issue":[{"severity":"warning","code":"not-supported"}]}})"),
        "");
}

TEST(Bundles, have_one_link_of_a_kind)
{
    EXPECT_EQ(
        told(
            R"({"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"a"},{"relation":"next","url":"b"},
        {"relation":"self","url":"c"}]})"),
        "error invalid Bundle.link[2]");
    EXPECT_EQ(
        told(
            R"({"resourceType":"Bundle","type":"searchset","link":[{"relation":"other","url":"a"},{"relation":"other","url":"b"}]})"),
        "");
}

TEST(Codings, name_their_system_absolutely)
{
    const auto coding = [](const std::string& system) {
        return told(R"({"resourceType":"Observation","status":"final","code":{"coding":[{"system":")" + system
            + R"(","code":"a"}]}})");
    };
    EXPECT_EQ(coding("http://example.org"), "");
    EXPECT_EQ(coding("urn:oid:2.16.578.1.12.4.1.1.7110"), "");
    EXPECT_EQ(coding("loinc"), "error value Observation.code.coding[0].system");
    EXPECT_EQ(coding("#local"), "error value Observation.code.coding[0].system");
    EXPECT_EQ(coding("http://hl7.org/fhir/ValueSet/administrative-gender"),
        "error invalid Observation.code.coding[0].system");
}

TEST(Issues, are_cut_at_their_limit_and_say_so)
{
    std::string names;
    for (int i = 0; i < 30; ++i)
        names += std::string(names.empty() ? "" : ",") + R"({"nick":"x"})";
    const auto document = json::read(R"({"resourceType":"Patient","name":[)" + names + "]}");
    Options options;
    const auto count = [&](std::size_t most) {
        options.issues_max = most;
        options.least = Severity::error;
        return Validator::r4().validate(document->root(), options).size();
    };
    EXPECT_EQ(count(31), 30U);
    EXPECT_EQ(count(30), 30U);
    EXPECT_EQ(count(29), 31U);  // One that says so, and the error that ended the walk.
    EXPECT_EQ(count(1), 3U);
}

TEST(Issues, an_error_after_many_warnings_is_not_missed)
{
    std::string names;
    for (int i = 0; i < 30; ++i)
        names += std::string(names.empty() ? "" : ",") + R"({"family":" "})";
    const auto document = json::read(R"({"resourceType":"Patient","name":[)" + names + R"(],"gender":"x"})");
    Options options;
    options.issues_max = 5;
    EXPECT_TRUE(has_error(Validator::r4().validate(document->root(), options)));
}

TEST(Issues, never_hold_a_value)
{
    const auto document
        = json::read(R"({"resourceType":"Patient","gender":"secretvalue","birthDate":"secretvalue","id":"secret value",
        "name":[{"given":[7],"use":"secretvalue"}],"link":[{"other":{"reference":"secretvalue"},"type":"secretvalue"}]})");
    for (const auto& issue : Validator::r4().validate(document->root()))
        EXPECT_EQ((issue.text + issue.element).find("secret"), std::string::npos) << issue.text;
}

}  // namespace helselos::fhir::validation
