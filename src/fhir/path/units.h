// Units of measure as far as quantities must be compared and computed with: the grammar of UCUM
// (https://ucum.org/ucum) over a table of its common atoms, and the calendar durations of FHIRPath.
#pragma once

#include "fhir/path/item.h"
#include "json/decimal.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

// What a unit is made of: metre, second, gram, radian, kelvin, coulomb, candela, and the calendar
// month, which has no fixed length.
using Dimensions = std::array<std::int8_t, 8>;

struct Unit {
    json::Decimal factor = 1;  // One of it in base units.
    json::Decimal offset = 0;  // Added after the factor: 0 Cel is 273.15 K.
    Dimensions dimensions{};
};

// Empty: not a unit, or one that is not in the table.
std::optional<Unit> ucum_unit(std::string_view code);

// "day" and "days" are one; empty when it is no calendar word.
std::string_view singular_calendar_word(std::string_view word);
// The UCUM code of a calendar duration: "d" for "days".
std::string_view ucum_code_of_calendar_word(std::string_view word);

// Whether years and months of the calendar may stand for those of UCUM: for equivalence they do.
enum class Calendar : std::uint8_t { exact, as_ucum };

bool are_comparable(const Quantity& left, const Quantity& right, Calendar calendar);

// Empty when they are not comparable.
std::optional<std::strong_ordering> compare(const Quantity& left, const Quantity& right);
// Rounded to the digits of the less precise, where zeros at the end do not count.
bool are_equivalent(const json::Decimal& left, const json::Decimal& right);
// After conversion to the larger unit.
std::optional<bool> are_equivalent(const Quantity& left, const Quantity& right);

// The value of `quantity` in the unit of `target`; empty when they are not comparable.
std::optional<json::Decimal> converted(const Quantity& quantity, const Quantity& target);

struct NewQuantity {
    json::Decimal value;
    std::string unit;
    bool is_calendar = false;
};

// Empty: not comparable, or the result does not fit.
std::optional<NewQuantity> add(const Quantity& left, const Quantity& right);
std::optional<NewQuantity> subtract(const Quantity& left, const Quantity& right);
std::optional<NewQuantity> multiply(const Quantity& left, const Quantity& right);
std::optional<NewQuantity> divide(const Quantity& left, const Quantity& right);

}  // namespace helselos::fhir::path
