#include "fhir/search/parameters.h"

#include "fhir/search/extract.h"
#include "fhir/search/query_in_words.h"
#include "fhir/search/rows_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

const auto core = Parameters::of(Definitions::r4());

constexpr const char* eye_colour = R"({"resourceType":"SearchParameter","url":"http://t/eye","code":"eye-colour",
    "base":["Patient","Person"],"type":"token",
    "expression":"Patient.extension.where(url = 'http://t/eye').value"})";

Result<Parameters::Shared> added(const Parameters& to, std::string_view text)
{
    const auto document = json::read(text);
    EXPECT_TRUE(document.ok());
    return to.with(document->root());
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    text.replace(text.find(what), what.size(), by);
    return text;
}

std::string fault_of(std::string_view text)
{
    const auto with = added(*core, text);
    return with.ok() ? "none" : with.error().element;
}

TEST(Parameters, what_is_added_is_known_on_its_bases_only)
{
    const auto with = *added(*core, eye_colour);
    ASSERT_NE(with->find("Patient", "eye-colour"), nullptr);
    ASSERT_NE(with->find("Person", "eye-colour"), nullptr);
    EXPECT_EQ(with->find("Practitioner", "eye-colour"), nullptr);
    EXPECT_EQ(with->find("Patient", "name"), Definitions::r4().search_parameter("Patient", "name"));
    EXPECT_EQ(with->by_url("http://t/eye")->code, "eye-colour");
    EXPECT_EQ(with->of_type("Patient").size(), core->of_type("Patient").size() + 1);
    EXPECT_EQ(core->find("Patient", "eye-colour"), nullptr);
    EXPECT_EQ(with->without("http://t/eye")->find("Patient", "eye-colour"), nullptr);
}

TEST(Parameters, a_base_may_be_all_resources)
{
    const auto with = *added(*core, replaced(eye_colour, R"("Patient","Person")", R"("DomainResource")"));
    EXPECT_NE(with->find("Observation", "eye-colour"), nullptr);
    EXPECT_EQ(with->find("Bundle", "eye-colour"), nullptr);
}

TEST(Parameters, a_search_by_one_that_is_being_indexed_is_refused_until_it_is_ready)
{
    auto grounds = test_grounds();
    grounds.parameters = *added(*core, eye_colour);
    const auto patients = Space::of_type("Patient");
    EXPECT_EQ(grounds.parameters->urls_being_indexed(), std::vector<std::string>{"http://t/eye"});
    EXPECT_EQ(refusal(patients, "eye-colour=blue", grounds), Kind::busy);
    EXPECT_EQ(refusal(patients, "_sort=eye-colour", grounds), Kind::busy);
    EXPECT_EQ(refusal(patients, "eye-colour:missing=true", grounds), Kind::busy);
    EXPECT_EQ(refusal(patients, "_filter=eye-colour%20pr%20true", grounds), Kind::busy);
    EXPECT_EQ(refusal(Space::of_type("Observation"), "patient.eye-colour=blue", grounds), Kind::busy);
    grounds.parameters = grounds.parameters->with_ready("http://t/eye");
    EXPECT_EQ(asked(patients, "eye-colour=blue", grounds), "eye-colour=blue");
    EXPECT_TRUE(grounds.parameters->urls_being_indexed().empty());
}

TEST(Parameters, one_that_is_replaced_is_indexed_anew)
{
    const auto ready = (*added(*core, eye_colour))->with_ready("http://t/eye");
    const auto again = *added(*ready, replaced(eye_colour, "extension", "modifierExtension"));
    EXPECT_FALSE(again->is_ready(*again->by_url("http://t/eye")));
    EXPECT_TRUE(ready->is_ready(*ready->by_url("http://t/eye")));
}

