#include "fhir/definitions/definitions.h"

#include "fhir/definitions/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

namespace helselos::fhir {

namespace {

const Definitions& r4()
{
    return Definitions::r4();
}

const Element& element_of(std::string_view type, std::string_view name)
{
    return *r4().type(type)->element(name);
}

std::size_t count_of(TypeKind kind)
{
    const auto types = r4().types();
    return static_cast<std::size_t>(
        std::count_if(types.begin(), types.end(), [&](const Type& type) { return type.kind == kind; }));
}

}  // namespace

TEST(Definitions, all_types_of_r4_are_there_and_view_definitions)
{
    EXPECT_EQ(r4().resource_types().size(), 146U + 1U);
    EXPECT_EQ(count_of(TypeKind::resource), 148U + 1U);
    EXPECT_EQ(count_of(TypeKind::primitive), 20U);
    EXPECT_EQ(count_of(TypeKind::complex), 43U);
    EXPECT_EQ(count_of(TypeKind::backbone), 473U + 5U);
}

TEST(Definitions, resource_types_are_sorted_and_concrete)
{
    const auto types = r4().resource_types();
    EXPECT_TRUE(std::is_sorted(types.begin(), types.end()));
    EXPECT_EQ(std::count(types.begin(), types.end(), "DomainResource"), 0);
    EXPECT_EQ(std::count(types.begin(), types.end(), "Patient"), 1);
}

TEST(Definitions, a_patient_is_a_domain_resource_and_a_resource)
{
    const auto* patient = r4().type("Patient");
    EXPECT_EQ(patient->base->name, "DomainResource");
    EXPECT_TRUE(patient->is_a("Resource"));
    EXPECT_FALSE(patient->is_a("Element"));
    EXPECT_EQ(patient->url, "http://hl7.org/fhir/StructureDefinition/Patient");
}

TEST(Definitions, primitive_types_inherit)
{
    EXPECT_TRUE(r4().type("id")->is_a("string"));
    EXPECT_TRUE(r4().type("canonical")->is_a("uri"));
    EXPECT_TRUE(r4().type("positiveInt")->is_a("integer"));
    EXPECT_TRUE(r4().type("Age")->is_a("Quantity"));
    EXPECT_TRUE(r4().type("SimpleQuantity")->is_a("Quantity"));
}

TEST(Definitions, elements_come_in_order_with_the_inherited_first)
{
    const auto elements = r4().type("Patient")->elements;
    EXPECT_EQ(elements[0].name, "id");
    EXPECT_EQ(elements[1].name, "meta");
    EXPECT_EQ(elements[8].name, "identifier");
    EXPECT_EQ(elements.back().name, "link");
}

TEST(Definitions, a_choice_is_found_by_its_json_name)
{
    const auto found = r4().type("Observation")->json_element("valueQuantity");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->element->name, "value");
    EXPECT_TRUE(found->element->is_choice);
    EXPECT_EQ(found->element->path, "Observation.value[x]");
    EXPECT_EQ(found->type->code, "Quantity");
    EXPECT_EQ(found->type->type, r4().type("Quantity"));
}

TEST(Definitions, a_choice_is_not_found_by_a_type_it_does_not_allow)
{
    EXPECT_FALSE(r4().type("Observation")->json_element("valueAttachment"));
    EXPECT_FALSE(r4().type("Observation")->json_element("value"));
    EXPECT_FALSE(r4().type("Observation")->json_element("valuequantity"));
}

TEST(Definitions, every_json_name_leads_back_to_its_element)
{
    for (const auto& type : r4().types())
        for (const auto& entry : type.json_names) {
            const auto& element = *entry.element.element;
            EXPECT_TRUE(entry.name.starts_with(element.name)) << type.name;
            EXPECT_EQ(element.is_choice, entry.name != element.name);
            EXPECT_EQ(&element, type.element(element.name));
        }
}

