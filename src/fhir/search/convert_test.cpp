#include "fhir/search/convert.h"

#include "base/limits.h"
#include "fhir/search/rows_in_words.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

TEST(ConvertToken, codings_of_a_codeable_concept_each_have_a_row_and_the_text_none)
{
    const auto rows = rows_of(R"({"resourceType":"Observation","status":"final","code":{"text":"Blodtrykk","coding":[
        {"system":"http://loinc.org","code":"8480-6","display":"Systolic"},{"code":"local"},{"system":"http://a.example"},{"display":"x"}]}})");
    EXPECT_EQ(tokens(rows, "code"), (Texts{"|local", "http://a.example|", "http://loinc.org|8480-6"}));
    EXPECT_EQ(tokens(rows, "combo-code"), tokens(rows, "code"));
    EXPECT_EQ(strings(rows, "code"), Texts());
}

TEST(ConvertToken, a_plain_code_has_the_system_it_is_bound_to)
{
    const auto rows = rows_of(R"({"resourceType":"Patient","gender":"female"})");
    EXPECT_EQ(tokens(rows, "gender"), Texts{"http://hl7.org/fhir/administrative-gender|female"});
}

TEST(ConvertToken, identifiers_contact_points_booleans_and_codings_are_tokens)
{
    const auto rows = rows_of(R"({"resourceType":"Patient","active":true,
        "meta":{"tag":[{"system":"http://a.example","code":"t"}],"security":[{"code":"R"}]},
        "identifier":[{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"41845712345"},{"value":"x"}],
        "telecom":[{"system":"phone","value":"12345678"},{"system":"email","value":"Ola@a.example"},{"value":"odd"}]})");
    EXPECT_EQ(tokens(rows, "identifier"), (Texts{"|x", "urn:oid:2.16.578.1.12.4.1.4.1|41845712345"}));
    EXPECT_EQ(tokens(rows, "telecom"), (Texts{"|12345678", "|Ola@a.example", "|odd"}));
    EXPECT_EQ(tokens(rows, "phone"), Texts{"|12345678"});
    EXPECT_EQ(tokens(rows, "email"), Texts{"|Ola@a.example"});
    EXPECT_EQ(tokens(rows, "active"), Texts{"|true"});
    EXPECT_EQ(tokens(rows, "_tag"), Texts{"http://a.example|t"});
    EXPECT_EQ(tokens(rows, "_security"), Texts{"|R"});
}

TEST(ConvertToken, deceased_is_true_for_a_date_and_false_for_nothing)
{
    EXPECT_EQ(
        tokens(rows_of(R"({"resourceType":"Patient","deceasedDateTime":"2026-01-01"})"), "deceased"), Texts{"|true"});
    EXPECT_EQ(tokens(rows_of(R"({"resourceType":"Patient","deceasedBoolean":true})"), "deceased"), Texts{"|true"});
    EXPECT_EQ(tokens(rows_of(R"({"resourceType":"Patient","deceasedBoolean":false})"), "deceased"), Texts{"|false"});
    EXPECT_EQ(tokens(rows_of(R"({"resourceType":"Patient"})"), "deceased"), Texts{"|false"});
}

TEST(ConvertToken, a_string_asked_as_a_token_keeps_its_case)
{
    const auto rows = rows_of(
        R"({"resourceType":"ValueSet","status":"active","version":"1.0-RC","expansion":{"timestamp":"2026-01-01",
        "identifier":"urn:x:1"}})");
    EXPECT_EQ(tokens(rows, "version"), Texts{"|1.0-RC"});
}

TEST(ConvertString, every_part_of_a_name_has_a_row)
{
    const auto rows = rows_of(
        R"({"resourceType":"Patient","name":[{"text":"Dr. Ola  NORDMANN","family":"Nordmann","given":["Ola","Åge"],
        "prefix":["Dr."],"suffix":["jr."]},{"family":"Nordmann"}]})");
    EXPECT_EQ(strings(rows, "name"), (Texts{"dr.", "dr. ola nordmann", "jr.", "nordmann", "ola", "åge"}));
    EXPECT_EQ(strings(rows, "family"), Texts{"nordmann"});
    EXPECT_EQ(strings(rows, "given"), (Texts{"ola", "åge"}));
    EXPECT_EQ(strings(rows, "phonetic"), strings(rows, "name"));
}

