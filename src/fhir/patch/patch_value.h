// The value of a FHIRPath Patch as JSON: a value[x], or parts that spell out what has no type name of its own.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <string>

namespace helselos::fhir {

struct PatchValue {
    json::Value value;      // Absent when only extensions were given.
    json::Value extension;  // What stands beside a primitive, under "_name".
    std::string type;       // "Quantity", from valueQuantity; empty when it was spelt out.
};

// `element` is what is put; its content type is what nested parts are read by. `part` is the part named "value", and
// the values are made in `document`. Errors: invalid, unprocessable (a name that is none).
Result<PatchValue> patch_value(json::Document& document, json::Value part, const Element& element);

// The JSON name under which a value of that type stands: "value" as Quantity is "valueQuantity".
Result<std::string> json_name(const Element& element, const PatchValue& value);

}  // namespace helselos::fhir
