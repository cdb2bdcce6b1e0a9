#include "fhir/profile/profiles.h"

#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <vector>

namespace helselos::fhir::profile {

namespace {

const std::string core = "http://hl7.org/fhir/StructureDefinition/";

// A profile of one version with nothing but a differential.
std::string profile_text(
    const std::string& name, const std::string& type, const std::string& base, const std::string& elements)
{
    return R"({"resourceType":"StructureDefinition","url":"https://example.org/)" + name + R"(","name":")" + name
        + R"(","status":"draft","kind":"resource","abstract":false,"type":")" + type
        + R"(","derivation":"constraint","baseDefinition":")" + base + R"(","differential":{"element":[)" + elements
        + "]}}";
}

class Made {
public:
    Made(const std::string& type, const std::string& elements, const std::vector<std::string>& others = {})
        : m_profiles(Definitions::r4())
    {
        for (const auto& other : others)
            EXPECT_TRUE(m_profiles.add(std::move(*json::read(other))).ok());
        const auto text = profile_text("made", type, core + type, elements);
        EXPECT_TRUE(m_profiles.add(std::move(*json::read(text))).ok());
        const auto found = m_profiles.find("https://example.org/made");
        EXPECT_TRUE(found.ok()) << found.error().reason;
        m_profile = *found;
    }

    json::Value at(std::string_view id) const
    {
        for (const auto element : m_profile->elements)
            if (element["id"].text() == id)
                return element;
        return {};
    }

    std::size_t place(std::string_view id) const
    {
        std::size_t place = 0;
        while (place < m_profile->elements.size() && m_profile->elements[place]["id"].text() != id)
            ++place;
        return place;
    }

    bool has_defect(std::string_view element, std::string_view part) const
    {
        return std::any_of(m_profile->defects.begin(), m_profile->defects.end(),
            [&](const Issue& issue) { return issue.element == element && issue.text.find(part) != std::string::npos; });
    }
    std::size_t defects() const { return m_profile->defects.size(); }

private:
    Profiles m_profiles;
    const Profile* m_profile = nullptr;
};

std::size_t constraints_of(json::Value element, std::string_view key)
{
    std::size_t count = 0;
    for (const auto one : element["constraint"].elements())
        count += one["key"].text() == key ? 1U : 0U;
    return count;
}

}  // namespace

TEST(Snapshot, holds_all_of_the_base_and_what_is_changed)
{
    const Made made("Patient", R"({"id":"Patient.birthDate","path":"Patient.birthDate","min":1,"mustSupport":true})");
    EXPECT_EQ(made.at("Patient.birthDate")["min"].text(), "1");
    EXPECT_TRUE(made.at("Patient.birthDate")["mustSupport"].truth());
    EXPECT_EQ(made.at("Patient.birthDate")["type"].at(0)["code"].text(), "date");
    EXPECT_EQ(made.at("Patient.birthDate")["base"]["min"].text(), "0");
    EXPECT_TRUE(made.at("Patient.link.other").exists());
    EXPECT_EQ(made.defects(), 0U);
}

TEST(Snapshot, walks_into_the_type_of_an_element)
{
    const Made made("Patient", R"({"id":"Patient.name.family","path":"Patient.name.family","min":1})");
    EXPECT_EQ(made.at("Patient.name.family")["min"].text(), "1");
    EXPECT_EQ(made.at("Patient.name.family")["path"].text(), "Patient.name.family");
    EXPECT_EQ(made.at("Patient.name.family")["base"]["path"].text(), "HumanName.family");
    EXPECT_EQ(made.place("Patient.name.id"), made.place("Patient.name") + 1);
    EXPECT_FALSE(made.at("Patient.contact.name.family").exists());
}

TEST(Snapshot, walks_into_the_profile_of_a_type)
{
    const auto name
        = profile_text("name", "HumanName", core + "HumanName", R"({"path":"HumanName.given","min":1,"max":"3"})");
    const Made made("Patient",
        R"({"path":"Patient.name","type":[{"code":"HumanName","profile":["https://example.org/name"]}]},
        {"path":"Patient.name.family","min":1})",
        {name});
    EXPECT_EQ(made.at("Patient.name.given")["max"].text(), "3");
    EXPECT_EQ(made.at("Patient.name.family")["min"].text(), "1");
}

TEST(Snapshot, a_slice_is_a_copy_beside_its_element)
{
    const Made made("Patient", R"({"id":"Patient.identifier","path":"Patient.identifier","min":1,
          "slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
        {"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","max":"1"},
        {"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"https://example.org/a"},
        {"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b"})");
    EXPECT_EQ(made.at("Patient.identifier:a")["min"].text(), "0");
    EXPECT_EQ(made.at("Patient.identifier:a")["max"].text(), "1");
    EXPECT_FALSE(made.at("Patient.identifier:a")["slicing"].exists());
    EXPECT_EQ(made.at("Patient.identifier:a.system")["fixedUri"].text(), "https://example.org/a");
    EXPECT_TRUE(made.at("Patient.identifier:a.value").exists());
    EXPECT_EQ(made.at("Patient.identifier:b")["max"].text(), "*");
    EXPECT_LT(made.place("Patient.identifier:a.system"), made.place("Patient.identifier:b"));
    EXPECT_LT(made.place("Patient.identifier:b"), made.place("Patient.active"));
}

TEST(Snapshot, what_follows_a_slice_without_ids_is_inside_it)
{
    const Made made("Patient",
        R"({"path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
        {"path":"Patient.identifier","sliceName":"a"},
        {"path":"Patient.identifier.value","min":1})");
    EXPECT_EQ(made.at("Patient.identifier:a.value")["min"].text(), "1");
    EXPECT_FALSE(made.at("Patient.identifier.value").exists());
}

TEST(Snapshot, a_slice_holds_what_is_demanded_of_every_element)
{
    const Made made("Observation", R"({"id":"Observation.component","path":"Observation.component",
          "slicing":{"discriminator":[{"type":"value","path":"code"}],"rules":"open"}},
        {"id":"Observation.component.interpretation","path":"Observation.component.interpretation","max":"1"},
        {"id":"Observation.component:a","path":"Observation.component","sliceName":"a"},
        {"id":"Observation.component:a.code","path":"Observation.component.code","short":"a"})");
    EXPECT_EQ(made.at("Observation.component:a.interpretation")["max"].text(), "1");
    EXPECT_EQ(made.at("Observation.component:a.code")["short"].text(), "a");
    EXPECT_NE(made.at("Observation.component.code")["short"].text(), "a");
}

TEST(Snapshot, a_slice_is_divided_again)
{
    const Made made("Patient",
        R"({"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
        {"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","max":"2",
          "slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"open"}},
        {"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b"},
        {"id":"Patient.identifier:a/old","path":"Patient.identifier","sliceName":"a/old"})");
    EXPECT_EQ(made.at("Patient.identifier:a/old")["max"].text(), "2");
    EXPECT_EQ(made.place("Patient.identifier:a/old"), made.place("Patient.identifier:a") + 1);
    EXPECT_EQ(made.place("Patient.identifier:b"), made.place("Patient.identifier:a") + 2);
}

TEST(Snapshot, extensions_are_sliced_by_their_address_without_a_word)
{
    const auto extension = profile_text("seen", "Extension", core + "Extension",
        R"({"id":"Extension","path":"Extension","short":"Seen by","max":"1"},
        {"id":"Extension.url","path":"Extension.url","fixedUri":"https://example.org/seen"})");
    const Made made("Patient", R"({"id":"Patient.extension:seen","path":"Patient.extension","sliceName":"seen",
          "type":[{"code":"Extension","profile":["https://example.org/seen"]}]})",
        {extension});
    EXPECT_EQ(made.at("Patient.extension")["slicing"]["discriminator"].at(0)["path"].text(), "url");
    EXPECT_EQ(made.at("Patient.extension:seen")["max"].text(), "1");
    EXPECT_EQ(made.at("Patient.extension:seen")["short"].text(), "Seen by");
    EXPECT_EQ(made.defects(), 0U);
}

