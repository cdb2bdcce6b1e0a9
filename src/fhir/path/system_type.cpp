#include "fhir/path/system_type.h"

#include <algorithm>
#include <array>
#include <utility>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;

Kind kind_of_primitive(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Kind>, 9> others{{
        {"boolean", Kind::boolean},
        {"integer", Kind::integer},
        {"unsignedInt", Kind::integer},
        {"positiveInt", Kind::integer},
        {"decimal", Kind::decimal},
        {"date", Kind::date},
        {"dateTime", Kind::date_time},
        {"instant", Kind::date_time},
        {"time", Kind::time},
    }};
    // All the rest, from code to xhtml, are strings.
    for (const auto& [type, kind] : others)
        if (type == name)
            return kind;
    return Kind::string;
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

Item::Kind system_kind(const Item& item)
{
    if (item.kind() == Kind::long_integer)
        return Kind::integer;
    if (!item.is_element())
        return item.kind();
    const auto* type = item.type();
    const auto written = item.json().type();
    if (type == nullptr)
        return kind_of_json(written);
    if (type->kind == TypeKind::primitive)
        return kind_of_json(written) == Kind::none ? Kind::none : kind_of_primitive(type->name);
    if (type->kind == TypeKind::complex && written == json::Type::object && type->is_a("Quantity"))
        return Kind::quantity;
    return Kind::none;
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
