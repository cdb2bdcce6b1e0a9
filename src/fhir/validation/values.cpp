#include "base/text.h"
#include "fhir/path/narrative.h"
#include "fhir/validation/walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

json::Type json_type_of(Primitive primitive)
{
    switch (primitive) {
    case Primitive::boolean: return json::Type::boolean;
    case Primitive::decimal:
    case Primitive::integer:
    case Primitive::positive_int:
    case Primitive::unsigned_int: return json::Type::number;
    default: return json::Type::string;
    }
}

bool may_name_contained(Primitive primitive)
{
    return primitive == Primitive::uri || primitive == Primitive::url || primitive == Primitive::canonical;
}

bool is_blank(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_space);
}

// Of base64 text that is known to be well-formed.
std::uint64_t decoded_bytes(std::string_view base64)
{
    std::uint64_t characters = 0;
    for (const auto c : base64)
        characters += is_space(c) || c == '=' ? 0U : 1U;
    return characters * 3 / 4;
}

}  // namespace

void Walk::primitive(const Found& found, const Property& property, const Place& place)
{
    if (!enter())
        return;
    if (found.value.exists())
        primitive_value(found.value, property.primitive, place);
    if (found.extension.exists())
        primitive_extension(found, property, place);
}

void Walk::primitive_value(json::Value value, Primitive primitive, const Place& place)
{
    if (value.type() != json_type_of(primitive))
        return error("value", place, "of the wrong JSON type; demanded is " + std::string(demand_of(primitive)));
    const auto text = value.text();
    if (primitive == Primitive::xhtml) {
        if (const auto fault = path::narrative_fault(text))
            error("invalid", place, fault->reason);
        else
            narrative_links(text, place);
        return;
    }
    if (!matches(primitive, text))
        return error("value", place, "not " + std::string(demand_of(primitive)));
    if ((primitive == Primitive::string || primitive == Primitive::markdown) && is_wanted(Severity::warning)
        && is_blank(text))
        add(Severity::warning, "value", place, "text should hold more than white space");
    if (may_name_contained(primitive) && text.starts_with('#'))
        m_fragments.push_back(text.substr(1));
}

// The id and extensions of a primitive.
void Walk::primitive_extension(const Found& found, const Property& property, const Place& place)
{
    if (!found.extension.is_object())
        return error("structure", place, "the extensions of a primitive are a JSON object");
    object(found.extension, *property.type, place, found.value.exists() ? Beside::value : Beside::nothing);
}

// http://hl7.org/fhir/R4/datatypes-definitions.html#Coding.system: absolute, and of a code system.
void Walk::coding(json::Value value, const Place& place)
{
    const auto system = value["system"];
    if (!system.is_string() || system.text().empty())
        return;
    const Place here{&place, "system"};
    if (system.text().find(':') == std::string_view::npos || system.text().starts_with('#'))
        return error("value", here, "the address of a code system is absolute");
    const auto& definitions = m_rules.definitions();
    if (definitions.value_set(system.text()) != nullptr && definitions.code_system(system.text()) == nullptr)
        return error("invalid", here, "this is the address of a value set, not of a code system");
    code_of_system(value, place);
}

// http://hl7.org/fhir/R4/datatypes-definitions.html#Attachment.size
void Walk::attachment(json::Value value, const Place& place)
{
    const auto data = value["data"];
    const auto size = to_unsigned(value["size"].text());
    if (!size || !data.is_string() || !matches(Primitive::base64_binary, data.text()))
        return;
    if (decoded_bytes(data.text()) != *size)
        error("invalid", place, "size is not the number of bytes of data");
}

}  // namespace helselos::fhir::validation
