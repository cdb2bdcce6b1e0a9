// Reading extensions of forms, and the value[x] of an answer, an option or an extension.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/item.h"
#include "json/value.h"

#include <string_view>
#include <vector>

namespace helselos::fhir::questionnaire {

// Addresses of extensions; those of SDC are of http://hl7.org/fhir/uv/sdc/STU3.
namespace address {
constexpr std::string_view core = "http://hl7.org/fhir/StructureDefinition/";
constexpr std::string_view sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
// Of a question whose answer may be, in its type, that it is not known.
constexpr std::string_view may_be_unknown = "https://helselos.no/fhir/StructureDefinition/may-be-unknown";
}  // namespace address

// By the last part of the address, under either of the two beginnings; absent when there is none.
json::Value extension(json::Value element, std::string_view name);
std::vector<json::Value> extensions(json::Value element, std::string_view name);
template <typename Predicate>
bool any_of(json::Value list, const Predicate& holds)
{
    for (const auto each : list.elements())
        if (holds(each))
            return true;
    return false;
}
// A part of a complex extension, by its whole url.
json::Value part(json::Value extension, std::string_view url);

// A value[x] with what belongs to it.
struct TypedValue {
    json::Value value;
    json::Value sibling;      // The "_valueDate" of a primitive, or absent.
    std::string_view suffix;  // "Quantity", "DateTime"; empty when there is no value.

    bool exists() const { return value.exists() || sibling.exists(); }
};

// `prefix` is "value", or "answer" in enableWhen.
TypedValue value_of(json::Value element, std::string_view prefix = "value");

// Why there is none, where an element stands for a value: "asked-unknown"
// (http://hl7.org/fhir/R4/extension-data-absent-reason.html). Empty when there is a value, or no reason.
std::string_view reason_of_absence(const TypedValue& value);

path::Item item_of(const TypedValue& value, const Definitions& definitions);

// The value of an extension when it is of that type; else absent: "valueInteger".
json::Value extension_value(json::Value element, std::string_view name, std::string_view member);

// An Expression (http://hl7.org/fhir/R4/metadatatypes.html#Expression) in an extension, also as valueString.
struct Expression {
    std::string_view language;  // "text/fhirpath" when none is said.
    std::string_view text;      // Empty: there is none.
    std::string_view name;

    bool exists() const { return !text.empty(); }
    bool is_fhirpath() const { return language == "text/fhirpath"; }
    bool is_query() const { return language == "application/x-fhir-query"; }
};
Expression expression_of(json::Value extension);

}  // namespace helselos::fhir::questionnaire
