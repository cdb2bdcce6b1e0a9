#include "fhir/path/path.h"

#include "fhir/path/shown_for_test.h"

#include <gtest/gtest.h>

namespace helselos::fhir::path {

namespace {

constexpr std::string_view patient = R"({"resourceType":"Patient","id":"p1","active":true,
  "contained":[{"resourceType":"Organization","id":"o1","name":"Nord"}],
  "name":[{"use":"official","family":"Berg","given":["Kari",null],"_given":[null,{"extension":[{"url":"u","valueCode":"x"}]}]},
          {"use":"usual","given":["Kaia"]}],
  "birthDate":"1974-12-25","_birthDate":{"extension":[{"url":"http://time","valueDateTime":"1974-12-25T14:35:45+01:00"}]},
  "deceasedBoolean":false,"multipleBirthInteger":2,
  "contact":[{"gender":"female","name":{"family":"Dal"}}],
  "managingOrganization":{"reference":"#o1"},"generalPractitioner":[{"reference":"http://x.org/fhir/Practitioner/7/_history/2"},
  {"reference":"urn:uuid:79a14950-442c-11ed-b878-0242ac120002"},{"reference":"PractitionerRole/8"}]})";

constexpr std::string_view observation = R"({"resourceType":"Observation","status":"final",
  "valueQuantity":{"value":185.0,"unit":"lbs","system":"http://unitsofmeasure.org","code":"[lb_av]"},
  "component":[{"valueString":"a"},{"valueInteger":3},{"_valueString":{"id":"no-value"}}]})";

std::string on_patient(std::string_view text)
{
    return evaluated(text, patient);
}
std::string on_observation(std::string_view text)
{
    return evaluated(text, observation);
}

TEST(Path, names_walk_to_children_with_their_types)
{
    EXPECT_EQ(on_patient("Patient.name.family"), "string Berg");
    EXPECT_EQ(on_patient("name.use"), "code official, code usual");
    EXPECT_EQ(on_patient("`contact`.name"), "HumanName {\"family\":\"Dal\"}");
    EXPECT_EQ(on_patient("contact"), "Patient.contact {\"gender\":\"female\",\"name\":{\"family\":\"Dal\"}}");
    EXPECT_EQ(on_patient("contained.name"), "string Nord");
    EXPECT_EQ(on_patient("id"), "id p1");
    EXPECT_EQ(on_patient("nothing.at.all"), "{}");
}

TEST(Path, a_path_may_begin_with_the_type_of_the_focus_or_one_above_it)
{
    EXPECT_EQ(on_patient("Resource.id"), "id p1");
    EXPECT_EQ(on_patient("DomainResource.contained.id"), "id o1");
    EXPECT_EQ(on_patient("Observation.id"), "{}");
    EXPECT_EQ(on_patient("Observation.status | Patient.name.family"), "string Berg");
}

TEST(Path, a_choice_has_one_name_and_the_type_it_was_written_with)
{
    EXPECT_EQ(on_observation("Observation.value.unit"), "string lbs");
    EXPECT_EQ(on_observation("Observation.valueQuantity"), "{}");
    EXPECT_EQ(on_observation("component.value"), "string a, integer 3, string ");
    EXPECT_EQ(on_observation("component.value.ofType(integer)"), "integer 3");
    EXPECT_EQ(on_observation("value is Quantity and value is Period = false"), "Boolean true");
    EXPECT_EQ(on_patient("deceased | multipleBirth"), "boolean false, integer 2");
}

TEST(Path, a_primitive_without_value_is_there_with_its_extensions)
{
    EXPECT_EQ(on_patient("name[0].given.count()"), "Integer 2");
    EXPECT_EQ(on_patient("name[0].given.select(hasValue())"), "Boolean true, Boolean false");
    EXPECT_EQ(on_patient("name.given.extension('u').value"), "code x");
    EXPECT_EQ(on_patient("birthDate.extension('http://time').value"), "dateTime 1974-12-25T14:35:45+01:00");
    EXPECT_EQ(on_patient("birthDate.value"), "Date 1974-12-25");
    EXPECT_EQ(on_patient("birthDate.getValue()"), "Date 1974-12-25");
    EXPECT_EQ(on_patient("birthDate.children().count()"), "Integer 1");
}

