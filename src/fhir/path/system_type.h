// FHIR types and the System types they convert to
// (http://hl7.org/fhir/R4/fhirpath.html#types).
#pragma once

#include "fhir/path/item.h"

#include <string_view>

namespace helselos::fhir::path {

// Of a System value its own kind; of an element the kind it converts to; else none.
// All integers are `integer` here.
Item::Kind system_kind(const Item& item);

// "Boolean", "DateTime" ... or none.
Item::Kind system_kind_named(std::string_view name);

inline bool is_number(Item::Kind kind)
{
    return kind == Item::Kind::integer || kind == Item::Kind::decimal;
}
inline bool is_temporal(Item::Kind kind)
{
    return kind == Item::Kind::date || kind == Item::Kind::date_time || kind == Item::Kind::time;
}

}  // namespace helselos::fhir::path
