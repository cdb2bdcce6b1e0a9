#include "fhir/definitions/definitions.h"

#include <algorithm>

namespace helselos::fhir {

const Element* Type::element(std::string_view element_name) const
{
    const auto found = std::find_if(
        elements.begin(), elements.end(), [&](const Element& element) { return element.name == element_name; });
    return found == elements.end() ? nullptr : &*found;
}

std::optional<NamedElement> Type::json_element(std::string_view json_name) const
{
    const auto found = std::lower_bound(json_names.begin(), json_names.end(), json_name,
        [](const JsonName& entry, std::string_view wanted) { return entry.name < wanted; });
    if (found == json_names.end() || found->name != json_name)
        return std::nullopt;
    return found->element;
}

bool Type::is_a(std::string_view type_name) const
{
    for (const auto* type = this; type != nullptr; type = type->base)
        if (type->name == type_name)
            return true;
    return false;
}

bool ValueSet::contains(std::string_view code) const
{
    const auto found = std::lower_bound(codes.begin(), codes.end(), code,
        [](const Code& entry, std::string_view wanted) { return entry.code < wanted; });
    return found != codes.end() && found->code == code;
}

bool ValueSet::contains(std::string_view system, std::string_view code) const
{
    const auto wanted = std::pair(code, system);
    const auto found = std::lower_bound(codes.begin(), codes.end(), wanted,
        [](const Code& entry, const auto& key) { return std::pair(entry.code, entry.system) < key; });
    return found != codes.end() && found->code == code && found->system == system;
}

}  // namespace helselos::fhir
