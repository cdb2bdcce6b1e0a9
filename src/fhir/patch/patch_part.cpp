#include "fhir/patch/patch_part.h"

#include <algorithm>
#include <array>

namespace helselos::fhir {

namespace {

// http://hl7.org/fhir/R4/datatypes.html#open
constexpr std::array<std::string_view, 50> open_types{"Address", "Age", "Annotation", "Attachment", "CodeableConcept",
    "Coding", "ContactDetail", "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage",
    "Duration", "Expression", "HumanName", "Identifier", "Meta", "Money", "ParameterDefinition", "Period", "Quantity",
    "Range", "Ratio", "Reference", "RelatedArtifact", "SampledData", "Signature", "Timing", "TriggerDefinition",
    "UsageContext", "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant",
    "integer", "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid"};

std::string value_name(std::string_view type)
{
    std::string name = "value";
    name += type;
    if (name[5] >= 'a' && name[5] <= 'z')
        name[5] = static_cast<char>(name[5] - 'a' + 'A');
    return name;
}

// Ids and the text of a narrative have types of their own that no Parameters know.
std::string_view type_of_primitive(json::Value value)
{
    if (value.is_boolean())
        return "boolean";
    return value.is_number() ? "decimal" : "string";
}

Error no_such_part()
{
    return {Kind::unsupported, "the difference cannot be told as a patch"};
}

Result<void> spell_out_list(const NamedElement& element, json::Value list, json::Value beside, json::Draft& parts)
{
    if (beside.exists())
        return no_such_part();
    for (const auto each : list.elements())
        parts.push(TRY(patch_part(std::string(element.element->name), {element, each, {}})));
    return {};
}

// Members with an underscore are told with those they stand beside, or alone when these are not there.
Result<json::Draft> spelt_out(const Type& type, json::Value object)
{
    auto parts = json::array();
    for (const auto& member : object.members()) {
        const bool is_beside = member.key.starts_with('_');
        const auto name = is_beside ? member.key.substr(1) : member.key;
        if (is_beside && object[name].exists())
            continue;
        const auto element = type.json_element(name);
        if (!element)
            return no_such_part();
        const auto value = is_beside ? json::Value() : member.value();
        const auto beside = is_beside ? member.value() : object["_" + std::string(name)];
        if (value.is_array() || beside.is_array())
            TRY(spell_out_list(*element, value, beside, parts));
        else
            parts.push(TRY(patch_part(std::string(element->element->name), {*element, value, beside})));
    }
    return parts;
}

const Type* content_of(const NamedElement& named)
{
    if (named.element->content != nullptr)
        return named.element->content;
    return named.type == nullptr ? nullptr : named.type->type;
}

}  // namespace

Result<json::Draft> patch_part(std::string name, const Told& told)
{
    auto part = json::object({{"name", std::move(name)}});
    if (told.value["resourceType"].exists()) {
        part.set("resource", told.value);
        return part;
    }
    const bool is_open = told.element.element->content == nullptr && told.element.type != nullptr
        && std::ranges::find(open_types, told.element.type->code) != open_types.end();
    if (!is_open && told.value.is_object()) {
        const auto* type = content_of(told.element);
        if (type == nullptr)
            return no_such_part();
        part.set("part", TRY(spelt_out(*type, told.value)));
        return part;
    }
    const auto key = value_name(is_open ? told.element.type->code : type_of_primitive(told.value));
    if (told.value.exists() && !told.value.is_null())
        part.set(key, told.value);
    if (told.extension.exists() && !told.extension.is_null())
        part.set("_" + key, told.extension);
    return part;
}

}  // namespace helselos::fhir
