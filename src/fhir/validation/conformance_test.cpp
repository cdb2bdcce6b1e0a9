#include "fhir/validation/judged_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::validation {

TEST(Conformance, a_capability_statement_offers_search_parameters_with_their_types)
{
    const Judged judged;
    const auto statement = [](const std::string& type) {
        return R"({"resourceType":"CapabilityStatement","status":"active","date":"2026","kind":"requirements","fhirVersion":"4.0.1",
            "format":["json"],"description":"d","rest":[{"mode":"server","resource":[{"type":"Patient","searchParam":[{"name":"birthdate",
            "definition":"http://hl7.org/fhir/SearchParameter/individual-birthdate","type":")"
            + type + R"("}]}]}]})";
    };
    EXPECT_EQ(judged.told("", statement("date")), "");
    EXPECT_EQ(
        judged.told("", statement("token")), "error invalid CapabilityStatement.rest[0].resource[0].searchParam[0]");
}

TEST(Conformance, a_search_parameter_is_like_the_one_it_is_derived_from)
{
    const Judged judged;
    const auto parameter = [](const std::string& base, const std::string& type, const std::string& expression) {
        return R"({"resourceType":"SearchParameter","url":"urn:x","name":"N","status":"active","description":"d","code":"birthdate",
            "derivedFrom":"http://hl7.org/fhir/SearchParameter/individual-birthdate","base":[")"
            + base + R"("],"type":")" + type + R"(","expression":")" + expression + R"("})";
    };
    EXPECT_EQ(judged.told("", parameter("Patient", "date", "Patient.birthDate")), "");
    EXPECT_EQ(
        judged.told("", parameter("Patient", "string", "Patient.birthDate")), "error business-rule SearchParameter");
    EXPECT_EQ(judged.told("", parameter("Observation", "date", "Observation.effective")),
        "error business-rule SearchParameter");
    EXPECT_EQ(
        judged.told("", parameter("Patient", "date", "Patient.birthday")), "error invalid SearchParameter.expression");
    EXPECT_EQ(judged.told("", parameter("Patient", "date", "Patient.(")), "error invalid SearchParameter.expression");
}

}  // namespace helselos::fhir::validation
