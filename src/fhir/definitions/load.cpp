#include "fhir/definitions/load.h"

#include "base/text.h"
#include "fhir/definitions/blob.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace helselos::fhir {

namespace {

// The sections of a file as arrays.
class File {
public:
    explicit File(std::span<const unsigned char> bytes) : m_bytes(bytes)
    {
        std::memcpy(&m_header, bytes.data(), sizeof(m_header));
        m_characters = reinterpret_cast<const char*>(start(blob::Section::characters));
        m_texts = reinterpret_cast<const std::uint32_t*>(start(blob::Section::texts));
    }

    template <typename Record>
    std::span<const Record> records(blob::Section section) const
    {
        return {reinterpret_cast<const Record*>(start(section)), place(section).count};
    }

    std::string_view text(blob::Text text) const
    {
        return {m_characters + m_texts[text], m_texts[text + 1] - m_texts[text]};
    }

private:
    const blob::SectionPlace& place(blob::Section section) const
    {
        return m_header.sections[static_cast<std::size_t>(section)];
    }
    const unsigned char* start(blob::Section section) const { return m_bytes.data() + place(section).offset; }

    std::span<const unsigned char> m_bytes;
    blob::Header m_header;
    const char* m_characters;
    const std::uint32_t* m_texts;
};

template <typename T>
std::span<const T> part(const std::vector<T>& all, blob::Range range)
{
    return std::span(all).subspan(range.first, range.count);
}

template <typename T>
const T* linked(const std::vector<T>& all, blob::Link link)
{
    return link == 0 ? nullptr : &all[link - 1];
}

std::string_view without_version(std::string_view url)
{
    return url.substr(0, url.find('|'));
}

template <typename T>
const T* find_by_url(const std::vector<T>& sorted, std::string_view url)
{
    const auto wanted = without_version(url);
    const auto found = std::lower_bound(
        sorted.begin(), sorted.end(), wanted, [](const T& entry, std::string_view key) { return entry.url < key; });
    return found == sorted.end() || found->url != wanted ? nullptr : &*found;
}

class LoadedDefinitions final : public Definitions {
public:
    explicit LoadedDefinitions(const File& file)
    {
        load_lists(file);
        load_references(file);
        load_elements(file);
        load_types(file);
        load_searches(file);
        load_code_systems(file);
        load_value_sets(file);
        load_compartments(file);
    }

    const Type* type(std::string_view name) const override
    {
        const auto found = m_types_by_name.find(name);
        return found == m_types_by_name.end() ? nullptr : found->second;
    }
    const Type* type_by_url(std::string_view url) const override
    {
        const auto found = m_types_by_url.find(without_version(url));
        return found == m_types_by_url.end() ? nullptr : found->second;
    }
    std::span<const Type> types() const override { return m_types; }
    std::span<const std::string_view> resource_types() const override { return m_resource_types; }

    std::span<const SearchParameter* const> search_parameters(std::string_view resource_type) const override
    {
        const auto found = m_type_parameters.find(resource_type);
        return found == m_type_parameters.end() ? std::span<const SearchParameter* const>{} : found->second;
    }
    const SearchParameter* search_parameter(std::string_view resource_type, std::string_view code) const override
    {
        const auto all = search_parameters(resource_type);
        const auto found = std::lower_bound(all.begin(), all.end(), code,
            [](const SearchParameter* entry, std::string_view wanted) { return entry->code < wanted; });
        return found == all.end() || (*found)->code != code ? nullptr : *found;
    }
    const SearchParameter* search_parameter_by_url(std::string_view url) const override
    {
        return find_by_url(m_search_parameters, url);
    }

    const ValueSet* value_set(std::string_view url) const override { return find_by_url(m_value_sets, url); }
    std::span<const ValueSet> value_sets() const override { return m_value_sets; }
    std::span<const CodeSystem> code_systems() const override { return m_code_systems; }
    const CodeSystem* code_system(std::string_view url) const override { return find_by_url(m_code_systems, url); }
    const Compartment* compartment(std::string_view code) const override
    {
        const auto found = std::find_if(
            m_compartments.begin(), m_compartments.end(), [&](const Compartment& entry) { return entry.code == code; });
        return found == m_compartments.end() ? nullptr : &*found;
    }

private:
    void load_lists(const File& file);
    void load_references(const File& file);
    void load_elements(const File& file);
    void load_types(const File& file);
    void load_searches(const File& file);
    void load_code_systems(const File& file);
    void load_value_sets(const File& file);
    void load_compartments(const File& file);

