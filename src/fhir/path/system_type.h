// FHIR types and the System types they convert to
// (http://hl7.org/fhir/R4/fhirpath.html#types).
#pragma once

#include "fhir/path/item.h"

#include <string_view>

namespace helselos::fhir::path {

// The kind an element converts to; else none.
Item::Kind system_kind_of_element(const Item& item);

// Of a System value its own kind; of an element the kind it converts to; else none.
// All integers are `integer` here.
inline Item::Kind system_kind(const Item& item)
{
    if (item.is_element())
        return system_kind_of_element(item);
    return item.kind() == Item::Kind::long_integer ? Item::Kind::integer : item.kind();
}

// The same of a primitive type or of Quantity and what derives from it; none for all other types.
Item::Kind system_kind(const Type& type);

// "Boolean", "DateTime" ...; empty for `none` and `element`.
std::string_view system_type_name(Item::Kind kind);

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