TEST(ConvertString, the_text_as_written_is_kept_for_exact)
{
    const auto rows = rows_of(R"({"resourceType":"Patient","name":[{"family":"Müller"}]})");
    ASSERT_EQ(rows.strings.size(), 3U);
    EXPECT_EQ(rows.strings[0].exact, "Müller");
    EXPECT_EQ(rows.strings[0].folded, "muller");
}

TEST(ConvertString, every_part_of_an_address_has_a_row)
{
    const auto rows
        = rows_of(R"({"resourceType":"Patient","address":[{"use":"home","line":["Storgata 1","2. etg"],"city":"Tromsø",
        "district":"Tromsøya","state":"Troms","postalCode":"9008","country":"NO","text":"Storgata 1, Tromsø"}]})");
    EXPECT_EQ(strings(rows, "address"),
        (Texts{"2. etg", "9008", "no", "storgata 1", "storgata 1, tromsø", "troms", "tromsø", "tromsøya"}));
    EXPECT_EQ(strings(rows, "address-city"), Texts{"tromsø"});
    EXPECT_EQ(tokens(rows, "address-use"), Texts{"http://hl7.org/fhir/address-use|home"});
}

TEST(ConvertString, strings_and_markdown_have_a_row)
{
    const auto rows
        = rows_of(R"({"resourceType":"ValueSet","status":"active","title":"Farger","description":"*Rødt*"})");
    EXPECT_EQ(strings(rows, "title"), Texts{"farger"});
    EXPECT_EQ(strings(rows, "description"), Texts{"*rødt*"});
}

TEST(ConvertString, a_long_text_is_cut_between_characters)
{
    const auto kept = [](std::size_t letters) {
        std::string text;
        for (std::size_t i = 0; i < letters; ++i)
            text += "ø";
        return rows_of(R"({"resourceType":"Patient","name":[{"family":"a)" + text + "\"}]}").strings[0].exact.size();
    };
    const auto fitting = (limits::search_key_bytes_max - 1) / 2;
    EXPECT_EQ(kept(fitting - 1), 2 * fitting - 1);
    EXPECT_EQ(kept(fitting), 2 * fitting + 1);
    EXPECT_EQ(kept(fitting + 1), 2 * fitting + 1);
}

TEST(ConvertDate, dates_times_and_instants_are_ranges)
{
    const auto rows = rows_of(
        R"({"resourceType":"Patient","birthDate":"2024-02-29","deceasedDateTime":"2026-11-22T10:00:00+01:00"})");
    EXPECT_EQ(dates(rows, "birthdate"), Texts{"2024-02-29T00:00:00.000Z..2024-03-01T00:00:00.000Z"});
    EXPECT_EQ(dates(rows, "death-date"), Texts{"2026-11-22T09:00:00.000Z..2026-11-22T09:00:01.000Z"});
    const auto event = rows_of(R"({"resourceType":"AuditEvent","recorded":"2026-11-22T10:00:00.123Z"})");
    EXPECT_EQ(dates(event, "date"), Texts{"2026-11-22T10:00:00.123Z..2026-11-22T10:00:00.124Z"});
}