TEST(Definitions, cardinality_and_flags_are_kept)
{
    EXPECT_EQ(element_of("Observation", "status").min, 1U);
    EXPECT_EQ(element_of("Observation", "status").max, 1U);
    EXPECT_TRUE(element_of("Observation", "status").is_modifier);
    EXPECT_TRUE(element_of("Observation", "status").is_summary);
    EXPECT_EQ(element_of("Observation", "component").max, unbounded);
    EXPECT_EQ(element_of("SimpleQuantity", "comparator").max, 0U);
}

TEST(Definitions, a_backbone_is_a_type_of_its_own)
{
    const auto* contact = r4().type("Patient.contact");
    ASSERT_NE(contact, nullptr);
    EXPECT_EQ(contact->kind, TypeKind::backbone);
    EXPECT_EQ(contact->base->name, "BackboneElement");
    EXPECT_EQ(element_of("Patient", "contact").content, contact);
    EXPECT_EQ(contact->element("gender")->binding->value_set, "http://hl7.org/fhir/ValueSet/administrative-gender");
    EXPECT_EQ(r4().type("Timing.repeat")->base->name, "Element");
}

TEST(Definitions, a_content_reference_leads_to_the_backbone_it_names)
{
    EXPECT_EQ(element_of("Questionnaire.item", "item").content, r4().type("Questionnaire.item"));
    EXPECT_EQ(element_of("Observation.component", "referenceRange").content, r4().type("Observation.referenceRange"));
    EXPECT_EQ(element_of("Questionnaire.item", "item").constraints.size(),
        element_of("Questionnaire", "item").constraints.size());
    EXPECT_EQ(element_of("Questionnaire.item", "item").types[0].code, "BackboneElement");
}

TEST(Definitions, every_element_has_content_or_a_known_type)
{
    for (const auto& type : r4().types())
        for (const auto& element : type.elements)
            for (const auto& reference : element.types)
                EXPECT_TRUE(
                    element.content != nullptr || reference.type != nullptr || reference.code.starts_with("System."))
                    << element.path << " " << reference.code;
}

TEST(Definitions, every_element_names_at_least_one_type)
{
    for (const auto& type : r4().types())
        for (const auto& element : type.elements)
            EXPECT_FALSE(element.types.empty()) << element.path;
}

TEST(Definitions, what_is_not_in_the_published_r4_is_left_out)
{
    EXPECT_EQ(r4().type("Meta")->elements.size(), 8U);
    EXPECT_EQ(r4().type("Meta")->element("project"), nullptr);
    EXPECT_EQ(r4().type("Binary")->element("url"), nullptr);
    EXPECT_EQ(r4().type("ResearchStudy")->element("label"), nullptr);
    EXPECT_EQ(r4().type("DeviceDefinition")->element("classification"), nullptr);
    EXPECT_EQ(r4().search_parameter("DeviceDefinition", "classification"), nullptr);
    EXPECT_EQ(r4().type("SubscriptionStatus"), nullptr);
    EXPECT_EQ(r4().type("MetadataResource"), nullptr);
}

TEST(Definitions, what_the_package_misses_of_the_published_r4_is_there)
{
    const auto* characteristic = r4().type("EvidenceVariable.characteristic");
    EXPECT_TRUE(characteristic->json_element("definitionTriggerDefinition"));
    EXPECT_TRUE(characteristic->json_element("participantEffectivePeriod"));
    EXPECT_NE(
        r4().type("ResearchElementDefinition.characteristic")->element("participantEffectiveTimeFromStart"), nullptr);
}

TEST(Definitions, an_id_is_an_id_in_resources_and_a_string_in_elements)
{
    EXPECT_EQ(element_of("Patient", "id").types[0].code, "id");
    EXPECT_EQ(element_of("HumanName", "id").types[0].code, "string");
    EXPECT_EQ(element_of("Patient.contact", "id").types[0].code, "string");
    EXPECT_EQ(element_of("string", "value").types[0].code, "System.String");
    EXPECT_EQ(element_of("Extension", "url").types[0].code, "uri");
}