TEST(Path, a_reference_tells_its_type_without_being_fetched)
{
    EXPECT_EQ(on_patient("generalPractitioner.where(resolve() is Practitioner).reference"),
        "string http://x.org/fhir/Practitioner/7/_history/2");
    EXPECT_EQ(on_patient("generalPractitioner.where(resolve() is PractitionerRole).count()"), "Integer 1");
    EXPECT_EQ(on_patient("generalPractitioner[1].resolve()"), "{}");
    EXPECT_EQ(on_patient("managingOrganization.resolve().name"), "string Nord");
}

TEST(Path, a_resolver_is_asked_when_there_is_one)
{
    const auto document = json::read(patient).value();
    const auto other = json::read(R"({"resourceType":"Practitioner","id":"7","active":true})").value();
    Environment environment(Definitions::r4());
    environment.resolve = [&](std::string_view reference) {
        const bool is_known = reference == "PractitionerRole/8";
        return is_known ? Item::of_resource(other.root(), Definitions::r4()) : Item();
    };
    EXPECT_EQ(evaluated("generalPractitioner.resolve().active", Item::of_resource(document.root(), Definitions::r4()),
                  environment),
        "boolean true");
}

TEST(Path, functions_and_operators_tell_types_apart)
{
    EXPECT_EQ(on_patient("active.is(Boolean)"), "Boolean false");
    EXPECT_EQ(on_patient("active.is(FHIR.boolean)"), "Boolean true");
    EXPECT_EQ(on_patient("active is Boolean"), "Boolean true");
    EXPECT_EQ(on_patient("active is System.Boolean"), "Boolean false");
    EXPECT_EQ(on_patient("is(System.Patient)"), "Boolean false");
    EXPECT_EQ(on_patient("is(DomainResource)"), "Boolean true");
    EXPECT_EQ(on_patient("name.as(HumanName).family"), "string Berg");
    EXPECT_EQ(on_patient("active.type().namespace & '.' & active.type().name"), "String FHIR.boolean");
    EXPECT_EQ(on_patient("active.is(NoSuchType)"), "refused: FHIRPath: no type NoSuchType");
}

TEST(Path, boolean_logic_has_three_values)
{
    EXPECT_EQ(evaluated("{} and false"), "Boolean false");
    EXPECT_EQ(evaluated("{} and true"), "{}");
    EXPECT_EQ(evaluated("{} or true"), "Boolean true");
    EXPECT_EQ(evaluated("{} or false"), "{}");
    EXPECT_EQ(evaluated("{} xor true"), "{}");
    EXPECT_EQ(evaluated("{} implies true"), "Boolean true");
    EXPECT_EQ(evaluated("true implies {}"), "{}");
    EXPECT_EQ(evaluated("false implies {}"), "Boolean true");
    EXPECT_EQ(evaluated("true and 'one item is true'"), "Boolean true");
    EXPECT_EQ(on_patient("name and true"), "refused: FHIRPath: one Boolean is wanted, and there are several items");
}

TEST(Path, numbers_are_exact)
{
    EXPECT_EQ(evaluated("0.1 + 0.2 = 0.3"), "Boolean true");
    EXPECT_EQ(evaluated("1.10"), "Decimal 1.10");
    EXPECT_EQ(evaluated("7 div 2 + 7 mod 2"), "Integer 4");
    EXPECT_EQ(evaluated("1 / 0"), "{}");
    EXPECT_EQ(evaluated("2147483647 + 1"), "{}");
    EXPECT_EQ(evaluated("-(3 - 5) * 2"), "Integer 4");
    EXPECT_EQ(evaluated("1.5.round() | 2.567.round(1) | (-1.5).truncate() | 2.power(10) | 16.log(2)"),
        "Decimal 2, Decimal 2.6, Integer -1, Integer 1024, Decimal 4");
    EXPECT_EQ(evaluated("1 + 'a'"), "refused: FHIRPath: arithmetic with types that have none");
}

