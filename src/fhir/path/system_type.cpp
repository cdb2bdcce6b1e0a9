#include "fhir/path/system_type.h"

#include <algorithm>
#include <array>
#include <utility>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;

// All the rest, from code to xhtml, are strings.
Kind kind_of_primitive(std::string_view name)
{
    switch (name.front()) {
    case 'b': return name == "boolean" ? Kind::boolean : Kind::string;
    case 'i': return name == "integer" ? Kind::integer : name == "instant" ? Kind::date_time : Kind::string;
    case 'u': return name == "unsignedInt" ? Kind::integer : Kind::string;
    case 'p': return name == "positiveInt" ? Kind::integer : Kind::string;
    case 't': return name == "time" ? Kind::time : Kind::string;
    case 'd': break;
    default: return Kind::string;
    }
    return name == "decimal" ? Kind::decimal
        : name == "date"     ? Kind::date
        : name == "dateTime" ? Kind::date_time
                             : Kind::string;
}

Kind kind_of_json(json::Type type)
{
    switch (type) {
    case json::Type::string: return Kind::string;
    case json::Type::number: return Kind::decimal;
    case json::Type::boolean: return Kind::boolean;
    default: return Kind::none;
    }
}

}  // namespace

Item::Kind system_kind_of_element(const Item& item)
{
    const auto* type = item.type();
    const auto written = item.json().type();
    if (type == nullptr)
        return kind_of_json(written);
    if (type->kind == TypeKind::primitive)
        return kind_of_json(written) == Kind::none ? Kind::none : kind_of_primitive(type->name);
    return written == json::Type::object ? system_kind(*type) : Kind::none;
}

Item::Kind system_kind(const Type& type)
{
    if (type.kind == TypeKind::primitive)
        return kind_of_primitive(type.name);
    return type.kind == TypeKind::complex && type.is_a("Quantity") ? Kind::quantity : Kind::none;
}

std::string_view system_type_name(Item::Kind kind)
{
    switch (kind) {
    case Kind::none:
    case Kind::element: return {};
    case Kind::boolean: return "Boolean";
    case Kind::integer: return "Integer";
    case Kind::long_integer: return "Long";
    case Kind::decimal: return "Decimal";
    case Kind::string: return "String";
    case Kind::date: return "Date";
    case Kind::date_time: return "DateTime";
    case Kind::time: return "Time";
    case Kind::quantity: return "Quantity";
    case Kind::type_info: return "SimpleTypeInfo";
    }
    return {};
}

Item::Kind system_kind_named(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Kind>, 9> names{{
        {"Boolean", Kind::boolean},
        {"Integer", Kind::integer},
        {"Long", Kind::long_integer},
        {"Decimal", Kind::decimal},
        {"String", Kind::string},
        {"Date", Kind::date},
        {"DateTime", Kind::date_time},
        {"Time", Kind::time},
        {"Quantity", Kind::quantity},
    }};
    for (const auto& [known, kind] : names)
        if (known == name)
            return kind;
    return Kind::none;
}

}  // namespace helselos::fhir::path