TEST(Snapshot, the_name_of_a_type_makes_a_closed_slice_of_a_choice)
{
    const Made made("Observation", R"({"id":"Observation.valueQuantity","path":"Observation.valueQuantity"},
        {"id":"Observation.valueQuantity.code","path":"Observation.valueQuantity.code","min":1,"fixedCode":"cm"})");
    EXPECT_EQ(made.at("Observation.value[x]")["slicing"]["rules"].text(), "closed");
    EXPECT_EQ(made.at("Observation.value[x]")["type"].size(), 1U);
    EXPECT_EQ(made.at("Observation.value[x]:valueQuantity")["path"].text(), "Observation.value[x]");
    EXPECT_EQ(made.at("Observation.value[x]:valueQuantity.code")["fixedCode"].text(), "cm");
}

TEST(Snapshot, a_slice_of_a_choice_has_the_type_of_its_name)
{
    const Made made("Observation", R"({"id":"Observation.value[x]","path":"Observation.value[x]",
          "slicing":{"discriminator":[{"type":"type","path":"$this"}],"rules":"open"}},
        {"id":"Observation.value[x]:valueString","path":"Observation.value[x]","sliceName":"valueString","maxLength":9})");
    EXPECT_EQ(made.at("Observation.value[x]")["type"].size(), 11U);
    EXPECT_EQ(json::to_text(made.at("Observation.value[x]:valueString")["type"]), R"([{"code":"string"}])");
    EXPECT_EQ(made.at("Observation.value[x]:valueString")["maxLength"].text(), "9");
}

