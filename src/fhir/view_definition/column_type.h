// Which values fit into a column of a type. Of concern to this room only.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/item.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::view_definition {

enum class Family : std::uint8_t { unsaid, text, boolean, integer, decimal, date, date_time, time, complex };

struct ColumnType {
    std::string name;  // "code", "Quantity", "Observation.referenceRange"; empty when it is not said.
    Family family = Family::unsaid;
};

// "code", "http://hl7.org/fhir/StructureDefinition/code", "System.String". Empty: there is no such type.
std::optional<ColumnType> column_type(std::string_view written, const Definitions& definitions);

// By the name of a FHIR type, or of a System type in FHIR's words: "dateTime".
Family family_of(std::string_view fhir_type);

// Whether a value of the family may fit, looked at before there is any value.
bool may_fit(const ColumnType& type, Family value);

// Whether this value does. A text takes every primitive; an integer a decimal that is whole; a moment a date, and a
// date a moment without a time of day. A type that is not said takes every primitive.
bool fits(const ColumnType& type, const path::Item& value);

}  // namespace helselos::fhir::view_definition