TEST(Definitions, invariants_stand_where_they_apply)
{
    const auto contact = element_of("Patient", "contact").constraints;
    ASSERT_EQ(contact.size(), 1U);
    EXPECT_EQ(contact[0].key, "pat-1");
    EXPECT_EQ(contact[0].expression, "name.exists() or telecom.exists() or address.exists() or organization.exists()");
    EXPECT_TRUE(contact[0].is_error);
    EXPECT_TRUE(element_of("Patient", "name").constraints.empty());

    std::set<std::string_view> of_observation;
    for (const auto& constraint : r4().type("Observation")->constraints)
        of_observation.insert(constraint.key);
    EXPECT_EQ(
        of_observation, (std::set<std::string_view>{"dom-2", "dom-3", "dom-4", "dom-5", "dom-6", "obs-6", "obs-7"}));
    EXPECT_EQ(r4().type("Period")->constraints.size(), 2U);  // ele-1, per-1.
}

TEST(Definitions, a_reference_knows_its_targets)
{
    const auto& subject = element_of("Observation", "subject").types[0];
    EXPECT_EQ(subject.code, "Reference");
    EXPECT_EQ(subject.target_profiles.size(), 4U);
    EXPECT_EQ(element_of("Observation.referenceRange", "low").types[0].profiles[0],
        "http://hl7.org/fhir/StructureDefinition/SimpleQuantity");
}

TEST(Definitions, a_type_is_found_by_address_with_or_without_version)
{
    EXPECT_EQ(r4().type_by_url("http://hl7.org/fhir/StructureDefinition/Patient|4.0.1"), r4().type("Patient"));
    EXPECT_EQ(r4().type_by_url("http://example.org/Patient"), nullptr);
    EXPECT_EQ(r4().type("Nothing"), nullptr);
}

TEST(Definitions, all_search_parameters_of_r4_are_there)
{
    std::set<const SearchParameter*> all;
    for (const auto type : r4().resource_types())
        for (const auto* parameter : r4().search_parameters(type))
            all.insert(parameter);
    EXPECT_EQ(all.size(), 1377U + 10U);
}

TEST(Definitions, a_type_has_the_search_parameters_of_its_bases)
{
    const auto* birthdate = r4().search_parameter("Patient", "birthdate");
    ASSERT_NE(birthdate, nullptr);
    EXPECT_EQ(birthdate->type, SearchType::date);
    EXPECT_NE(r4().search_parameter("Patient", "_id"), nullptr);
    EXPECT_NE(r4().search_parameter("Patient", "_text"), nullptr);
    EXPECT_EQ(r4().search_parameter("Bundle", "_text"), nullptr);
    EXPECT_EQ(r4().search_parameter("Patient", "code"), nullptr);
    const auto all = r4().search_parameters("Patient");
    EXPECT_TRUE(
        std::is_sorted(all.begin(), all.end(), [](auto* left, auto* right) { return left->code < right->code; }));
}

TEST(Definitions, a_composite_names_parameters_that_exist)
{
    const auto* composite = r4().search_parameter("Observation", "code-value-quantity");
    ASSERT_NE(composite, nullptr);
    EXPECT_EQ(composite->type, SearchType::composite);
    ASSERT_EQ(composite->components.size(), 2U);
    for (const auto& component : composite->components)
        EXPECT_NE(r4().search_parameter_by_url(component.parameter_url), nullptr) << component.parameter_url;
}

