#include "fhir/validation/judged_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::validation {

namespace {

constexpr const char* active_doctor = "http://example.org/fhir/StructureDefinition/doctor";

Judged judged_by(const std::string& reference_type)
{
    Judged judged;
    judged.profile("doctor", "Practitioner", R"({"path":"Practitioner.active","min":1})")
        .profile("p", "Patient", R"({"path":"Patient.generalPractitioner","type":[)" + reference_type + "]}");
    return judged;
}

std::string reference_to(const std::string& targets, const std::string& more = "")
{
    return R"({"code":"Reference","targetProfile":[)" + targets + "]" + more + "}";
}

const std::string to_doctor = reference_to("\"" + std::string(active_doctor) + "\"");

std::string patient(const std::string& reference, const std::string& more = "")
{
    return R"({"resourceType":"Patient",)" + more + R"("generalPractitioner":[{"reference":")" + reference + R"("}]})";
}

std::string contained(const std::string& members)
{
    return R"("contained":[{"resourceType":"Practitioner","id":"d")" + members + "}],";
}

// A patient and a doctor in a bundle, judged by the profile the patient claims.
std::string bundle(const std::string& reference, const std::string& doctor_url, const std::string& doctor,
    const std::string& patient_url = "https://example.org/fhir/Patient/1")
{
    return R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":")" + patient_url + R"(","resource":)"
        + patient(reference, R"("id":"1","meta":{"profile":["http://example.org/fhir/StructureDefinition/p"]},)")
        + R"(},{"fullUrl":")" + doctor_url + R"(","resource":{"resourceType":"Practitioner","id":"2")" + doctor
        + "}}]}";
}

}  // namespace

TEST(Targets, contained_satisfy_the_profile_demanded)
{
    const auto judged = judged_by(to_doctor);
    EXPECT_EQ(judged.told("p", patient("#d", contained(R"(,"active":true)"))), "");
    EXPECT_EQ(judged.told("p", patient("#d", contained(""))), "error structure Patient.generalPractitioner[0]");
}

TEST(Targets, in_the_bundle_satisfy_the_profile_demanded)
{
    const auto judged = judged_by(to_doctor);
    const std::string active = R"(,"active":true)";
    const std::string refused = "error structure Bundle.entry[0].resource.generalPractitioner[0]";
    const std::string uuid = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520";
    const std::string url = "https://example.org/fhir/Practitioner/2";
    EXPECT_EQ(judged.told("", bundle(uuid, uuid, active)), "");
    EXPECT_EQ(judged.told("", bundle(uuid, uuid, "")), refused);
    EXPECT_EQ(judged.told("", bundle(url, url, "")), refused);
    EXPECT_EQ(judged.told("", bundle("Practitioner/2", url, active)), "");
    EXPECT_EQ(judged.told("", bundle("Practitioner/2", url, "")), refused);
    EXPECT_EQ(judged.told("", bundle("Practitioner/2/_history/3", url, "")), refused);
    EXPECT_EQ(
        judged.told("", bundle("Practitioner/2", uuid, "", "urn:uuid:d757873d-ec9a-4326-a141-556f43239520")), refused);
}

TEST(Targets, of_another_server_are_outside)
{
    const auto judged = judged_by(to_doctor);
    EXPECT_EQ(judged.told("", bundle("Practitioner/2", "https://example.com/fhir/Practitioner/2", "")), "");
    EXPECT_EQ(judged.told("p", patient("Practitioner/2")), "");
    EXPECT_EQ(judged.told("p", patient("https://example.com/fhir/Practitioner/2")), "");
}

TEST(Targets, outside_have_at_least_the_type)
{
    const auto judged = judged_by(to_doctor);
    EXPECT_EQ(judged.told("p", patient("Organization/2")), "error structure Patient.generalPractitioner[0]");
    EXPECT_EQ(
        judged.told("p", R"({"resourceType":"Patient","generalPractitioner":[{"type":"Organization","display":"x"}]})"),
        "error structure Patient.generalPractitioner[0]");
}

TEST(Targets, one_of_several_profiles_is_enough)
{
    const auto judged = judged_by(reference_to(
        "\"" + std::string(active_doctor) + R"(","http://hl7.org/fhir/StructureDefinition/Practitioner")"));
    EXPECT_EQ(judged.told("p", patient("#d", contained(""))), "");
    EXPECT_EQ(judged.told("p", patient("Organization/2")), "error structure Patient.generalPractitioner[0]");
}

TEST(Targets, with_a_profile_nobody_knows_are_not_passed_over)
{
    const auto judged = judged_by(reference_to(R"("http://example.org/fhir/StructureDefinition/nowhere")"));
    EXPECT_EQ(judged.told("p", patient("#d", contained(""))), "error not-found Patient.generalPractitioner[0]");
    EXPECT_EQ(judged.told("p", patient("Practitioner/2")), "");
}

TEST(Targets, stand_where_the_profile_wants_them)
{
    const std::string doctor = R"("http://hl7.org/fhir/StructureDefinition/Practitioner")";
    const auto only = [&](const std::string& mode) {
        return judged_by(reference_to(doctor, R"(,"aggregation":[")" + mode + R"("])"));
    };
    const std::string refused = "error required Patient.generalPractitioner[0]";
    const auto inside = patient("#d", contained(""));
    EXPECT_EQ(only("contained").told("p", inside), "");
    EXPECT_EQ(only("referenced").told("p", inside), refused);
    EXPECT_EQ(only("contained").told("p", patient("Practitioner/2")), refused);
    EXPECT_EQ(only("referenced").told("p", patient("Practitioner/2")), "");
    EXPECT_EQ(only("bundled").told("p", patient("Practitioner/2")), refused);
    EXPECT_EQ(only("bundled").told("", bundle("Practitioner/2", "https://example.org/fhir/Practitioner/2", "")), "");
}

// Two patients who refer to each other, each with the profile that the other has to satisfy.
TEST(Targets, in_a_ring_are_judged_and_end)
{
    Judged judged;
    judged.profile("linked", "Patient",
        R"({"path":"Patient.active","min":1},{"path":"Patient.link.other","type":[{"code":"Reference","targetProfile":["http://example.org/fhir/StructureDefinition/linked"]}]})");
    const auto one = [](const std::string& own, const std::string& other, const std::string& active) {
        return R"({"fullUrl":"https://example.org/Patient/)" + own + R"(","resource":{"resourceType":"Patient","id":")"
            + own + R"(","meta":{"profile":["http://example.org/fhir/StructureDefinition/linked"]},)" + active
            + R"("link":[{"type":"seealso","other":{"reference":"Patient/)" + other + R"("}}]}})";
    };
    const auto ring = [&](const std::string& active) {
        return R"({"resourceType":"Bundle","type":"collection","entry":[)" + one("a", "b", R"("active":true,)") + ","
            + one("b", "a", active) + "]}";
    };
    EXPECT_EQ(judged.told("", ring(R"("active":true,)")), "");
    EXPECT_EQ(judged.told("", ring("")),
        "error structure Bundle.entry[0].resource.link[0].other\nerror required Bundle.entry[1].resource\n"
        "error structure Bundle.entry[1].resource.link[0].other");
}

// Each refers to the next with a profile: the chain is cut where it gets too long, and that is told.
TEST(Targets, in_a_long_chain_are_bounded)
{
    Judged judged;
    judged.profile("next", "Observation",
        R"({"path":"Observation.hasMember","type":[{"code":"Reference","targetProfile":["http://example.org/fhir/StructureDefinition/next"]}]})");
    std::string entries;
    for (int i = 0; i < 2'000; ++i) {
        const auto number = std::to_string(i);
        entries += std::string(i == 0 ? "" : ",") + R"({"fullUrl":"https://example.org/Observation/)" + number
            + R"(","resource":{"resourceType":"Observation","id":")" + number
            + R"(","meta":{"profile":["http://example.org/fhir/StructureDefinition/next"]},"status":"final","code":{"text":"x"},"hasMember":[{"reference":"Observation/)"
            + std::to_string(i + 1) + R"("}]}})";
    }
    const auto bundle = R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}";
    EXPECT_EQ(judged.told("", bundle), "");
    const auto told = judged.told("", bundle, Severity::warning);
    EXPECT_NE(told.find("warning not-supported Bundle.entry[0].resource\n"), std::string::npos);
}

// The same by expressions: each asks of the next whether it conforms.
TEST(Targets, in_a_long_chain_of_expressions_are_bounded)
{
    Judged judged;
    judged.profile("next", "Observation",
        R"x({"path":"Observation","constraint":[{"key":"n-1","severity":"error","human":"h",
        "expression":"hasMember.resolve().all(conformsTo('http://example.org/fhir/StructureDefinition/next'))"}]})x");
    std::string entries;
    for (int i = 0; i < 2'000; ++i) {
        const auto number = std::to_string(i);
        entries += std::string(i == 0 ? "" : ",") + R"({"fullUrl":"https://example.org/Observation/)" + number
            + R"(","resource":{"resourceType":"Observation","id":")" + number
            + R"(","status":"final","code":{"text":"x"},"hasMember":[{"reference":"Observation/)"
            + std::to_string(i + 1) + R"("}])"
            + (i == 0 ? R"(,"meta":{"profile":["http://example.org/fhir/StructureDefinition/next"]}}})" : "}}");
    }
    EXPECT_EQ(judged.told("", R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}"), "");
}

}  // namespace helselos::fhir::validation
