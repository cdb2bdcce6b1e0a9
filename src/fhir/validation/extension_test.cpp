#include "fhir/validation/contexts.h"
#include "fhir/validation/judged_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::validation {

namespace {

std::string patient(const std::string& members)
{
    return R"({"resourceType":"Patient",)" + members + "}";
}

std::string fixed_url(const std::string& name)
{
    return R"({"path":"Extension.url","fixedUri":")" + std::string(test_base) + name + R"("})";
}

std::string context(const std::string& type, const std::string& expression)
{
    return R"("context":[{"type":")" + type + R"(","expression":")" + expression + R"("}],)";
}

std::string extension(const std::string& name, const std::string& members, const std::string& list = "extension")
{
    return "\"" + list + R"(":[{"url":")" + std::string(test_base) + name + R"(",)" + members + "}]";
}

// One extension "e" of a code, allowed where `allowed` says.
Judged with_code(const std::string& allowed, const std::string& more = "")
{
    Judged judged;
    judged.profile("e", "Extension",
        fixed_url("e") + R"(,{"path":"Extension.value[x]","min":1,"type":[{"code":"code"}]})" + more, allowed);
    return judged;
}

}  // namespace

TEST(Extensions, hold_what_their_definition_allows)
{
    const auto judged = with_code(context("element", "Patient"));
    EXPECT_EQ(judged.told("", patient(extension("e", R"("valueCode":"x")"))), "");
    EXPECT_EQ(judged.told("", patient(extension("e", R"("valueString":"x")"))), "error structure Patient.extension[0]");
    EXPECT_EQ(judged.told("",
                  patient(extension("e",
                      R"("extension":[{"url":"http://example.org/fhir/StructureDefinition/e","valueCode":"x"}])"))),
        "error structure Patient.extension[0].extension[0]\nerror required Patient.extension[0]");
}

TEST(Extensions, that_nobody_knows_are_told_and_no_error)
{
    const Judged judged;
    const auto told = judged.told("", patient(extension("unknown", R"("valueCode":"x")")), Severity::warning);
    EXPECT_EQ(told.substr(0, 40), "warning not-found Patient.extension[0]\nw");
    EXPECT_EQ(judged.told("", patient(extension("unknown", R"("valueCode":"x")"))), "");
}

TEST(Extensions, that_modify_have_to_be_known)
{
    const Judged judged;
    EXPECT_EQ(judged.told("", patient(extension("unknown", R"("valueCode":"x")", "modifierExtension"))),
        "error not-found Patient.modifierExtension[0]");
}

TEST(Extensions, that_modify_stand_in_modifier_extension)
{
    Judged judged;
    judged.profile(
        "m", "Extension", R"({"path":"Extension","isModifier":true},)" + fixed_url("m"), context("element", "Patient"));
    EXPECT_EQ(judged.told("", patient(extension("m", R"("valueCode":"x")", "modifierExtension"))), "");
    EXPECT_EQ(judged.told("", patient(extension("m", R"("valueCode":"x")"))), "error structure Patient.extension[0]");
    EXPECT_EQ(with_code(context("element", "Patient"))
                  .told("", patient(extension("e", R"("valueCode":"x")", "modifierExtension"))),
        "error structure Patient.modifierExtension[0]");
}

TEST(Extensions, stand_in_their_context)
{
    const auto on_patient = patient(extension("e", R"("valueCode":"x")"));
    const auto on_name = patient(R"("name":[{"family":"A",)" + extension("e", R"("valueCode":"x")") + "}]");
    const auto on_date = patient(R"("birthDate":"2026","_birthDate":{)" + extension("e", R"("valueCode":"x")") + "}");
    const auto on_contact_name
        = patient(R"("contact":[{"name":{"text":"A",)" + extension("e", R"("valueCode":"x")") + "}}]");
    const auto told = [](const std::string& expression, const std::string& resource) {
        return with_code(context("element", expression)).told("", resource);
    };
    const std::string here = "error structure Patient";
    EXPECT_EQ(told("Element", on_patient), "");
    EXPECT_EQ(told("DomainResource", on_patient), "");
    EXPECT_EQ(told("Patient", on_patient), "");
    EXPECT_EQ(told("Practitioner", on_patient), here + ".extension[0]");
    EXPECT_EQ(told("HumanName", on_name), "");
    EXPECT_EQ(told("Patient.name", on_name), "");
    EXPECT_EQ(told("Patient", on_name), here + ".name[0].extension[0]");
    EXPECT_EQ(told("date", on_date), "");
    EXPECT_EQ(told("Patient.birthDate", on_date), "");
    EXPECT_EQ(told("Patient.deceased[x]", on_date), here + ".birthDate.extension[0]");
    EXPECT_EQ(told("Patient.contact.name", on_contact_name), "");
    EXPECT_EQ(told("Patient.name", on_contact_name), here + ".contact[0].name.extension[0]");
}

TEST(Extensions, may_be_meant_for_another_extension_or_what_an_expression_selects)
{
    auto judged = with_code(context("extension", std::string(test_base) + "outer"));
    judged.profile("outer", "Extension", fixed_url("outer"), context("element", "Patient"));
    const auto inner = extension("e", R"("valueCode":"x")");
    EXPECT_EQ(judged.told("", patient(extension("outer", inner))), "");
    EXPECT_EQ(judged.told("", patient(inner)), "error structure Patient.extension[0]");

    const auto selected = with_code(context("fhirpath", "Patient.name.where(use = 'official')"));
    const auto name = [&](const std::string& use) {
        return patient(R"("name":[{"use":")" + use + R"(",)" + extension("e", R"("valueCode":"x")") + "}]");
    };
    EXPECT_EQ(selected.told("", name("official")), "");
    EXPECT_EQ(selected.told("", name("old")), "error structure Patient.name[0].extension[0]");
}

TEST(Extensions, may_demand_something_of_their_context)
{
    const auto judged = with_code(context("element", "Patient") + R"x("contextInvariant":["active.exists()"],)x");
    EXPECT_EQ(judged.told("", patient(R"("active":true,)" + extension("e", R"("valueCode":"x")"))), "");
    EXPECT_EQ(judged.told("", patient(extension("e", R"("valueCode":"x")"))), "error invariant Patient.extension[0]");
}

TEST(Extensions, have_inside_what_they_define)
{
    Judged judged;
    judged.profile("complex", "Extension",
        R"({"id":"Extension.extension","path":"Extension.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}},
        {"id":"Extension.extension:a","path":"Extension.extension","sliceName":"a","min":1,"max":"1"},
        {"id":"Extension.extension:a.url","path":"Extension.extension.url","fixedUri":"a"},
        {"id":"Extension.extension:a.value[x]","path":"Extension.extension.value[x]","min":1,"type":[{"code":"string"}]},)"
            + fixed_url("complex") + R"(,{"path":"Extension.value[x]","max":"0"})",
        context("element", "Patient"));
    const auto with
        = [](const std::string& inner) { return patient(extension("complex", R"("extension":[)" + inner + "]")); };
    EXPECT_EQ(judged.told("", with(R"({"url":"a","valueString":"x"})")), "");
    EXPECT_EQ(
        judged.told("", with(R"({"url":"a","valueCode":"x"})")), "error structure Patient.extension[0].extension[0]");
    EXPECT_EQ(judged.told("", with(R"({"url":"a","valueString":"x"},{"url":"b","valueString":"x"})")),
        "error structure Patient.extension[0].extension[1]");
    EXPECT_EQ(judged.told("", patient(extension("complex", R"("valueString":"x")"))),
        "error required Patient.extension[0]\nerror structure Patient.extension[0]");
}

TEST(Extensions, outside_of_others_have_an_absolute_url)
{
    const Judged judged;
    EXPECT_EQ(
        judged.told("", patient(R"("extension":[{"url":"a","valueCode":"x"}])")), "error value Patient.extension[0]");
}

TEST(Extensions, of_r4_itself_are_known)
{
    const Judged judged;
    const std::string birth_place
        = R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace",)";
    EXPECT_EQ(judged.told("", patient(birth_place + R"("valueAddress":{"city":"Bodø"}}])")), "");
    EXPECT_EQ(
        judged.told("", patient(birth_place + R"("valueString":"Bodø"}])")), "error structure Patient.extension[0]");
}

}  // namespace helselos::fhir::validation