TEST(Path, dates_compare_as_far_as_they_are_known)
{
    EXPECT_EQ(evaluated("@2012 = @2012-01"), "{}");
    EXPECT_EQ(evaluated("@2012 < @2013-01"), "Boolean true");
    EXPECT_EQ(evaluated("@2012-04-15T15:00:00Z = @2012-04-15T17:00:00+02:00"), "Boolean true");
    EXPECT_EQ(evaluated("@2012-04-15T15:00:00Z = @2012-04-15T10:00:00"), "{}");
    EXPECT_EQ(evaluated("@2012-04-15T15:00:00Z > @2012-04-13T10:00:00"), "Boolean true");
    EXPECT_EQ(evaluated("@2012 ~ @2012-01"), "Boolean false");
    EXPECT_EQ(on_patient("birthDate < today() and now() > birthDate"), "Boolean true");
    EXPECT_EQ(evaluated("now() | today() | timeOfDay()"),
        "DateTime 2026-11-22T12:00:00.000Z, Date 2026-11-22, Time 12:00:00.000");
}

TEST(Path, durations_move_dates)
{
    EXPECT_EQ(evaluated("@2024-01-31 + 1 month"), "Date 2024-02-29");
    EXPECT_EQ(evaluated("@2024-02-29 - 1 year"), "Date 2023-02-28");
    EXPECT_EQ(evaluated("@2016 + 24 months"), "Date 2018");
    EXPECT_EQ(evaluated("@2019-03-01 + 24 hours"), "Date 2019-03-02");
    EXPECT_EQ(evaluated("@2016-02-28T23:59:59 + 1 second"), "DateTime 2016-02-29T00:00:00");
    EXPECT_EQ(evaluated("@T23:00:00 + 2 hours"), "Time 01:00:00");
    EXPECT_EQ(evaluated("@T00:30 - 1 hour"), "Time 23:30");
    EXPECT_EQ(evaluated("@2020-01-01T00:00:00.000Z + 1.5 seconds"), "DateTime 2020-01-01T00:00:01.500Z");
    EXPECT_EQ(evaluated("@9999-12-31 + 1 day"), "{}");
    EXPECT_EQ(evaluated("@2020-01-01 + 1 'mo'"), "refused: FHIRPath: only a duration can be added to a date or time");
}

TEST(Path, quantities_compare_across_units)
{
    EXPECT_EQ(evaluated("1 'kg' = 1000 'g' and 1 'L' = 10 'dL' and 120 'mm[Hg]' > 15 'kPa'"), "Boolean true");
    EXPECT_EQ(evaluated("37 'Cel' = 98.6 '[degF]'"), "Boolean true");
    EXPECT_EQ(evaluated("1 'kg' = 1 'm'"), "{}");
    EXPECT_EQ(evaluated("1 year = 12 months and 7 days = 1 'wk'"), "Boolean true");
    EXPECT_EQ(evaluated("1 year = 1 'a'"), "{}");
    EXPECT_EQ(evaluated("1 year ~ 1 'a'"), "Boolean true");
    EXPECT_EQ(evaluated("(2.0 'cm' * 2 'm') = 0.04 'm2' and (6 'g' / 2 'g') = 3"), "Boolean true");
    EXPECT_EQ(evaluated("1 'h' + 30 'min'"), "Quantity 1.5 'h'");
    EXPECT_EQ(on_observation("value > 83 'kg' and value < 84 'kg'"), "Boolean true");
}