TEST(Definitions, the_five_compartments_are_there)
{
    for (const auto* code : {"Patient", "Practitioner", "Device", "Encounter", "RelatedPerson"})
        EXPECT_NE(r4().compartment(code), nullptr) << code;
    const auto rules = r4().compartment("Patient")->rules;
    const auto observation = std::find_if(
        rules.begin(), rules.end(), [](const CompartmentRule& rule) { return rule.resource_type == "Observation"; });
    ASSERT_NE(observation, rules.end());
    EXPECT_EQ(std::vector(observation->parameters.begin(), observation->parameters.end()),
        (std::vector<std::string_view>{"subject", "performer"}));
}

TEST(Definitions, every_compartment_rule_names_a_search_parameter)
{
    for (const auto* code : {"Patient", "Practitioner", "Device", "Encounter", "RelatedPerson"})
        for (const auto& rule : r4().compartment(code)->rules)
            for (const auto parameter : rule.parameters)
                EXPECT_NE(r4().search_parameter(rule.resource_type, parameter), nullptr)
                    << code << " " << rule.resource_type << " " << parameter;
}

TEST(Definitions, a_value_set_holds_its_codes)
{
    const auto* gender = r4().value_set("http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1");
    ASSERT_NE(gender, nullptr);
    EXPECT_TRUE(gender->is_complete);
    EXPECT_EQ(gender->codes.size(), 4U);
    EXPECT_TRUE(gender->contains("female"));
    EXPECT_TRUE(gender->contains("http://hl7.org/fhir/administrative-gender", "female"));
    EXPECT_FALSE(gender->contains("http://example.org", "female"));
    EXPECT_FALSE(gender->contains("Female"));
}

struct Expected {
    const char* name;
    std::size_t codes;
};

class KnownExpansion : public testing::TestWithParam<Expected> {};