TEST(ConvertDate, a_period_may_be_open)
{
    const auto period = [](std::string_view text) {
        return dates(
            rows_of(fmt::format(R"({{"resourceType":"Encounter","status":"planned","period":{}}})", text)), "date");
    };
    EXPECT_EQ(period(R"({"start":"2026-11-01","end":"2026-11-22"})"),
        Texts{"2026-11-01T00:00:00.000Z..2026-11-23T00:00:00.000Z"});
    EXPECT_EQ(period(R"({"start":"2026-11-01"})"), Texts{"2026-11-01T00:00:00.000Z..open"});
    EXPECT_EQ(period(R"({"end":"2026"})"), Texts{"open..2027-01-01T00:00:00.000Z"});
    EXPECT_EQ(period(R"({"extension":[{"url":"http://a.example","valueBoolean":true}]})"), Texts());
}

TEST(ConvertDate, of_a_timing_only_the_outer_limits_matter)
{
    const auto timing = [](std::string_view text) {
        return dates(
            rows_of(fmt::format(R"({{"resourceType":"ServiceRequest","occurrenceTiming":{}}})", text)), "occurrence");
    };
    EXPECT_EQ(timing(R"({"event":["2026-03-01","2026-01-01"]})"),
        Texts{"2026-01-01T00:00:00.000Z..2026-03-02T00:00:00.000Z"});
    EXPECT_EQ(timing(R"({"repeat":{"boundsPeriod":{"start":"2026-01-01"},"frequency":1}})"),
        Texts{"2026-01-01T00:00:00.000Z..open"});
    EXPECT_EQ(timing(R"({"event":["2025"],"repeat":{"boundsPeriod":{"start":"2026-01-01","end":"2026-01-02"}}})"),
        Texts{"2025-01-01T00:00:00.000Z..2026-01-03T00:00:00.000Z"});
    EXPECT_EQ(timing(R"({"repeat":{"frequency":1,"period":1,"periodUnit":"d"}})"), Texts());
}

TEST(ConvertDate, what_was_left_unsaid_has_no_row)
{
    const auto rows = rows_of(
        R"({"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://a.example","valueBoolean":true}]}})");
    EXPECT_EQ(dates(rows, "birthdate"), Texts());
}

TEST(ConvertNumber, a_number_is_a_point_whatever_its_precision)
{
    const auto risk = [](std::string_view prediction) {
        return numbers(rows_of(fmt::format(R"({{"resourceType":"RiskAssessment","prediction":[{}]}})", prediction)),
            "probability");
    };
    EXPECT_EQ(risk(R"({"probabilityDecimal":0.80})"), Texts{"0.8..0.8"});
    EXPECT_EQ(risk(R"({"probabilityDecimal":1E-400})"), Texts{"0..0"});
    EXPECT_EQ(risk(R"({"probabilityDecimal":1E400})"), Texts{"open..open"});
}

TEST(ConvertNumber, a_range_has_two_ends)
{
    const auto rows = rows_of(
        R"({"resourceType":"RiskAssessment","prediction":[{"probabilityRange":{"low":{"value":0.1},"high":{"value":0.2}}},
        {"probabilityRange":{"high":{"value":0.5}}}]})");
    EXPECT_EQ(numbers(rows, "probability"), (Texts{"open..0.5", "0.1..0.2"}));
}

TEST(ConvertQuantity, the_coded_unit_and_the_unit_in_words_can_both_be_asked)
{
    const auto rows = rows_of(
        R"({"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":120.0,"unit":"mmHg",
        "system":"http://unitsofmeasure.org","code":"mm[Hg]"}})");
    EXPECT_EQ(
        quantities(rows, "value-quantity"), (Texts{"120..120 |mmHg", "120..120 http://unitsofmeasure.org|mm[Hg]"}));
    EXPECT_EQ(quantities(rows, "combo-value-quantity"), quantities(rows, "value-quantity"));
}

TEST(ConvertQuantity, the_same_unit_in_words_and_code_is_one_row)
{
    const auto rows
        = rows_of(R"({"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":-3,"unit":"mg",
        "system":"http://unitsofmeasure.org","code":"mg"}})");
    EXPECT_EQ(quantities(rows, "value-quantity"), Texts{"-3..-3 http://unitsofmeasure.org|mg"});
    const auto bare
        = rows_of(R"({"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":7}})");
    EXPECT_EQ(quantities(bare, "value-quantity"), Texts{"7..7 |"});
    const auto words = rows_of(
        R"({"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":7,"unit":"stk"}})");
    EXPECT_EQ(quantities(words, "value-quantity"), Texts{"7..7 |stk"});
}

TEST(ConvertQuantity, a_comparator_opens_the_range)
{
    const auto quantity = [](std::string_view comparator) {
        return quantities(
            rows_of(
                fmt::format(R"({{"resourceType":"Observation","status":"final","code":{{}},"valueQuantity":{{"value":5,
            "comparator":"{}","code":"mg"}}}})",
                    comparator)),
            "value-quantity");
    };
    EXPECT_EQ(quantity("<"), Texts{"open..5 |mg"});
    EXPECT_EQ(quantity("<="), Texts{"open..5 |mg"});
    EXPECT_EQ(quantity(">"), Texts{"5..open |mg"});
    EXPECT_EQ(quantity(">="), Texts{"5..open |mg"});
}