TEST(Path, strings_are_unicode)
{
    EXPECT_EQ(evaluated("'bæ€𝄞'.length()"), "Integer 4");
    EXPECT_EQ(evaluated("'bæ€𝄞'.substring(1, 2)"), "String æ€");
    EXPECT_EQ(evaluated("'bæ€𝄞'.indexOf('𝄞')"), "Integer 3");
    EXPECT_EQ(evaluated("'æøå'.upper()"), "String ÆØÅ");
    EXPECT_EQ(evaluated("'a\\u00e6\\n\\'b\\''"), "String aæ\n'b'");
    EXPECT_EQ(evaluated("' Ås  B ' ~ 'ås b'"), "Boolean true");
    EXPECT_EQ(evaluated("'abc'.toChars()"), "String a, String b, String c");
    EXPECT_EQ(evaluated("'<a>'.escape('html') & '&lt;'.unescape('html')"), "String &lt;a&gt;<");
}

TEST(Path, patterns_find_anywhere_unless_asked_for_the_whole)
{
    EXPECT_EQ(evaluated("'xaby'.matches('a.')"), "Boolean true");
    EXPECT_EQ(evaluated("'xaby'.matchesFull('a.')"), "Boolean false");
    EXPECT_EQ(evaluated("'11/30/1972'.replaceMatches('(?<m>\\\\d+)/(?<d>\\\\d+)/(\\\\d+)', '${d}-${m}-$3')"),
        "String 30-11-1972");
    EXPECT_EQ(evaluated("'a'.matches('(')"), "refused: FHIRPath: not a regular expression");
    EXPECT_EQ(evaluated("'a'.matches('(?=a)')"),
        "refused: FHIRPath: a regular expression that looks around is not supported");
}

TEST(Path, conversions_give_nothing_where_there_is_no_such_form)
{
    EXPECT_EQ(
        evaluated("'1'.toInteger() | '1.5'.toDecimal() | 'yes'.toBoolean()"), "Integer 1, Decimal 1.5, Boolean true");
    EXPECT_EQ(evaluated("'x'.toInteger()"), "{}");
    EXPECT_EQ(evaluated("'4 days'.toQuantity() | '2 \\'mg\\''.toQuantity()"), "Quantity 4 days, Quantity 2 'mg'");
    EXPECT_EQ(evaluated("'1 mg'.convertsToQuantity()"), "Boolean false");
    EXPECT_EQ(evaluated("2 'kg'.toQuantity('g')"), "Quantity 2000 'g'");
    EXPECT_EQ(evaluated("'2026-11'.toDateTime().toString()"), "String 2026-11");
    EXPECT_EQ(evaluated("@2026-11-22T10:00:00Z.toDate()"), "Date 2026-11-22");
}

TEST(Path, collections_are_filtered_joined_and_walked)
{
    EXPECT_EQ(on_patient("name.where(use = 'official').family"), "string Berg");
    EXPECT_EQ(on_patient("name.select(use & '!')"), "String official!, String usual!");
    EXPECT_EQ(on_patient("name.given.where($index = 2)"), "string Kaia");
    EXPECT_EQ(evaluated("(1 | 2 | 3).aggregate($this + $total, 0)"), "Integer 6");
    EXPECT_EQ(evaluated("(3 | 1 | 2).sort(-$this).first()"), "Integer 3");
    EXPECT_EQ(evaluated("(1 | 2).combine(2).isDistinct()"), "Boolean false");
    EXPECT_EQ(evaluated("(1 | 2 | 3).exclude(2).tail()"), "Integer 3");
    EXPECT_EQ(on_patient("descendants().where($this is code)"), "code official, code usual, code female, code x");
    EXPECT_EQ(evaluated("(1 | 2).single()"), "refused: FHIRPath: single() takes one item, and there are several");
    EXPECT_EQ(evaluated("iif(1 = 1, 'a', 1/0) & iif(false, 'b')"), "String a");
}

TEST(Path, many_equal_items_are_found_by_hash_as_by_comparison)
{
    std::string many = "'0'";
    for (int i = 1; i < 100; ++i)
        many += ".combine('" + std::to_string(i % 40) + "')";
    EXPECT_EQ(evaluated(many + ".distinct().count()"), "Integer 40");
    EXPECT_EQ(evaluated("(" + many + ").select($this.toInteger() | 1.0 * $this.toInteger()).distinct().count()"),
        "Integer 40");
}

