// lowBoundary(), highBoundary(), precision() and comparable() of FHIRPath
// (http://hl7.org/fhirpath/#boundary-functions).
#include "fhir/path/evaluator.h"
#include "fhir/path/system_type.h"
#include "fhir/path/units.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::path {

namespace {

using json::Decimal;
using Precision = Temporal::Precision;

enum class Side : std::uint8_t { low, high };

constexpr int decimal_precision_default = 8;
constexpr int decimal_precision_max = 31;
constexpr std::int16_t zone_east_minutes = 14 * 60;
constexpr std::int16_t zone_west_minutes = -12 * 60;

// Digits of a date or time, by precision: 2014 has 4, 2014-01-05T10:30:00.000 has 17.
int digits_of(const Temporal& temporal)
{
    constexpr std::array<int, 7> date_digits{4, 6, 8, 10, 12, 14, 17};
    constexpr int digits_of_a_date = 8;
    const auto digits = date_digits[static_cast<std::size_t>(temporal.precision)];
    return temporal.kind == Temporal::Kind::time ? digits - digits_of_a_date : digits;
}

std::optional<Precision> precision_with(int digits, Temporal::Kind kind)
{
    Temporal temporal;
    temporal.kind = kind;
    for (auto i = std::uint8_t(0); i <= static_cast<std::uint8_t>(Precision::fraction); ++i) {
        temporal.precision = static_cast<Precision>(i);
        if (digits_of(temporal) == digits)
            return temporal.precision;
    }
    return std::nullopt;
}

// Sets what is not written to the least or the greatest it may be.
void fill(Temporal& temporal, Side side)
{
    const bool high = side == Side::high;
    const auto precision = temporal.precision;
    if (precision < Precision::month)
        temporal.month = high ? 12 : 1;
    if (precision < Precision::day) {
        using namespace std::chrono;
        const year_month_day_last last{year{temporal.year}, month_day_last{month{temporal.month}}};
        temporal.day = high ? static_cast<std::uint8_t>(static_cast<unsigned>(last.day())) : std::uint8_t(1);
    }
    if (precision < Precision::hour)
        temporal.hour = high ? 23 : 0;
    if (precision < Precision::minute)
        temporal.minute = high ? 59 : 0;
    if (precision < Precision::second)
        temporal.second = high ? 59 : 0;
    if (precision < Precision::fraction) {
        temporal.nanoseconds = 0;
        temporal.fraction_digits = 0;
    }
    std::int32_t unit = 1'000'000'000;
    for (int i = 0; i < temporal.fraction_digits; ++i)
        unit /= 10;
    if (high)
        temporal.nanoseconds += unit - 1;
}

bool push_temporal_boundary(const Call& call, Temporal temporal, std::optional<std::int64_t> digits, Side side)
{
    const auto kind = temporal.kind;
    const int most = kind == Temporal::Kind::time ? 9 : kind == Temporal::Kind::date ? 8 : 17;
    const auto precision
        = precision_with(static_cast<int>(std::clamp<std::int64_t>(digits.value_or(most), 0, 99)), kind);
    if (!precision || (kind == Temporal::Kind::date && *precision > Precision::day))
        return true;
    fill(temporal, side);
    temporal.precision = *precision;
    temporal.fraction_digits = 3;
    temporal.nanoseconds -= temporal.nanoseconds % 1'000'000;
    if (*precision < Precision::hour)
        temporal.has_offset = false;
    // The first moment anywhere is in the east.
    if (kind == Temporal::Kind::date_time && !temporal.has_offset && *precision >= Precision::hour) {
        temporal.has_offset = true;
        temporal.offset_minutes = side == Side::low ? zone_east_minutes : zone_west_minutes;
    }
    return call.evaluator.push_temporal(temporal, call.output);
}

std::optional<Decimal> boundary_of(const Decimal& number, std::optional<std::int64_t> digits, Side side)
{
    const auto scale = digits.value_or(decimal_precision_default);
    if (scale < 0 || scale > decimal_precision_max)
        return std::nullopt;
    const auto bounds = number.bounds_by_precision();
    return side == Side::low ? bounds.low.rounded(static_cast<int>(scale), Decimal::Rounding::floor)
                             : bounds.high.rounded(static_cast<int>(scale), Decimal::Rounding::ceiling);
}

bool read_digits(const Call& call, std::optional<std::int64_t>& digits)
{
    if (call.step.arguments.empty())
        return true;
    Collection argument;
    Item item;
    if (!call.evaluator.argument(call, 0, argument) || !call.evaluator.single_value(argument, "a precision", item))
        return false;
    digits = item.integer();
    return digits || !item.exists() || call.evaluator.fail("FHIRPath: a precision is an Integer");
}

bool boundary(const Call& call, Side side)
{
    Item item;
    std::optional<std::int64_t> digits;
    if (!call.evaluator.single_value(call.input, call.step.function->name, item) || !read_digits(call, digits))
        return false;
    if (const auto number = item.decimal())
        return call.evaluator.push_decimal(boundary_of(*number, digits, side), call.output);
    if (const auto temporal = item.temporal())
        return push_temporal_boundary(call, *temporal, digits, side);
    if (const auto quantity = item.quantity()) {
        const auto value = boundary_of(quantity->value, digits, side);
        return !value || call.evaluator.push_quantity(*value, quantity->unit, quantity->is_calendar, call.output);
    }
    return !item.exists() || call.evaluator.fail("FHIRPath: a boundary is of a number, quantity, date or time");
}

bool low_boundary(const Call& call)
{
    return boundary(call, Side::low);
}
bool high_boundary(const Call& call)
{
    return boundary(call, Side::high);
}

bool precision(const Call& call)
{
    Item item;
    if (!call.evaluator.single_value(call.input, "precision()", item))
        return false;
    if (const auto number = item.decimal())
        call.output.push(Item::of_integer(std::max(0, number->scale())));
    else if (const auto temporal = item.temporal())
        call.output.push(Item::of_integer(digits_of(*temporal)));
    else if (item.exists())
        return call.evaluator.fail("FHIRPath: precision() is of a number, date or time");
    return true;
}

bool comparable(const Call& call)
{
    Collection argument;
    Item left;
    Item right;
    if (!call.evaluator.single_value(call.input, "comparable()", left) || !call.evaluator.argument(call, 0, argument)
        || !call.evaluator.single_value(argument, "comparable()", right))
        return false;
    const auto a = left.quantity();
    const auto b = right.quantity();
    if (a && b)
        call.output.push(Item::of_boolean(are_comparable(*a, *b, Calendar::exact)));
    else if (left.exists() && right.exists())
        return call.evaluator.fail("FHIRPath: comparable() takes quantities");
    return true;
}

constexpr std::array functions{
    Function{"lowBoundary", 0, 1, low_boundary},
    Function{"highBoundary", 0, 1, high_boundary},
    Function{"precision", 0, 0, precision},
    Function{"comparable", 1, 1, comparable},
};

}  // namespace

std::span<const Function> boundary_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
