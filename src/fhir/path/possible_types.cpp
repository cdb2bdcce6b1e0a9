#include "fhir/path/possible_types.h"

#include "fhir/path/system_type.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::path {

namespace {

constexpr std::size_t types_max = 200;  // More than the choice of an extension has.

// As Navigation finds it: what the definitions call System.String are ids and the url of an extension.
PossibleTypes types_of(const Element& element, const Definitions& definitions)
{
    if (element.content != nullptr)
        return PossibleTypes::of(element.content);
    PossibleTypes types;
    for (const auto& reference : element.types)
        types.add(PossibleType{
            reference.type != nullptr ? reference.type : definitions.type(element.name == "url" ? "uri" : "string")});
    return types;
}

std::optional<PossibleTypes> children_of_any_resource(
    const Type& parent, std::string_view name, const Definitions& definitions)
{
    std::optional<PossibleTypes> found;
    for (const auto& type : definitions.types()) {
        const auto* element = type.kind == TypeKind::resource && type.is_a(parent.name) ? type.element(name) : nullptr;
        if (element == nullptr)
            continue;
        if (!found)
            found.emplace();
        found->add(types_of(*element, definitions));
    }
    return found;
}

std::optional<PossibleTypes> child_of_system_value(Item::Kind kind, std::string_view name)
{
    if (kind == Item::Kind::type_info && (name == "namespace" || name == "name" || name == "baseType"))
        return PossibleTypes::of(Item::Kind::string);
    if (kind == Item::Kind::quantity && name == "value")
        return PossibleTypes::of(Item::Kind::decimal);
    if (kind == Item::Kind::quantity && name == "unit")
        return PossibleTypes::of(Item::Kind::string);
    return std::nullopt;
}

}  // namespace

Item::Kind PossibleType::system_kind() const
{
    if (type != nullptr)
        return path::system_kind(*type);
    return kind == Item::Kind::long_integer ? Item::Kind::integer : kind;
}

std::string PossibleType::name() const
{
    if (type != nullptr)
        return "FHIR." + std::string(type->name);
    return "System." + std::string(system_type_name(kind));
}

PossibleTypes PossibleTypes::unknown()
{
    PossibleTypes types;
    types.m_is_unknown = true;
    return types;
}

PossibleTypes PossibleTypes::of(Item::Kind kind)
{
    PossibleTypes types;
    types.add(PossibleType{nullptr, kind});
    return types;
}

PossibleTypes PossibleTypes::of(const Type* type)
{
    if (type == nullptr)
        return unknown();
    PossibleTypes types;
    types.add(PossibleType{type});
    return types;
}

void PossibleTypes::add(const PossibleType& type)
{
    if (m_is_unknown || std::find(m_types.begin(), m_types.end(), type) != m_types.end())
        return;
    m_is_unknown = m_types.size() == types_max || (type.type == nullptr && type.kind == Item::Kind::none);
    if (m_is_unknown)
        m_types.clear();
    else
        m_types.push_back(type);
}

void PossibleTypes::add(const PossibleTypes& others)
{
    is_ordered = is_ordered && others.is_ordered;
    if (others.m_is_unknown) {
        m_is_unknown = true;
        m_types.clear();
    }
    for (const auto& type : others.m_types)
        add(type);
}

bool PossibleTypes::may_be(Kinds kinds) const
{
    if (m_is_unknown || m_types.empty() || kinds == kinds::all)
        return true;
    return (system_kinds() & kinds) != 0;
}

Kinds PossibleTypes::system_kinds() const
{
    Kinds found = 0;
    for (const auto& type : m_types)
        found |= bit_of(type.system_kind());
    return found;
}

std::string PossibleTypes::text() const
{
    constexpr std::size_t named_max = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(m_types.size(), named_max); ++i)
        text += (i == 0 ? "" : " or ") + m_types[i].name();
    if (m_types.size() > named_max)
        text += " or " + std::to_string(m_types.size() - named_max) + " others";
    return text;
}

std::optional<PossibleTypes> child_types(
    const PossibleType& parent, std::string_view name, const Definitions& definitions)
{
    if (parent.type == nullptr)
        return child_of_system_value(parent.kind, name);
    const auto& type = *parent.type;
    if (type.kind == TypeKind::primitive && name == "value")
        return PossibleTypes::of(system_kind(type));
    if (const auto* element = type.element(name))
        return types_of(*element, definitions);
    if (!type.is_abstract)
        return std::nullopt;
    // An abstract type that is no resource may be anything that derives from it.
    return type.kind == TypeKind::resource ? children_of_any_resource(type, name, definitions)
                                           : std::optional(PossibleTypes::unknown());
}

}  // namespace helselos::fhir::path