TEST(Snapshot, a_reference_to_content_is_followed_as_the_base_has_it)
{
    const Made made("Questionnaire", R"({"id":"Questionnaire.item.text","path":"Questionnaire.item.text","min":1},
        {"id":"Questionnaire.item.item.prefix","path":"Questionnaire.item.item.prefix","max":"0"})");
    EXPECT_EQ(made.at("Questionnaire.item.item.prefix")["max"].text(), "0");
    EXPECT_EQ(made.at("Questionnaire.item.item.text")["min"].text(), "0");
    EXPECT_EQ(made.at("Questionnaire.item.item.enableWhen.question")["path"].text(),
        "Questionnaire.item.item.enableWhen.question");
}

TEST(Snapshot, lists_are_joined_and_texts_continued)
{
    const Made made("Patient", R"j({"path":"Patient.contact","short":"...of whom",
        "constraint":[{"key":"x-1","severity":"error","human":"h","expression":"name.exists()"},
                      {"key":"pat-1","severity":"error","human":"h","expression":"true"}]})j");
    const auto contact = made.at("Patient.contact");
    EXPECT_EQ(constraints_of(contact, "x-1"), 1U);
    EXPECT_EQ(constraints_of(contact, "pat-1"), 1U);
    EXPECT_EQ(constraints_of(contact, "ele-1"), 1U);
    EXPECT_TRUE(contact["short"].text().ends_with("\r\nof whom"));
    EXPECT_TRUE(contact["short"].text().starts_with("A contact party"));
}

TEST(Snapshot, what_would_widen_the_base_is_left_out_and_told)
{
    const Made made("Observation", R"({"path":"Observation.status","min":0},
        {"path":"Observation.code","max":"*"},
        {"path":"Observation.issued","type":[{"code":"string"}]},
        {"path":"Observation.nonsense","min":1})");
    EXPECT_EQ(made.at("Observation.status")["min"].text(), "1");
    EXPECT_EQ(made.at("Observation.code")["max"].text(), "1");
    EXPECT_EQ(made.at("Observation.issued")["type"].at(0)["code"].text(), "instant");
    EXPECT_FALSE(made.at("Observation.nonsense").exists());
    EXPECT_TRUE(made.has_defect("Observation.status", "min is lower"));
    EXPECT_TRUE(made.has_defect("Observation.code", "max is higher"));
    EXPECT_TRUE(made.has_defect("Observation.issued", "does not allow the type"));
    EXPECT_TRUE(made.has_defect("Observation.nonsense", "no such element"));
}