TEST_P(KnownExpansion, has_the_published_size)
{
    const auto* set = r4().value_set(std::string("http://hl7.org/fhir/ValueSet/") + GetParam().name);
    ASSERT_NE(set, nullptr);
    EXPECT_TRUE(set->is_complete);
    EXPECT_EQ(set->codes.size(), GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(Definitions, KnownExpansion,
    testing::Values(Expected{"observation-status", 8}, Expected{"publication-status", 4}, Expected{"name-use", 7},
        Expected{"contact-point-system", 7}, Expected{"resource-types", 148}, Expected{"issue-type", 31},
        Expected{"bundle-type", 9}, Expected{"units-of-time", 7}, Expected{"days-of-week", 7}));

TEST(Definitions, a_value_set_that_draws_on_what_is_not_here_says_so)
{
    for (const auto* name : {"mimetypes", "all-languages", "currencies", "observation-codes", "body-site"}) {
        const auto* set = r4().value_set(std::string("http://hl7.org/fhir/ValueSet/") + name);
        ASSERT_NE(set, nullptr) << name;
        EXPECT_FALSE(set->is_complete) << name;
    }
}

TEST(Definitions, a_set_of_descendants_leaves_out_their_root)
{
    const auto* inactive = r4().value_set("http://hl7.org/fhir/ValueSet/inactive");
    EXPECT_TRUE(inactive->is_complete);
    EXPECT_TRUE(inactive->contains("CRT"));
    EXPECT_FALSE(inactive->contains("_ActMoodPredicate"));
    EXPECT_FALSE(inactive->contains("EVN"));
}

TEST(Definitions, sets_of_sets_hold_the_codes_of_all)
{
    const auto* both = r4().value_set("http://hl7.org/fhir/ValueSet/event-or-request-resource-types");
    const auto* events = r4().value_set("http://hl7.org/fhir/ValueSet/event-resource-types");
    const auto* requests = r4().value_set("http://hl7.org/fhir/ValueSet/request-resource-types");
    EXPECT_EQ(both->codes.size(), events->codes.size() + requests->codes.size());
}

TEST(Definitions, codes_of_every_set_are_sorted_and_single)
{
    for (const auto& set : r4().value_sets())
        EXPECT_TRUE(std::adjacent_find(set.codes.begin(), set.codes.end(),
                        [](const Code& left, const Code& right) {
                            return std::pair(left.code, left.system) >= std::pair(right.code, right.system);
                        })
            == set.codes.end())
            << set.url;
}

TEST(Definitions, every_required_binding_names_a_known_set_but_one_of_loinc)
{
    std::set<std::string_view> unknown;
    for (const auto& type : r4().types())
        for (const auto& element : type.elements)
            if (element.binding && element.binding->strength == BindingStrength::required
                && r4().value_set(element.binding->value_set) == nullptr)
                unknown.insert(element.binding->value_set);
    EXPECT_EQ(unknown, std::set<std::string_view>{"http://loinc.org/vs/LL379-9"});  // MolecularSequence.type.
}

TEST(Definitions, a_code_system_keeps_its_hierarchy)
{
    const auto* system = r4().code_system("http://terminology.hl7.org/CodeSystem/v3-ActMood");
    ASSERT_NE(system, nullptr);
    EXPECT_TRUE(system->is_complete);
    const auto found = std::find_if(
        system->concepts.begin(), system->concepts.end(), [](const Concept& entry) { return entry.code == "CRT"; });
    ASSERT_NE(found, system->concepts.end());
    EXPECT_FALSE(found->parents.empty());
    EXPECT_EQ(r4().code_system("http://snomed.info/sct"), nullptr);
}

TEST(Definitions, all_value_sets_are_there_and_few_of_them_are_incomplete)
{
    EXPECT_EQ(r4().value_sets().size(), 1317U);
    std::size_t incomplete = 0;
    for (const auto& set : r4().value_sets())
        incomplete += set.is_complete ? 0U : 1U;
    EXPECT_LT(incomplete, 110U);
}

class DamagedFile : public testing::Test {
protected:
    DamagedFile() : bytes((embedded_definitions().size() + 7) / 8)
    {
        std::memcpy(bytes.data(), embedded_definitions().data(), embedded_definitions().size());
    }
    std::span<unsigned char> file()
    {
        return {reinterpret_cast<unsigned char*>(bytes.data()), embedded_definitions().size()};
    }

    std::vector<std::uint64_t> bytes;
};

TEST_F(DamagedFile, an_undamaged_copy_loads)
{
    EXPECT_TRUE(load_definitions(file()).ok());
}

TEST_F(DamagedFile, one_changed_bit_is_refused)
{
    for (const auto at : {file().size() / 3, file().size() / 2, file().size() - 1}) {
        file()[at] ^= 0x10;
        EXPECT_EQ(load_definitions(file()).error().kind, Kind::invalid);
        file()[at] ^= 0x10;
    }
}

TEST_F(DamagedFile, another_magic_or_version_is_refused)
{
    file()[0] ^= 1;
    EXPECT_FALSE(load_definitions(file()).ok());
    file()[0] ^= 1;
    file()[8] ^= 1;
    EXPECT_FALSE(load_definitions(file()).ok());
}

TEST_F(DamagedFile, a_file_cut_short_is_refused)
{
    EXPECT_FALSE(load_definitions(file().first(file().size() - 8)).ok());
    EXPECT_FALSE(load_definitions(file().first(10)).ok());
    EXPECT_FALSE(load_definitions({}).ok());
}

TEST(Definitions, compiling_again_gives_the_embedded_bytes)
{
    const std::string path = testing::TempDir() + "helselos-definitions-again.bin";
    const auto command = std::string(HL_COMPILE_DEFINITIONS) + " '" + HL_DEFINITIONS_DIR + "' '" + path + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::ifstream file(path, std::ios::binary);
    const std::string again{std::istreambuf_iterator<char>(file), {}};
    const auto embedded = embedded_definitions();
    EXPECT_TRUE(again.size() == embedded.size() && std::memcmp(again.data(), embedded.data(), again.size()) == 0);
    std::remove(path.c_str());
}

}  // namespace helselos::fhir
