#include "fhir/path/check.h"

#include "fhir/path/function.h"
#include "fhir/path/signatures.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::path {

namespace {

Checked check_on(std::string_view type, std::string_view text, const CheckOptions& options = {})
{
    const auto& definitions = Definitions::r4();
    const auto* focus = definitions.type(type);
    return check(compile(text).value(), {&focus, 1}, definitions, options);
}

// "" when nothing is wrong; else the first mistake.
std::string mistake(std::string_view type, std::string_view text, const CheckOptions& options = {})
{
    const auto checked = check_on(type, text, options);
    return checked.errors.empty() ? std::string() : checked.errors.front().reason;
}

std::string types(std::string_view type, std::string_view text)
{
    const auto checked = check_on(type, text);
    std::string joined = checked.errors.empty() ? "" : "wrong: ";
    for (const auto& one : checked.types)
        joined += (joined.empty() ? "" : " | ") + one;
    return joined;
}

TEST(Check, tells_the_types_an_expression_yields)
{
    EXPECT_EQ(types("Patient", "name"), "FHIR.HumanName");
    EXPECT_EQ(types("Patient", "Patient.name.given"), "FHIR.string");
    EXPECT_EQ(types("Patient", "contact"), "FHIR.Patient.contact");
    EXPECT_EQ(types("Patient", "deceased"), "FHIR.boolean | FHIR.dateTime");
    EXPECT_EQ(types("Patient", "birthDate.value"), "System.Date");
    EXPECT_EQ(types("Patient", "birthDate + 1 year"), "System.Date");
    EXPECT_EQ(types("Patient", "name.exists() and active"), "System.Boolean");
    EXPECT_EQ(types("Patient", "name.select(given | family)"), "FHIR.string");
    EXPECT_EQ(types("Patient", "iif(active, name, telecom)"), "FHIR.HumanName | FHIR.ContactPoint");
    EXPECT_EQ(types("Observation", "value.ofType(Quantity).unit"), "FHIR.string");
    EXPECT_EQ(types("Observation", "(value as Quantity).value * 2"), "System.Decimal");
    EXPECT_EQ(types("Questionnaire", "repeat(item).linkId"), "FHIR.string");
    EXPECT_EQ(types("Bundle", "entry.resource.ofType(Patient).birthDate"), "FHIR.date");
    EXPECT_EQ(types("Patient", "name.type().name"), "System.String");
    EXPECT_EQ(types("Patient", "children()"), "");
}

TEST(Check, knows_the_types_behind_a_reference_to_content)
{
    EXPECT_EQ(types("Questionnaire", "item.item.item.linkId"), "FHIR.string");
    EXPECT_NE(mistake("Questionnaire", "item.item.item.linkid"), "");
}

TEST(Check, refuses_a_name_that_the_type_does_not_have)
{
    EXPECT_EQ(mistake("Patient", "name.given1"), "FHIRPath: FHIR.HumanName has no element given1 (line 1, column 6)");
    EXPECT_NE(mistake("Patient", "name.where(us = 'official')"), "");
    EXPECT_NE(mistake("Patient", "name.given.first().family"), "");
    EXPECT_NE(mistake("Patient", "(1 + 2).value"), "");
    EXPECT_NE(mistake("Observation", "(value as Period).unit"), "");
    EXPECT_NE(mistake("Patient", "contained.noResourceHasThis"), "");
}

TEST(Check, refuses_the_name_that_a_choice_has_in_json)
{
    EXPECT_EQ(mistake("Observation", "Observation.valueQuantity.unit"),
        "FHIRPath: FHIR.Observation has no element valueQuantity: FHIRPath calls it value (line 1, column 13)");
}

TEST(Check, refuses_a_path_that_begins_with_the_type_of_something_else)
{
    EXPECT_EQ(mistake("Patient", "Encounter.status"),
        "FHIRPath: the focus is FHIR.Patient, not Encounter (line 1, column 1)");
    EXPECT_EQ(mistake("Patient", "DomainResource.text"), "");
    EXPECT_EQ(mistake("Resource", "Patient.name"), "");
}

TEST(Check, of_several_types_one_that_fits_is_enough)
{
    const auto& definitions = Definitions::r4();
    const std::vector<const Type*> focus{definitions.type("Condition"), definitions.type("Procedure")};
    const auto first_mistake = [&](std::string_view text) {
        const auto found = check(compile(text).value(), focus, definitions);
        return found.errors.empty() ? std::string() : found.errors.front().reason;
    };
    EXPECT_EQ(first_mistake("Condition.onset | Procedure.performed"), "");
    EXPECT_EQ(first_mistake("onset | performed"), "");
    EXPECT_NE(first_mistake("Patient.name"), "");
    EXPECT_NE(first_mistake("onset | birthDate"), "");
}

TEST(Check, refuses_what_a_function_does_not_take)
{
    EXPECT_EQ(mistake("Appointment", "identifier.startsWith('rand')"),
        "FHIRPath: startsWith() does not take FHIR.Identifier (line 1, column 12)");
    EXPECT_NE(mistake("Patient", "birthDate.substring(0)"), "");
    EXPECT_NE(mistake("Patient", "name.abs()"), "");
    EXPECT_NE(mistake("Patient", "name.family.substring('a')"), "");
    EXPECT_NE(mistake("Patient", "name.skip('one')"), "");
    EXPECT_NE(mistake("Patient", "name['first']"), "");
    EXPECT_NE(mistake("Patient", "name.allTrue()"), "");
    EXPECT_NE(mistake("Patient", "iif('a', 1, 2)"), "");
    EXPECT_EQ(mistake("Observation", "value.startsWith('a')"), "");  // It may be a string.
    EXPECT_EQ(mistake("Patient", "({}).substring(0)"), "");
}

TEST(Check, refuses_operands_that_do_not_fit)
{
    EXPECT_EQ(mistake("Patient", "@1974-12-25 + 7"),
        "FHIRPath: '+' does not take System.Date and System.Integer (line 1, column 13)");
    EXPECT_NE(mistake("Patient", "birthDate > 5"), "");
    EXPECT_NE(mistake("Patient", "name.family + 1"), "");
    EXPECT_NE(mistake("Patient", "name & 'a'"), "");
    EXPECT_NE(mistake("Patient", "-birthDate"), "");
    EXPECT_NE(mistake("Patient", "@T12:00 < @2024-01-01"), "");
    EXPECT_EQ(mistake("Patient", "birthDate < @2020-01-01T00:00:00Z"), "");
    EXPECT_EQ(mistake("Patient", "multipleBirth > 1"), "");
    EXPECT_EQ(mistake("Observation", "value > 5 'mg'"), "");
    EXPECT_EQ(mistake("Patient", "name = 1"), "");  // Different, and not wrong.
}

TEST(Check, refuses_types_and_variables_that_are_not_there)
{
    EXPECT_EQ(mistake("Patient", "gender.as(string1)"), "FHIRPath: there is no type string1 (line 1, column 8)");
    EXPECT_NE(mistake("Patient", "gender is string1"), "");
    EXPECT_EQ(mistake("Patient", "%nothing"), "FHIRPath: there is no variable %nothing (line 1, column 1)");
    EXPECT_EQ(mistake("Patient", "%`vs-gender` | %`ext-x` | %ucum | %sct | %loinc"), "");
    EXPECT_EQ(mistake("Patient", "%context.name | %resource.id | %rootResource.id"), "");
    CheckOptions options;
    options.variables = {"given"};
    EXPECT_EQ(mistake("Patient", "%given.anything", options), "");
}

TEST(Check, a_variable_is_known_after_its_definition_to_the_end_of_the_chain)
{
    EXPECT_EQ(types("Patient", "name.defineVariable('n').given.select(%n.family)"), "FHIR.string");
    EXPECT_NE(mistake("Patient", "name.defineVariable('n').given | %n.family"), "");
    EXPECT_NE(mistake("Patient", "name.defineVariable('n').select(%n.famly)"), "");
    EXPECT_NE(mistake("Patient", "select(name.defineVariable('n')).select(%n)"), "");
}

TEST(Check, refuses_what_depends_on_an_order_that_is_not_there)
{
    CheckOptions options;
    options.order = Order::undefined;
    EXPECT_NE(mistake("Patient", "Patient.children().skip(1)", options), "");
    EXPECT_NE(mistake("Patient", "descendants()[0]", options), "");
    EXPECT_NE(mistake("Patient", "children().where(true).first()", options), "");
    EXPECT_EQ(mistake("Patient", "children().sort($this).first()", options), "");
    EXPECT_EQ(mistake("Patient", "name.skip(1)", options), "");
    EXPECT_EQ(mistake("Patient", "children().skip(1)"), "");
}

TEST(Check, says_nothing_where_the_type_is_not_known)
{
    EXPECT_EQ(mistake("", "anything.at.all + 1"), "");
    EXPECT_EQ(mistake("Patient", "children().anything.substring(1)"), "");
    EXPECT_EQ(mistake("Patient", "generalPractitioner.resolve().identifier"), "");
}

TEST(Check, tells_each_mistake_once)
{
    const auto checked = check_on("Patient", "nmae.given.family.x | telecom.sistem | Questionnaire.repeat(itm)");
    EXPECT_EQ(checked.errors.size(), 3U);
    EXPECT_EQ(checked.errors[1].position, 30U);
}

TEST(Check, ends_also_where_repetitions_multiply)
{
    std::string text = "extension";
    for (int i = 0; i < 60; ++i)
        text = "repeat(" + text + ".value)";
    EXPECT_LE(check_on("Patient", text).errors.size(), 50U);
}

TEST(Check, knows_every_function)
{
    for (const auto list : {aggregate_functions(), boundary_functions(), collection_functions(), conversion_functions(),
             existence_functions(), fhir_functions(), interval_functions(), key_functions(), moment_functions(),
             number_functions(), text_functions(), type_functions()})
        for (const auto& function : list)
            EXPECT_NE(find_signature(function.name), nullptr) << function.name;
}

TEST(Check, as_a_result_names_the_first_mistake)
{
    const auto expression = compile("name.given1").value();
    const auto* patient = Definitions::r4().type("Patient");
    const auto result = checked(expression, {&patient, 1}, Definitions::r4());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, helselos::Kind::unprocessable);
    EXPECT_TRUE(checked(expression, {}, Definitions::r4()).ok());
}

}  // namespace

}  // namespace helselos::fhir::path