    std::vector<std::string_view> m_text_lists;
    std::vector<Type> m_types;
    std::vector<Element> m_elements;
    std::vector<TypeReference> m_type_references;
    std::vector<Constraint> m_constraints;
    std::vector<JsonName> m_json_names;
    std::vector<std::string_view> m_resource_types;
    std::unordered_map<std::string_view, const Type*> m_types_by_name;
    std::unordered_map<std::string_view, const Type*> m_types_by_url;
    std::vector<SearchParameter> m_search_parameters;
    std::vector<SearchComponent> m_search_components;
    std::vector<const SearchParameter*> m_parameter_lists;
    std::unordered_map<std::string_view, std::span<const SearchParameter* const>> m_type_parameters;
    std::vector<CodeSystem> m_code_systems;
    std::vector<Concept> m_concepts;
    std::span<const std::uint32_t> m_numbers;
    std::vector<ValueSet> m_value_sets;
    std::vector<Code> m_codes;
    std::vector<Compartment> m_compartments;
    std::vector<CompartmentRule> m_compartment_rules;
};

void LoadedDefinitions::load_lists(const File& file)
{
    m_numbers = file.records<std::uint32_t>(blob::Section::numbers);
    const auto texts = file.records<blob::Text>(blob::Section::text_lists);
    m_text_lists.reserve(texts.size());
    for (const auto text : texts)
        m_text_lists.push_back(file.text(text));
}

void LoadedDefinitions::load_references(const File& file)
{
    m_types.resize(file.records<blob::TypeRecord>(blob::Section::types).size());
    const auto references = file.records<blob::TypeReferenceRecord>(blob::Section::type_references);
    m_type_references.reserve(references.size());
    for (const auto& record : references)
        m_type_references.push_back({file.text(record.code), part(m_text_lists, record.profiles),
            part(m_text_lists, record.target_profiles), linked(m_types, record.type)});
    const auto constraints = file.records<blob::ConstraintRecord>(blob::Section::constraints);
    m_constraints.reserve(constraints.size());
    for (const auto& record : constraints)
        m_constraints.push_back(
            {file.text(record.key), file.text(record.human), file.text(record.expression), record.is_error != 0});
}

void LoadedDefinitions::load_elements(const File& file)
{
    const auto records = file.records<blob::ElementRecord>(blob::Section::elements);
    m_elements.reserve(records.size());
    for (const auto& record : records) {
        std::optional<Binding> binding;
        if ((record.flags & blob::bound) != 0)
            binding = Binding{static_cast<BindingStrength>(record.binding_strength), file.text(record.value_set)};
        m_elements.push_back({file.text(record.name), file.text(record.path), record.min, record.max,
            (record.flags & blob::choice) != 0, (record.flags & blob::modifier) != 0,
            (record.flags & blob::summary) != 0, part(m_type_references, record.types), linked(m_types, record.content),
            binding, part(m_constraints, record.constraints)});
    }
    const auto names = file.records<blob::JsonNameRecord>(blob::Section::json_names);
    m_json_names.reserve(names.size());
    for (const auto& record : names)
        m_json_names.push_back(
            {file.text(record.name), {&m_elements[record.element], &m_type_references[record.type_reference]}});
}

void LoadedDefinitions::load_types(const File& file)
{
    const auto records = file.records<blob::TypeRecord>(blob::Section::types);
    m_types_by_name.reserve(records.size());
    m_types_by_url.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& record = records[i];
        auto& type = m_types[i];
        type = {file.text(record.name), file.text(record.url), static_cast<TypeKind>(record.kind),
            record.is_abstract != 0, linked(m_types, record.base), part(m_elements, record.elements),
            part(m_constraints, record.constraints), part(m_json_names, record.json_names)};
        m_types_by_name.emplace(type.name, &type);
        if (!type.url.empty())
            m_types_by_url.emplace(type.url, &type);
        if (type.kind == TypeKind::resource && !type.is_abstract)
            m_resource_types.push_back(type.name);
    }
}