TEST(Snapshot, what_is_no_element_definition_is_left_out_and_told)
{
    const Made made("Patient", R"({"path":"Patient.gender","min":1,"binding":"none"},
        {"path":"Patient.birthDate","type":[{"code":"date","profile":"https://example.org/p"}]},
        "Patient.name", {"path":"Patient.active","min":1})");
    EXPECT_EQ(made.at("Patient.gender")["min"].text(), "0");
    EXPECT_EQ(made.at("Patient.active")["min"].text(), "1");
    EXPECT_TRUE(made.has_defect("Patient.gender", "no ElementDefinition"));
    EXPECT_TRUE(made.has_defect("Patient.birthDate", "no ElementDefinition"));
    EXPECT_EQ(made.defects(), 3U);
}

TEST(Snapshot, a_published_one_that_has_no_elements_of_that_form_is_an_error)
{
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(
        profiles
            .add(*json::read(R"({"resourceType":"StructureDefinition","url":"https://example.org/p","type":"Patient",
        "snapshot":{"element":[{"path":"Patient"},{"path":"Patient.gender","slicing":[]}]}})"))
            .ok());
    const auto found = profiles.find("https://example.org/p");
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().element, "Patient.gender");
}

TEST(Snapshot, a_required_binding_is_not_weakened)
{
    const Made made("Observation",
        R"({"path":"Observation.status","binding":{"strength":"example","valueSet":"https://example.org/v"}},
        {"path":"Observation.category","binding":{"strength":"required","valueSet":"https://example.org/v"}})");
    EXPECT_EQ(made.at("Observation.status")["binding"]["strength"].text(), "required");
    EXPECT_TRUE(made.has_defect("Observation.status", "weaker"));
    EXPECT_EQ(made.at("Observation.category")["binding"]["valueSet"].text(), "https://example.org/v");
}

TEST(Snapshot, a_type_named_again_keeps_its_targets)
{
    const Made made("Observation", R"({"path":"Observation.subject","type":[{"code":"Reference"}]})");
    EXPECT_EQ(made.at("Observation.subject")["type"].at(0)["targetProfile"].size(), 4U);
}

TEST(Snapshot, an_unknown_base_is_an_error_that_names_it)
{
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(profiles.add(*json::read(profile_text("p", "Patient", "https://example.org/gone", ""))).ok());
    const auto found = profiles.find("https://example.org/p");
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().kind, Kind::unprocessable);
    EXPECT_NE(found.error().reason.find("https://example.org/gone"), std::string::npos);
}

TEST(Snapshot, a_ring_of_bases_is_an_error)
{
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(profiles.add(*json::read(profile_text("a", "Patient", "https://example.org/b", ""))).ok());
    ASSERT_TRUE(profiles.add(*json::read(profile_text("b", "Patient", "https://example.org/a", ""))).ok());
    const auto found = profiles.find("https://example.org/a");
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().kind, Kind::unprocessable);
}

TEST(Snapshot, too_many_slices_are_an_error_and_no_loss_of_memory)
{
    std::string elements
        = R"({"path":"Bundle.entry","slicing":{"discriminator":[{"type":"value","path":"link"}],"rules":"open"}})";
    for (int slice = 0; slice < 2'000; ++slice)
        elements += R"(,{"path":"Bundle.entry","sliceName":"s)" + std::to_string(slice)
            + R"("},{"path":"Bundle.entry.fullUrl"})";
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(profiles.add(*json::read(profile_text("p", "Bundle", core + "Bundle", elements))).ok());
    const auto found = profiles.find("https://example.org/p");
    ASSERT_FALSE(found.ok());
    EXPECT_NE(found.error().reason.find("too many elements"), std::string::npos);
}

