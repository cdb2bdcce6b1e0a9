#include "base/text.h"
#include "fhir/definitions/compile/parts.h"
#include "fhir/definitions/compile/published.h"
#include "fhir/definitions/definitions.h"

#include <algorithm>
#include <optional>
#include <set>

namespace helselos::fhir::compile {

namespace {

constexpr std::string_view system_prefix = "http://hl7.org/fhirpath/";

// One type as it will be written, before places are known.
struct Draft {
    std::string name;
    std::string url;
    TypeKind kind = TypeKind::complex;
    bool is_abstract = false;
    std::string base;
    json::Value root;                   // The element that stands for the whole.
    std::vector<json::Value> elements;  // Its direct children.
};

using Drafts = std::map<std::string, Draft>;

std::string_view last_part(std::string_view text, char separator)
{
    return text.substr(text.rfind(separator) + 1);
}

std::optional<TypeKind> kind_of(json::Value structure)
{
    const auto kind = structure["kind"].text();
    if (kind == "primitive-type")
        return TypeKind::primitive;
    if (kind == "complex-type")
        return TypeKind::complex;
    if (kind == "resource")
        return TypeKind::resource;
    return std::nullopt;
}

void add_drafts(json::Value structure, TypeKind kind, const Published& published, Drafts& drafts)
{
    const auto elements = published.elements(structure);
    const std::string name(structure["name"].text());
    for (const auto element : elements) {
        const std::string path(element["path"].text());
        const auto dot = path.rfind('.');
        if (dot == std::string::npos) {
            drafts[path] = {path, std::string(structure["url"].text()), kind, structure["abstract"].truth(),
                std::string(last_part(structure["baseDefinition"].text(), '/')), element, {}};
            continue;
        }
        const auto parent = path.substr(0, dot);
        if (!drafts.contains(parent)) {
            const auto owner = std::find_if(
                elements.begin(), elements.end(), [&](json::Value other) { return other["path"].text() == parent; });
            drafts[parent]
                = {parent, "", TypeKind::backbone, false, std::string((*owner)["type"].at(0)["code"].text()), {}, {}};
        }
        drafts[parent].elements.push_back(element);
    }
}

// The snapshot of a constrained type names its elements by the type it constrains.
std::string draft_name(json::Value structure)
{
    return std::string(structure["id"].text());
}

class StructureWriter {
public:
    StructureWriter(const Drafts& drafts, blob::Writer& writer) : m_drafts(drafts), m_writer(writer)
    {
        std::uint32_t place = 0;
        for (const auto& [name, draft] : drafts)
            m_places[name] = place++;
    }

    void write()
    {
        for (const auto& [name, draft] : m_drafts)
            write_type(draft);
    }

private:
    blob::Link link(const std::string& name) const
    {
        const auto place = m_places.find(name);
        return place == m_places.end() ? 0 : place->second + 1;
    }

    void write_type(const Draft& draft)
    {
        blob::TypeRecord record{};
        record.name = m_writer.text(draft.name);
        record.url = m_writer.text(draft.url);
        record.kind = static_cast<std::uint32_t>(draft.kind);
        record.is_abstract = draft.is_abstract ? 1 : 0;
        record.base = link(draft.base);
        record.constraints = constraints_of(draft.root, true);
        record.elements.first = m_writer.count(blob::Section::elements);
        m_names.clear();
        for (const auto element : draft.elements)
            write_element(element);
        record.elements.count = static_cast<std::uint32_t>(draft.elements.size());
        record.json_names = write_json_names();
        m_writer.add(blob::Section::types, record);
    }

    void write_element(json::Value element)
    {
        const auto path = element["path"].text();
        auto name = last_part(path, '.');
        blob::ElementRecord record{};
        if (name.ends_with("[x]")) {
            name.remove_suffix(3);
            record.flags |= blob::choice;
        }
        record.flags |= element["isModifier"].truth() ? blob::modifier : 0U;
        record.flags |= element["isSummary"].truth() ? blob::summary : 0U;
        record.name = m_writer.text(name);
        record.path = m_writer.text(path);
        record.min = static_cast<std::uint32_t>(to_unsigned(element["min"].text()).value_or(0));
        const auto max = element["max"].text();
        record.max = max == "*" ? unbounded : static_cast<std::uint32_t>(to_unsigned(max).value_or(1));
        write_content(element, record);
        write_binding(element["binding"], record);
        const auto place = m_writer.add(blob::Section::elements, record);
        add_json_names(element, std::string(name), (record.flags & blob::choice) != 0, place, record.types);
    }

    // What the element holds: named types, the backbone below it, or another element's backbone.
    void write_content(json::Value element, blob::ElementRecord& record)
    {
        const auto reference = element["contentReference"].text();
        std::vector<blob::ConstraintRecord> constraints = constraint_records(element, false);
        if (reference.empty()) {
            record.types = types_of(element);
            record.content = link(std::string(element["path"].text()));
        } else {
            const auto target = reference.substr(reference.find('#') + 1);
            const auto source = source_of(target);
            record.types = types_of(source);
            record.content = link(std::string(target));
            for (const auto& one : constraint_records(source, false))
                constraints.push_back(one);
        }
        record.constraints = m_writer.add_all(blob::Section::constraints, constraints);
    }

    json::Value source_of(std::string_view path) const
    {
        const auto parent = m_drafts.find(std::string(path.substr(0, path.rfind('.'))));
        for (const auto element : parent->second.elements)
            if (element["path"].text() == path)
                return element;
        return {};
    }

