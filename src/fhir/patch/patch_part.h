// A value as the part of a FHIRPath Patch that carries it: the other way of patch_value.h.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/draft.h"

#include <string>

namespace helselos::fhir {

// What stands in JSON under a name, and beside it under "_name".
struct Told {
    NamedElement element;
    json::Value value;
    json::Value extension;
};

// A part of that name: with a value[x], with a resource, or with parts that spell out what Parameters have no type for.
// Error unsupported: extensions of a primitive in a list that would have to be spelt out, or what has no definition.
Result<json::Draft> patch_part(std::string name, const Told& told);

}  // namespace helselos::fhir
