#include "fhir/patch/patch_value.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::fhir {

namespace {

bool starts_upper(std::string_view text)
{
    return !text.empty() && text.front() >= 'A' && text.front() <= 'Z';
}

// "valueQuantity" or "_valueString": what follows "value".
std::string_view type_in(std::string_view key)
{
    if (key.starts_with('_'))
        key.remove_prefix(1);
    if (!key.starts_with("value") || !starts_upper(key.substr(5)))
        return {};
    return key.substr(5);
}

bool is_type(const TypeReference& type, std::string_view named)
{
    return equals_ignoring_case(type.code, named) && type.code.substr(1) == named.substr(1);
}

const Type* content_of(const Element& element)
{
    if (element.content != nullptr)
        return element.content;
    return element.types.size() == 1 ? element.types.front().type : nullptr;
}

void put_child(json::Document& document, json::Value object, const Element& element, const std::string& name,
    const PatchValue& child)
{
    if (child.value.exists() && element.repeats()) {
        if (!object[name].exists())
            document.set(object, name, document.make_array());
        document.push(object[name], child.value);
    } else if (child.value.exists()) {
        document.set(object, name, child.value);
    }
    // In a list, extensions beside a primitive would have to stand at the same index; they are not spelt out there.
    if (child.extension.exists() && !element.repeats())
        document.set(object, "_" + name, child.extension);
}

Result<json::Value> spelt_out(json::Document& document, json::Value parts, const Element& element)
{
    const auto* type = content_of(element);
    if (type == nullptr)
        return Error{Kind::invalid, "a value is needed"};
    auto object = document.make_object();
    for (const auto part : parts.elements()) {
        const auto* child = type->element(part["name"].text());
        if (child == nullptr)
            return Error{Kind::unprocessable, "there is no element of that name"};
        const auto value = TRY(patch_value(document, part, *child));
        if (value.extension.exists() && child->repeats())
            return Error{Kind::unsupported, "extensions of a primitive in a list cannot be spelt out"};
        put_child(document, object, *child, TRY(json_name(*child, value)), value);
    }
    return object;
}

}  // namespace

Result<PatchValue> patch_value(json::Document& document, json::Value part, const Element& element)
{
    PatchValue found;
    for (const auto& member : part.members()) {
        const auto type = type_in(member.key);
        if (type.empty())
            continue;
        if (!found.type.empty() && found.type != type)
            return Error{Kind::invalid, "there is more than one value"};
        found.type = type;
        (member.key.front() == '_' ? found.extension : found.value) = document.copy(member.value());
    }
    if (part["resource"].exists()) {
        if (!found.type.empty())
            return Error{Kind::invalid, "there is more than one value"};
        found.value = document.copy(part["resource"]);
    }
    const auto parts = part["part"];
    if (found.type.empty() && !found.value.exists() && parts.size() > 0)
        found.value = TRY(spelt_out(document, parts, element));
    if (!found.value.exists() && !found.extension.exists())
        return Error{Kind::invalid, "a value is needed"};
    return found;
}

Result<std::string> json_name(const Element& element, const PatchValue& value)
{
    if (!element.is_choice)
        return std::string(element.name);
    const auto fits = [&](const auto& type) { return is_type(type, value.type); };
    if (value.type.empty() || std::ranges::none_of(element.types, fits))
        return Error{Kind::unprocessable, "the element does not take a value of that type"};
    return std::string(element.name) + value.type;
}

}  // namespace helselos::fhir