TEST(Parameters, what_could_not_be_searched_is_not_added)
{
    EXPECT_EQ(fault_of(eye_colour), "none");
    EXPECT_EQ(fault_of(replaced(eye_colour, "http://t/eye", "eye")), "SearchParameter.url");
    EXPECT_EQ(fault_of(replaced(eye_colour, "eye-colour", "_eye")), "SearchParameter.code");
    EXPECT_EQ(fault_of(replaced(eye_colour, "eye-colour", "eye.colour")), "SearchParameter.code");
    EXPECT_EQ(fault_of(replaced(eye_colour, "token", "special")), "SearchParameter.type");
    EXPECT_EQ(fault_of(replaced(eye_colour, "token", "colour")), "SearchParameter.type");
    EXPECT_EQ(fault_of(replaced(eye_colour, "token", "reference")), "SearchParameter.target");
    EXPECT_EQ(fault_of(replaced(eye_colour, "Person", "Klient")), "SearchParameter.base");
    EXPECT_EQ(fault_of(replaced(eye_colour, R"("Patient","Person")", "")), "SearchParameter.base");
    EXPECT_EQ(fault_of(replaced(eye_colour, "extension.where(", "extension.where((")), "SearchParameter.expression");
    EXPECT_EQ(fault_of(replaced(eye_colour, "token", "composite")), "SearchParameter.component");
    EXPECT_EQ(fault_of(R"({"resourceType":"Patient"})"), "resourceType");
}

TEST(Parameters, a_code_or_address_of_r4_is_not_taken)
{
    EXPECT_EQ(fault_of(replaced(eye_colour, "eye-colour", "name")), "SearchParameter.code");
    EXPECT_EQ(fault_of(replaced(eye_colour, "http://t/eye", "http://hl7.org/fhir/SearchParameter/individual-gender")),
        "SearchParameter.url");
    const auto with = *added(*core, eye_colour);
    const auto clash = added(*with, replaced(eye_colour, "http://t/eye", "http://t/other"));
    ASSERT_FALSE(clash.ok());
    EXPECT_EQ(clash.error().kind, Kind::conflict);
}

TEST(Parameters, what_is_added_is_read_from_then_on)
{
    auto extractor = *Extractor::create(core);
    const auto patient = *json::read(R"({"resourceType":"Patient","extension":[
        {"url":"http://t/eye","valueCodeableConcept":{"coding":[{"system":"http://t/c","code":"blue"}]}}]})");
    EXPECT_EQ(tokens(*extractor.extract(patient.root()), "eye-colour"), Texts{});
    ASSERT_TRUE(extractor.change_to(*added(*core, eye_colour)).ok());
    EXPECT_EQ(tokens(*extractor.extract(patient.root()), "eye-colour"), Texts{"http://t/c|blue"});
    EXPECT_NE(extractor.parameters()->find("Patient", "eye-colour"), nullptr);
}

TEST(Parameters, a_composite_may_be_added_when_it_can_be_answered)
{
    constexpr const char* text = R"json({"resourceType":"SearchParameter","url":"http://t/pair","code":"pair",
        "base":["Patient"],"type":"composite","expression":"Patient.contact","component":[
        {"definition":"http://hl7.org/fhir/SearchParameter/individual-gender","expression":"gender"},
        {"definition":"http://hl7.org/fhir/SearchParameter/individual-phone","expression":"telecom.where(system='phone')"}]})json";
    const auto with = added(*core, text);
    ASSERT_TRUE(with.ok()) << with.error().reason;
    auto extractor = *Extractor::create(*with);
    const auto patient = *json::read(R"({"resourceType":"Patient","contact":[
        {"gender":"male","telecom":[{"system":"phone","value":"1"},{"system":"email","value":"2"}]},{"gender":"female"}]})");
    EXPECT_EQ(composites(*extractor.extract(patient.root()), "pair"),
        Texts{"http://hl7.org/fhir/administrative-gender|male$|1"});
    EXPECT_EQ(fault_of(replaced(text, "individual-phone", "unheard-of")), "SearchParameter.component");
}

}  // namespace

}  // namespace helselos::fhir::search
