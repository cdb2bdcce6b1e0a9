#include "fhir/view_definition/column_type.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::view_definition {

namespace {

struct Known {
    std::string_view name;
    Family family;
};

constexpr std::array known{
    Known{"string", Family::text},
    Known{"code", Family::text},
    Known{"id", Family::text},
    Known{"uri", Family::text},
    Known{"url", Family::text},
    Known{"canonical", Family::text},
    Known{"markdown", Family::text},
    Known{"uuid", Family::text},
    Known{"oid", Family::text},
    Known{"base64Binary", Family::text},
    Known{"xhtml", Family::text},
    Known{"boolean", Family::boolean},
    Known{"integer", Family::integer},
    Known{"positiveInt", Family::integer},
    Known{"unsignedInt", Family::integer},
    Known{"integer64", Family::integer},
    Known{"decimal", Family::decimal},
    Known{"date", Family::date},
    Known{"dateTime", Family::date_time},
    Known{"instant", Family::date_time},
    Known{"time", Family::time},
};

constexpr std::array system_names{
    Known{"String", Family::text},
    Known{"Boolean", Family::boolean},
    Known{"Integer", Family::integer},
    Known{"Long", Family::integer},
    Known{"Decimal", Family::decimal},
    Known{"Date", Family::date},
    Known{"DateTime", Family::date_time},
    Known{"Time", Family::time},
    Known{"Quantity", Family::complex},
};

std::string_view without(std::string_view text, std::string_view start)
{
    return text.starts_with(start) ? text.substr(start.size()) : text;
}

bool has_time_of_day(const path::Item& value)
{
    return value.kind() == path::Item::Kind::date_time || value.text().find('T') != std::string_view::npos;
}

bool is_of_complex(const ColumnType& type, const path::Item& value)
{
    return value.type() != nullptr ? value.type()->is_a(type.name) : value.type_name() == type.name;
}

}  // namespace

Family family_of(std::string_view fhir_type)
{
    const auto* found = std::ranges::find(known, fhir_type, &Known::name);
    return found != known.end() ? found->family : Family::complex;
}

std::optional<ColumnType> column_type(std::string_view written, const Definitions& definitions)
{
    if (written.empty())
        return ColumnType{};
    auto name = without(written, "http://hl7.org/fhir/StructureDefinition/");
    const auto system = without(without(name, "http://hl7.org/fhirpath/"), "System.");
    if (system.size() < name.size()) {
        const auto* found = std::ranges::find(system_names, system, &Known::name);
        if (found == system_names.end())
            return std::nullopt;
        return ColumnType{std::string(system), found->family};
    }
    name = without(name, "FHIR.");
    if (const auto family = family_of(name); family != Family::complex)
        return ColumnType{std::string(name), family};
    if (definitions.type(name) == nullptr)
        return std::nullopt;
    return ColumnType{std::string(name), Family::complex};
}

bool may_fit(const ColumnType& type, Family value)
{
    switch (type.family) {
    case Family::unsaid:
    case Family::text: return value != Family::complex;
    case Family::integer:
    case Family::decimal: return value == Family::integer || value == Family::decimal;
    case Family::date:
    case Family::date_time: return value == Family::date || value == Family::date_time;
    case Family::boolean:
    case Family::time:
    case Family::complex: break;
    }
    return value == type.family;
}

bool fits(const ColumnType& type, const path::Item& value)
{
    const auto family = family_of(value.fhir_type_name());
    if (!may_fit(type, family))
        return false;
    if (type.family == Family::integer && family == Family::decimal) {
        const auto number = value.decimal();
        return number && number->is_whole();
    }
    if (type.family == Family::date && family == Family::date_time)
        return !has_time_of_day(value);
    return type.family != Family::complex || is_of_complex(type, value);
}

}  // namespace helselos::fhir::view_definition