TEST(Path, variables_and_constants_are_known_by_name)
{
    EXPECT_EQ(evaluated("%ucum"), "String http://unitsofmeasure.org");
    EXPECT_EQ(evaluated("%`vs-administrative-gender`"), "String http://hl7.org/fhir/ValueSet/administrative-gender");
    EXPECT_EQ(on_patient("%resource.id = %context.id and %rootResource.id = 'p1'"), "Boolean true");
    EXPECT_EQ(evaluated("%resource.id"), "refused: FHIRPath: %resource is not known here");
    EXPECT_EQ(evaluated("%nothing"), "refused: FHIRPath: no variable %nothing");
}

TEST(Path, value_sets_the_definitions_know_decide_membership)
{
    EXPECT_EQ(
        on_patient("contact.gender.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')"), "Boolean true");
    EXPECT_EQ(on_patient("id.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')"), "Boolean false");
    EXPECT_EQ(on_patient("id.memberOf('http://example.org/unknown')"),
        "refused: FHIRPath: memberOf(): the value set is not known here");
    EXPECT_EQ(on_patient("conformsTo('http://hl7.org/fhir/StructureDefinition/Patient')"), "Boolean true");
}

TEST(Path, boundaries_follow_the_written_precision)
{
    EXPECT_EQ(evaluated("1.587.lowBoundary(6) | 1.587.highBoundary(2)"), "Decimal 1.586500, Decimal 1.59");
    EXPECT_EQ(evaluated("@2014.lowBoundary(8) | @2014-02.highBoundary(8)"), "Date 2014-01-01, Date 2014-02-28");
    EXPECT_EQ(evaluated("@T10:30.highBoundary(9)"), "Time 10:30:59.999");
    EXPECT_EQ(evaluated("1.58700.precision() | @2014-01-05T10:30:00.000.precision()"), "Integer 5, Integer 17");
}

TEST(Path, locations_are_known_when_asked_for)
{
    const auto document = json::read(patient).value();
    Environment environment(Definitions::r4());
    environment.with_locations = true;
    const auto focus = Item::of_resource(document.root(), Definitions::r4());
    const auto items
        = evaluate(compile("name.given | contact.name.family | deceased").value(), focus, environment).value();
    ASSERT_EQ(items.size(), 5U);
    EXPECT_EQ(items[0].location(), "Patient.name[0].given[0]");
    EXPECT_EQ(items[2].location(), "Patient.name[1].given[0]");
    EXPECT_EQ(items[3].location(), "Patient.contact[0].name.family");
    EXPECT_EQ(items[4].location(), "Patient.deceased");
}

TEST(Path, a_literal_in_a_result_outlives_its_expression)
{
    Environment environment(Definitions::r4());
    const auto items = evaluate(
        compile("'a text that is too long to stand in a string itself' | 1.50").value(), Item(), environment);
    EXPECT_EQ(shown(*items), "String a text that is too long to stand in a string itself, Decimal 1.50");
}

TEST(Path, an_invariant_holds_only_when_it_is_true)
{
    const auto document = json::read(patient).value();
    const auto focus = Item::of_resource(document.root(), Definitions::r4());
    Environment environment(Definitions::r4());
    EXPECT_TRUE(holds(compile("name.exists()").value(), focus, environment).value());
    EXPECT_FALSE(holds(compile("photo.exists()").value(), focus, environment).value());
    EXPECT_FALSE(holds(compile("photo.url = 'x'").value(), focus, environment).value());
    EXPECT_EQ(truth_of(compile("photo.url = 'x'").value(), focus, environment).value(), Truth::unknown);
    EXPECT_EQ(holds(compile("name").value(), focus, environment).error().kind, helselos::Kind::unprocessable);
}

}  // namespace

}  // namespace helselos::fhir::path