TEST(Snapshot, many_who_ask_at_once_are_given_one_profile)
{
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(profiles
                    .add(*json::read(
                        profile_text("p", "Patient", core + "Patient", R"({"path":"Patient.name.family","min":1})")))
                    .ok());
    std::array<const Profile*, 8> found{};
    {
        std::vector<std::jthread> askers;
        for (auto& one : found)
            askers.emplace_back([&one, &profiles] { one = *profiles.find("https://example.org/p"); });
    }
    EXPECT_NE(found.front(), nullptr);
    EXPECT_EQ(std::count(found.begin(), found.end(), found.front()), 8);
}

TEST(Snapshot, a_profile_of_a_profile_holds_both)
{
    const auto first = profile_text("first", "Patient", core + "Patient", R"({"path":"Patient.gender","min":1})");
    const auto second
        = profile_text("second", "Patient", "https://example.org/first", R"({"path":"Patient.birthDate","min":1})");
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(profiles.add(*json::read(first)).ok());
    ASSERT_TRUE(profiles.add(*json::read(second)).ok());
    const auto found = profiles.find("https://example.org/second");
    ASSERT_TRUE(found.ok());
    std::size_t demanded = 0;
    for (const auto element : (*found)->elements)
        if (element["path"].text() == "Patient.gender" || element["path"].text() == "Patient.birthDate")
            demanded += element["min"].text() == "1" ? 1U : 0U;
    EXPECT_EQ(demanded, 2U);
}

TEST(Snapshot, a_model_of_its_own_brings_its_elements)
{
    Profiles profiles(Definitions::r4());
    ASSERT_TRUE(
        profiles
            .add(*json::read(R"({"resourceType":"StructureDefinition","url":"https://example.org/Model","type":"Model",
        "kind":"logical","derivation":"specialization","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Element",
        "differential":{"element":[{"id":"Model","path":"Model"},
            {"id":"Model.part","path":"Model.part","min":1,"max":"*","type":[{"code":"BackboneElement"}]},
            {"id":"Model.part.name","path":"Model.part.name","min":0,"max":"1","type":[{"code":"string"}]}]}})"))
            .ok());
    const auto found = profiles.find("https://example.org/Model");
    ASSERT_TRUE(found.ok());
    std::vector<std::string> ids;
    for (const auto element : (*found)->elements)
        ids.emplace_back(element["id"].text());
    EXPECT_EQ(ids,
        (std::vector<std::string>{"Model", "Model.id", "Model.extension", "Model.part", "Model.part.id",
            "Model.part.extension", "Model.part.modifierExtension", "Model.part.name"}));
}

TEST(Defects, of_a_profile_are_told_with_their_element)
{
    const Made made("Patient", R"j({"path":"Patient","constraint":[
          {"key":"x-1","severity":"error","human":"h","expression":"extension('https://example.org/gone').exists()"},
          {"key":"x-2","severity":"error","human":"h"}]},
        {"path":"Patient.generalPractitioner","type":[{"code":"Reference","targetProfile":["https://example.org/none"]}]},
        {"path":"Patient.identifier","max":"1","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
        {"path":"Patient.identifier","sliceName":"a","min":1},
        {"path":"Patient.identifier","sliceName":"b","min":1})j");
    EXPECT_TRUE(made.has_defect("Patient", "https://example.org/gone"));
    EXPECT_TRUE(made.has_defect("Patient", "x-2 has no expression"));
    EXPECT_TRUE(made.has_defect("Patient.generalPractitioner", "https://example.org/none"));
    EXPECT_TRUE(made.has_defect("Patient.identifier", "its slices demand more"));
    EXPECT_EQ(made.defects(), 4U);
}

}  // namespace helselos::fhir::profile
