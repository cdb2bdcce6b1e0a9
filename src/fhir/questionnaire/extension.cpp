#include "fhir/questionnaire/extension.h"

#include "base/text.h"

#include <string>

namespace helselos::fhir::questionnaire {

namespace {

bool is_named(std::string_view url, std::string_view name)
{
    for (const auto beginning : {address::sdc, address::core})
        if (url.starts_with(beginning) && url.substr(beginning.size()) == name)
            return true;
    return false;
}

// Beside extensions. A Quantity has to have its number: a unit alone says nothing.
bool has_content(json::Value value)
{
    if (!value.is_object())
        return value.exists();
    for (const auto& member : value.members())
        if (member.key != "extension" && member.key != "id" && member.key != "unit" && member.key != "system")
            return true;
    return false;
}

// "DateTime" is the type dateTime, "Quantity" is Quantity.
const Type* type_of(std::string_view suffix, const Definitions& definitions)
{
    if (const auto* type = definitions.type(suffix))
        return type;
    std::string name(suffix);
    if (!name.empty())
        name.front() = to_lower(name.front());
    return definitions.type(name);
}

}  // namespace

json::Value extension(json::Value element, std::string_view name)
{
    for (const auto each : element["extension"].elements())
        if (is_named(each["url"].text(), name))
            return each;
    return {};
}

std::vector<json::Value> extensions(json::Value element, std::string_view name)
{
    std::vector<json::Value> all;
    for (const auto each : element["extension"].elements())
        if (is_named(each["url"].text(), name))
            all.push_back(each);
    return all;
}

json::Value part(json::Value extension, std::string_view url)
{
    for (const auto each : extension["extension"].elements())
        if (each["url"].text() == url)
            return each;
    return {};
}

TypedValue value_of(json::Value element, std::string_view prefix)
{
    TypedValue found;
    for (const auto& member : element.members()) {
        const bool is_sibling = member.key.starts_with('_');
        const auto name = member.key.substr(is_sibling ? 1 : 0);
        if (!name.starts_with(prefix) || name.size() == prefix.size() || !is_upper(name[prefix.size()]))
            continue;
        found.suffix = name.substr(prefix.size());
        (is_sibling ? found.sibling : found.value) = member.value();
    }
    return found;
}

std::string_view reason_of_absence(const TypedValue& value)
{
    const bool is_primitive = value.sibling.exists();
    if (is_primitive ? value.value.exists() : has_content(value.value))
        return {};
    return extension_value(is_primitive ? value.sibling : value.value, "data-absent-reason", "valueCode").text();
}

path::Item item_of(const TypedValue& value, const Definitions& definitions)
{
    return path::Item::of_element(value.value, value.sibling, type_of(value.suffix, definitions));
}

json::Value extension_value(json::Value element, std::string_view name, std::string_view member)
{
    return extension(element, name)[member];
}

Expression expression_of(json::Value extension)
{
    const auto expression = extension["valueExpression"];
    if (!expression.exists())
        return {"text/fhirpath", extension["valueString"].text(), {}};
    const auto language = expression["language"].text();
    return {language.empty() ? "text/fhirpath" : language, expression["expression"].text(), expression["name"].text()};
}

}  // namespace helselos::fhir::questionnaire