TEST(ConvertQuantity, ages_ranges_and_components_are_quantities)
{
    const auto age = rows_of(
        R"({"resourceType":"Condition","subject":{},"onsetAge":{"value":52,"system":"http://unitsofmeasure.org","code":"a"}})");
    EXPECT_EQ(quantities(age, "onset-age"), Texts{"52..52 http://unitsofmeasure.org|a"});
    const auto range = rows_of(
        R"({"resourceType":"Condition","subject":{},"onsetRange":{"low":{"value":50,"code":"a"},"high":{"value":60,"code":"a"}},
        "abatementRange":{"high":{"value":70,"code":"a"}}})");
    EXPECT_EQ(quantities(range, "onset-age"), Texts{"50..60 |a"});
    EXPECT_EQ(quantities(range, "abatement-age"), Texts{"open..70 |a"});
    const auto components = rows_of(R"({"resourceType":"Observation","status":"final","code":{},"component":[
        {"code":{},"valueQuantity":{"value":120,"code":"mm[Hg]"}},{"code":{},"valueQuantity":{"value":80,"code":"mm[Hg]"}}]})");
    EXPECT_EQ(quantities(components, "component-value-quantity"), (Texts{"80..80 |mm[Hg]", "120..120 |mm[Hg]"}));
}

TEST(ConvertQuantity, money_has_its_currency)
{
    const auto rows
        = rows_of(R"({"resourceType":"Invoice","status":"issued","totalGross":{"value":375.50,"currency":"NOK"}})");
    EXPECT_EQ(quantities(rows, "totalgross"), Texts{"375.5..375.5 urn:iso:std:iso:4217|NOK"});
}

TEST(ConvertReference, literal_logical_and_foreign_references_have_a_row)
{
    const auto rows = rows_of(
        R"({"resourceType":"Observation","status":"final","code":{},"subject":{"reference":"Patient/1/_history/3"},
        "performer":[{"reference":"Practitioner/2","identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.4","value":"9144900"}},
        {"reference":"https://elsewhere.example/fhir/Practitioner/3"},{"reference":"urn:uuid:2a2c1ca5-1c1f-4ad8-a1c1-6b4ac4f5a1b0"},
        {"identifier":{"value":"4"}},{"display":"somebody"}]})");
    EXPECT_EQ(references(rows, "subject"), Texts{"Patient/1"});
    EXPECT_EQ(references(rows, "patient"), Texts{"Patient/1"});
    EXPECT_EQ(references(rows, "performer"),
        (Texts{"|4", "https://elsewhere.example/fhir/Practitioner/3", "urn:uuid:2a2c1ca5-1c1f-4ad8-a1c1-6b4ac4f5a1b0",
            "Practitioner/2 urn:oid:2.16.578.1.12.4.1.4.4|9144900"}));
}

TEST(ConvertReference, a_contained_resource_has_none)
{
    const auto rows
        = rows_of(R"({"resourceType":"MedicationRequest","contained":[{"resourceType":"Medication","id":"m"}],
        "medicationReference":{"reference":"#m"},"subject":{"reference":"Patient/1"}})");
    EXPECT_EQ(references(rows, "medication"), Texts());
}

TEST(ConvertReference, a_canonical_address_is_found_with_and_without_its_version)
{
    const auto rows = rows_of(
        R"({"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"http://a.example/q|1.0"})");
    EXPECT_EQ(references(rows, "questionnaire"), (Texts{"http://a.example/q", "http://a.example/q|1.0"}));
}

TEST(ConvertUri, addresses_have_a_row)
{
    const auto rows = rows_of(R"({"resourceType":"ValueSet","status":"active","url":"http://a.example/V","meta":{
        "profile":["http://a.example/p|2","http://a.example/q"],"source":"http://a.example/s"}})");
    EXPECT_EQ(uris(rows, "url"), Texts{"http://a.example/V"});
    EXPECT_EQ(uris(rows, "_profile"), (Texts{"http://a.example/p", "http://a.example/p|2", "http://a.example/q"}));
    EXPECT_EQ(uris(rows, "_source"), Texts{"http://a.example/s"});
}

}  // namespace

}  // namespace helselos::fhir::search
