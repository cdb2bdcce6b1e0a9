#include "fhir/path/reference.h"

#include "base/text.h"

#include <vector>

namespace helselos::fhir::path {

std::string_view reference_text(const Item& item)
{
    if (item.is_element() && item.json().is_object())
        return item.json()["reference"].text();
    return item.text();
}

const Type* referenced_type(std::string_view reference, const Definitions& definitions)
{
    const auto resource_type = [&](std::string_view name) -> const Type* {
        const auto* type = definitions.type(name);
        return type != nullptr && type->kind == TypeKind::resource ? type : nullptr;
    };
    if (const auto query = reference.find('?'); query != std::string_view::npos)
        return resource_type(reference.substr(0, query));
    const auto parts = split(reference.substr(0, reference.find_first_of("#|")), '/');
    const bool has_version = parts.size() >= 4 && parts[parts.size() - 2] == "_history";
    const auto end = parts.size() - (has_version ? 2 : 0);
    return end >= 2 ? resource_type(parts[end - 2]) : nullptr;
}

Item contained_resource(const Item& container, std::string_view reference, const Definitions& definitions)
{
    const auto id = reference.substr(1);
    if (id.empty())
        return container;
    for (const auto contained : container.json()["contained"].elements())
        if (contained["id"].text() == id)
            return Item::of_resource(contained, definitions);
    return {};
}

}  // namespace helselos::fhir::path
