#include "fhir/path/units.h"

#include "base/text.h"
#include "fhir/path/unit_terms.h"

#include <algorithm>

namespace helselos::fhir::path {

namespace {

using json::Decimal;

constexpr int digits_that_count = 24;

constexpr std::size_t second_dimension = 1;
constexpr std::size_t month_dimension = 7;

std::optional<Unit> unit_of(const Quantity& quantity, Calendar calendar)
{
    if (!quantity.is_calendar)
        return ucum_unit(quantity.unit);
    const auto word = singular_calendar_word(quantity.unit);
    if (calendar == Calendar::exact && (word == "year" || word == "month")) {
        Unit unit;
        unit.factor = word == "year" ? 12 : 1;
        unit.dimensions[month_dimension] = 1;
        return unit;
    }
    return ucum_unit(ucum_code_of_calendar_word(word));
}

std::optional<Decimal> in_base(const Quantity& quantity, const Unit& unit)
{
    const auto scaled = json::multiply(quantity.value, unit.factor);
    const auto sum = scaled ? json::add(*scaled, unit.offset) : std::nullopt;
    // Factors such as 5/9 are rounded themselves; what lies below their last digit is noise.
    return sum ? std::optional(sum->to_significant(digits_that_count)) : std::nullopt;
}

bool same_unit(const Quantity& left, const Quantity& right)
{
    if (left.is_calendar != right.is_calendar)
        return false;
    return left.is_calendar ? singular_calendar_word(left.unit) == singular_calendar_word(right.unit)
                            : left.unit == right.unit;
}

// A month of 30 days, a year of 365: between units of the calendar only
// (http://hl7.org/fhirpath/N1/#toquantityunit-string-quantity).
Unit in_days(const Quantity& quantity, const Unit& unit)
{
    if (unit.dimensions[month_dimension] == 0)
        return unit;
    constexpr std::int64_t day_seconds = 86'400;
    const bool is_year = singular_calendar_word(quantity.unit) == "year";
    Unit days;
    days.factor = Decimal((is_year ? 365 : 30) * day_seconds);
    days.dimensions[second_dimension] = 1;
    return days;
}

struct TwoUnits {
    Unit left;
    Unit right;
};

// Of one dimension; empty when they are not.
std::optional<TwoUnits> commensurable_units(const Quantity& left, const Quantity& right, Calendar calendar)
{
    auto a = unit_of(left, calendar);
    auto b = unit_of(right, calendar);
    if (!a || !b)
        return std::nullopt;
    if (a->dimensions != b->dimensions && left.is_calendar && right.is_calendar) {
        a = in_days(left, *a);
        b = in_days(right, *b);
    }
    return a->dimensions == b->dimensions ? std::optional(TwoUnits{*a, *b}) : std::nullopt;
}

struct InBase {
    Decimal left;
    Decimal right;
};

std::optional<InBase> both_in_base(const Quantity& left, const Quantity& right, Calendar calendar)
{
    if (same_unit(left, right))
        return InBase{left.value, right.value};
    const auto units = commensurable_units(left, right, calendar);
    if (!units)
        return std::nullopt;
    const auto x = in_base(left, units->left);
    const auto y = in_base(right, units->right);
    return x && y ? std::optional(InBase{*x, *y}) : std::nullopt;
}

// The value of `quantity` expressed in the unit of `target`.
std::optional<Decimal> converted(const Quantity& quantity, const Quantity& target, Calendar calendar)
{
    if (same_unit(quantity, target))
        return quantity.value;
    const auto units = commensurable_units(quantity, target, calendar);
    if (!units)
        return std::nullopt;
    const auto base = in_base(quantity, units->left);
    const auto shifted = base ? json::subtract(*base, units->right.offset) : std::nullopt;
    return shifted ? json::divide(*shifted, units->right.factor) : std::nullopt;
}

// Zeros at the end do not count.
int decimals(const Decimal& number)
{
    return std::max(0, number.trimmed().scale());
}

}  // namespace

std::string_view singular_calendar_word(std::string_view word)
{
    return word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
}

std::string_view ucum_code_of_calendar_word(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> codes{{{"year", "a"}, {"month", "mo"},
        {"week", "wk"}, {"day", "d"}, {"hour", "h"}, {"minute", "min"}, {"second", "s"}, {"millisecond", "ms"}}};
    const auto singular = singular_calendar_word(word);
    for (const auto& [name, code] : codes)
        if (name == singular)
            return code;
    return {};
}

bool are_comparable(const Quantity& left, const Quantity& right, Calendar calendar)
{
    return same_unit(left, right) || commensurable_units(left, right, calendar).has_value();
}

std::optional<std::strong_ordering> compare(const Quantity& left, const Quantity& right)
{
    const auto both = both_in_base(left, right, Calendar::exact);
    return both ? std::optional(both->left <=> both->right) : std::nullopt;
}

std::optional<json::Decimal> converted(const Quantity& quantity, const Quantity& target)
{
    return converted(quantity, target, Calendar::exact);
}

bool are_equivalent(const json::Decimal& left, const json::Decimal& right)
{
    const auto scale = std::min(decimals(left), decimals(right));
    const auto a = left.rounded(scale, Decimal::Rounding::half_up);
    const auto b = right.rounded(scale, Decimal::Rounding::half_up);
    return a && b && *a == *b;
}

std::optional<bool> are_equivalent(const Quantity& left, const Quantity& right)
{
    if (same_unit(left, right))
        return are_equivalent(left.value, right.value);
    const auto units = commensurable_units(left, right, Calendar::as_ucum);
    if (!units)
        return std::nullopt;
    // In the larger unit, so that no digits are made up.
    const bool left_is_larger = units->left.factor >= units->right.factor;
    const auto& large = left_is_larger ? left : right;
    const auto value = converted(left_is_larger ? right : left, large, Calendar::as_ucum);
    return value ? std::optional(are_equivalent(large.value, *value)) : std::nullopt;
}

std::optional<NewQuantity> add(const Quantity& left, const Quantity& right)
{
    const auto value = converted(right, left, Calendar::exact);
    const auto sum = value ? json::add(left.value, *value) : std::nullopt;
    return sum ? std::optional(NewQuantity{*sum, std::string(left.unit), left.is_calendar}) : std::nullopt;
}

std::optional<NewQuantity> subtract(const Quantity& left, const Quantity& right)
{
    return add(left, Quantity{-right.value, right.unit, right.is_calendar});
}

std::optional<NewQuantity> multiply(const Quantity& left, const Quantity& right)
{
    const auto product = json::multiply(left.value, right.value);
    if (!product)
        return std::nullopt;
    // A number without unit leaves the other's unit as it is, calendar words too.
    if (!left.is_calendar && left.unit == "1")
        return NewQuantity{*product, std::string(right.unit), right.is_calendar};
    if (!right.is_calendar && right.unit == "1")
        return NewQuantity{*product, std::string(left.unit), left.is_calendar};
    // The calendar has no unit for what comes of it (http://hl7.org/fhirpath/STU3/#-multiplication).
    if (left.is_calendar || right.is_calendar)
        return std::nullopt;
    return NewQuantity{*product, unit_product(left.unit, right.unit)};
}

std::optional<NewQuantity> divide(const Quantity& left, const Quantity& right)
{
    const auto quotient = json::divide(left.value, right.value);
    if (!quotient)
        return std::nullopt;
    if (!right.is_calendar && right.unit == "1")
        return NewQuantity{*quotient, std::string(left.unit), left.is_calendar};
    if (left.is_calendar || right.is_calendar)
        return std::nullopt;
    return NewQuantity{*quotient, unit_quotient(left.unit, right.unit)};
}

}  // namespace helselos::fhir::path
