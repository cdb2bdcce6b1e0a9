// JSON compared as FHIR means it: the order of members says nothing, that of elements does, and so do the digits of a
// number (http://hl7.org/fhir/R4/json.html).
#pragma once

#include "json/value.h"

#include <string>

namespace helselos::fhir {

// The same text for what means the same. As deep as a document is (limits::json_depth_max).
std::string canonical_text(json::Value value);

inline bool is_same(json::Value left, json::Value right)
{
    return canonical_text(left) == canonical_text(right);
}

}  // namespace helselos::fhir
