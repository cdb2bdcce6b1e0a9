#include "fhir/validation/contexts.h"

#include <string>

namespace helselos::fhir::validation {

namespace {

// Names that later releases gave to what several resources share; definitions for R4 use them, too.
bool is_interface(std::string_view expression, const Type& type)
{
    const bool is_canonical = expression == "CanonicalResource" || expression == "MetadataResource";
    return is_canonical && type.kind == TypeKind::resource && type.element("url") != nullptr
        && type.element("status") != nullptr;
}

std::string without_choice(std::string_view path)
{
    std::string result(path);
    for (auto at = result.find("[x]"); at != std::string::npos; at = result.find("[x]"))
        result.erase(at, 3);
    return result;
}

// "Patient.contact" + ".name", and the same from the types it is derived from.
bool is_path_from(const Type* type, const std::string& below, std::string_view expression)
{
    for (; type != nullptr; type = type->base)
        if (expression.size() == type->name.size() + below.size() && expression.starts_with(type->name)
            && expression.ends_with(below))
            return true;
    return false;
}

}  // namespace

bool is_element_context(std::string_view expression, const Place& holder)
{
    // As everyone reads it, "Element" is anything, resources included.
    if (holder.type == nullptr || expression == "Element")
        return true;
    if (holder.type->is_a(expression) || is_interface(expression, *holder.type))
        return true;
    const auto wanted = without_choice(expression);
    std::string below;
    for (const auto* place = &holder; place->parent != nullptr; place = place->parent) {
        if (place->type != nullptr && place->type->kind == TypeKind::resource)
            return false;
        below = "." + std::string(place->name) + below;
        if (is_path_from(place->parent->type, below, wanted))
            return true;
    }
    return false;
}

bool is_extension_context(std::string_view expression, const Place& holder, std::string_view holder_url)
{
    if (holder.type == nullptr || holder.type->name != "Extension")
        return false;
    const auto hash = expression.find('#');
    return hash == std::string_view::npos ? holder_url == expression : holder_url == expression.substr(hash + 1);
}

}  // namespace helselos::fhir::validation