    std::string type_code(json::Value type, std::string_view path) const
    {
        const auto code = type["code"].text();
        if (!code.starts_with(system_prefix))
            return std::string(code);
        const auto owner = m_drafts.find(std::string(path.substr(0, path.rfind('.'))));
        // R4 publishes System.String for ids; their types are id for resources and string elsewhere
        // (http://hl7.org/fhir/R4/resource.html, http://hl7.org/fhir/R4/element.html).
        if (path.ends_with(".id"))
            return owner->second.kind == TypeKind::resource ? "id" : "string";
        // And for Extension.url, with the type that is meant as an extension.
        if (owner->second.kind != TypeKind::primitive)
            return std::string(type["extension"].at(0)["valueUrl"].text());
        return std::string(code.substr(system_prefix.size()));
    }

    blob::Range types_of(json::Value element)
    {
        std::vector<blob::TypeReferenceRecord> records;
        for (const auto type : element["type"].elements()) {
            const auto code = type_code(type, element["path"].text());
            records.push_back(
                {m_writer.text(code), texts_of(type["profile"]), texts_of(type["targetProfile"]), link(code)});
        }
        return m_writer.add_all(blob::Section::type_references, records);
    }

    blob::Range texts_of(json::Value list)
    {
        std::vector<std::string_view> texts;
        for (const auto one : list.elements())
            texts.push_back(one.text());
        return m_writer.text_list(texts);
    }

    void write_binding(json::Value binding, blob::ElementRecord& record)
    {
        constexpr std::string_view strengths[] = {"required", "extensible", "preferred", "example"};
        if (!binding["valueSet"].exists())
            return;
        record.flags |= blob::bound;
        record.value_set = m_writer.text(without_version(binding["valueSet"].text()));
        const auto* strength = std::find(std::begin(strengths), std::end(strengths), binding["strength"].text());
        record.binding_strength = static_cast<std::uint32_t>(strength - std::begin(strengths));
    }

    // A snapshot repeats on each element what its type demands (ele-1, ext-1), with the type as source.
    std::vector<blob::ConstraintRecord> constraint_records(json::Value element, bool with_inherited)
    {
        std::vector<blob::ConstraintRecord> records;
        const auto path = element["path"].text();
        const auto owner = path.substr(0, path.find('.'));
        for (const auto constraint : element["constraint"].elements()) {
            const auto source = constraint["source"];
            const bool is_own = !source.exists() || last_part(source.text(), '/') == owner;
            const auto key = constraint["key"].text();
            if (!with_inherited && (!is_own || key == "ele-1" || key == "ext-1"))
                continue;
            records.push_back({m_writer.text(key), m_writer.text(constraint["human"].text()),
                m_writer.text(constraint["expression"].text()), constraint["severity"].text() == "error" ? 1U : 0U});
        }
        return records;
    }

    blob::Range constraints_of(json::Value element, bool with_inherited)
    {
        return m_writer.add_all(blob::Section::constraints, constraint_records(element, with_inherited));
    }

    void add_json_names(
        json::Value element, const std::string& name, bool is_choice, std::uint32_t place, blob::Range types)
    {
        if (!is_choice) {
            m_names[name] = {m_writer.text(name), place, types.first};
            return;
        }
        std::uint32_t at = types.first;
        for (const auto type : element["type"].elements()) {
            auto code = std::string(type["code"].text());
            code[0] = is_lower(code[0]) ? static_cast<char>(code[0] - 'a' + 'A') : code[0];
            m_names[name + code] = {m_writer.text(name + code), place, at++};
        }
    }

    blob::Range write_json_names()
    {
        std::vector<blob::JsonNameRecord> records;
        for (const auto& [name, record] : m_names)
            records.push_back(record);
        const blob::Range range{m_writer.count(blob::Section::json_names), static_cast<std::uint32_t>(records.size())};
        for (const auto& record : records)
            m_writer.add(blob::Section::json_names, record);
        return range;
    }

    const Drafts& m_drafts;
    blob::Writer& m_writer;
    std::map<std::string, std::uint32_t> m_places;
    std::map<std::string, blob::JsonNameRecord> m_names;
};

Drafts read_drafts(const Package& package)
{
    const Published published(package);
    Drafts drafts;
    for (const auto bundle : {package.types, package.resources, package.own})
        for (const auto structure : resources_of(bundle, "StructureDefinition")) {
            const auto kind = kind_of(structure);
            if (!kind || !published.is_known(structure))
                continue;
            Drafts own;
            add_drafts(structure, *kind, published, own);
            // SimpleQuantity and MoneyQuantity constrain Quantity, and their elements say "Quantity.value".
            const auto name = draft_name(structure);
            for (auto& [path, draft] : own) {
                draft.name = name + path.substr(std::min(path.size(), path.find('.')));
                drafts.emplace(draft.name, std::move(draft));
            }
        }
    return drafts;
}

}  // namespace

std::string_view without_version(std::string_view canonical)
{
    return canonical.substr(0, canonical.find('|'));
}

Result<Ancestry> write_structures(const Package& package, blob::Writer& writer)
{
    const auto drafts = read_drafts(package);
    StructureWriter(drafts, writer).write();
    Ancestry ancestry;
    for (const auto& [name, draft] : drafts) {
        if (draft.kind != TypeKind::resource)
            continue;
        auto& above = ancestry[name];
        for (auto base = drafts.find(draft.base); base != drafts.end(); base = drafts.find(base->second.base))
            above.push_back(base->first);
    }
    if (ancestry.empty())
        return Error{Kind::invalid, "no resource types in the package"};
    return ancestry;
}

}  // namespace helselos::fhir::compile