void LoadedDefinitions::load_searches(const File& file)
{
    for (const auto& record : file.records<blob::SearchComponentRecord>(blob::Section::search_components))
        m_search_components.push_back({file.text(record.parameter_url), file.text(record.expression)});
    const auto parameters = file.records<blob::SearchParameterRecord>(blob::Section::search_parameters);
    m_search_parameters.reserve(parameters.size());
    for (const auto& record : parameters)
        m_search_parameters.push_back({file.text(record.code), file.text(record.url),
            static_cast<SearchType>(record.type), file.text(record.expression), part(m_text_lists, record.bases),
            part(m_text_lists, record.targets), part(m_search_components, record.components)});

    const auto by_type = file.records<blob::TypeParametersRecord>(blob::Section::type_parameters);
    std::size_t total = 0;
    for (const auto& record : by_type)
        total += record.parameters.count;
    m_parameter_lists.reserve(total);  // Spans into it are handed out below: it must not move.
    for (const auto& record : by_type) {
        const auto first = m_parameter_lists.size();
        for (const auto place : m_numbers.subspan(record.parameters.first, record.parameters.count))
            m_parameter_lists.push_back(&m_search_parameters[place]);
        m_type_parameters.emplace(
            file.text(record.resource_type), std::span(m_parameter_lists).subspan(first, record.parameters.count));
    }
}

void LoadedDefinitions::load_code_systems(const File& file)
{
    const auto concepts = file.records<blob::ConceptRecord>(blob::Section::concepts);
    m_concepts.reserve(concepts.size());
    for (const auto& record : concepts)
        m_concepts.push_back({file.text(record.code), file.text(record.display),
            m_numbers.subspan(record.parents.first, record.parents.count)});
    const auto systems = file.records<blob::CodeSystemRecord>(blob::Section::code_systems);
    m_code_systems.reserve(systems.size());
    for (const auto& record : systems)
        m_code_systems.push_back({file.text(record.url), file.text(record.name), record.is_complete != 0,
            part(m_concepts, record.concepts)});
}

void LoadedDefinitions::load_value_sets(const File& file)
{
    const auto codes = file.records<blob::CodeRecord>(blob::Section::codes);
    m_codes.reserve(codes.size());
    for (const auto& record : codes)
        m_codes.push_back({file.text(record.system), file.text(record.code), file.text(record.display)});
    const auto sets = file.records<blob::ValueSetRecord>(blob::Section::value_sets);
    m_value_sets.reserve(sets.size());
    for (const auto& record : sets)
        m_value_sets.push_back(
            {file.text(record.url), file.text(record.name), record.is_complete != 0, part(m_codes, record.codes)});
}

void LoadedDefinitions::load_compartments(const File& file)
{
    const auto rules = file.records<blob::CompartmentRuleRecord>(blob::Section::compartment_rules);
    m_compartment_rules.reserve(rules.size());
    for (const auto& record : rules)
        m_compartment_rules.push_back({file.text(record.resource_type), part(m_text_lists, record.parameters)});
    for (const auto& record : file.records<blob::CompartmentRecord>(blob::Section::compartments))
        m_compartments.push_back({file.text(record.code), part(m_compartment_rules, record.rules)});
}

Error refused(const char* reason)
{
    return Error{Kind::invalid, reason};
}

}  // namespace

Result<std::unique_ptr<Definitions>> load_definitions(std::span<const unsigned char> file)
{
    blob::Header header;
    if (file.size() < sizeof(header))
        return refused("the definitions are cut off");
    std::memcpy(&header, file.data(), sizeof(header));
    if (header.magic != blob::magic)
        return refused("this is not a file of definitions");
    if (header.version != blob::version)
        return refused("the definitions are of another version");
    if (header.size != file.size())
        return refused("the definitions are cut off");
    if (header.checksum != blob::checksum(file.subspan(sizeof(header))))
        return refused("the definitions are damaged");
    return std::unique_ptr<Definitions>(std::make_unique<LoadedDefinitions>(File(file)));
}

}  // namespace helselos::fhir
