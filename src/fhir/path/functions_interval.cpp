// The parts of a date or time, and how far two are apart
// (http://hl7.org/fhirpath/STU3/#extract-datedatetimetime-components, #date-and-time-interval-functions).
#include "fhir/path/evaluator.h"
#include "fhir/path/units.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace helselos::fhir::path {

namespace {

using Precision = Temporal::Precision;
using Kind = Temporal::Kind;

bool read_temporal(const Call& call, const Collection& items, std::optional<Temporal>& temporal)
{
    Item item;
    if (!call.evaluator.single_value(items, call.step.function->name, item))
        return false;
    temporal = item.temporal();
    return true;
}

// The part, where it is written; a date of any kind has no parts of the clock.
template <Precision precision>
bool push_part(const Call& call)
{
    std::optional<Temporal> temporal;
    if (!read_temporal(call, call.input, temporal))
        return false;
    const bool is_of_day = precision < Precision::hour;
    if (!temporal || temporal->kind == (is_of_day ? Kind::time : Kind::date) || temporal->precision < precision)
        return true;
    constexpr std::int32_t nanoseconds_per_millisecond = 1'000'000;
    const std::array<std::int64_t, 7> parts{temporal->year, temporal->month, temporal->day, temporal->hour,
        temporal->minute, temporal->second, temporal->nanoseconds / nanoseconds_per_millisecond};
    call.output.push(Item::of_integer(parts[static_cast<std::size_t>(precision)]));
    return true;
}

// In hours, with at least one digit after the point.
bool offset_of(const Call& call)
{
    std::optional<Temporal> temporal;
    if (!read_temporal(call, call.input, temporal))
        return false;
    if (!temporal || !temporal->has_offset)
        return true;
    const auto hours = json::divide(json::Decimal(temporal->offset_minutes), json::Decimal(60));
    const auto trimmed = hours ? hours->trimmed() : json::Decimal();
    return call.evaluator.push_decimal(trimmed.scale() < 1 ? trimmed.with_scale(1) : trimmed, call.output);
}

bool date_of(const Call& call)
{
    std::optional<Temporal> temporal;
    if (!read_temporal(call, call.input, temporal))
        return false;
    if (!temporal || temporal->kind == Kind::time)
        return true;
    temporal->kind = Kind::date;
    temporal->precision = std::min(temporal->precision, Precision::day);
    temporal->has_offset = false;
    return call.evaluator.push_temporal(*temporal, call.output);
}

bool time_of(const Call& call)
{
    std::optional<Temporal> temporal;
    if (!read_temporal(call, call.input, temporal))
        return false;
    if (!temporal || temporal->kind != Kind::date_time || temporal->precision < Precision::hour)
        return true;
    temporal->kind = Kind::time;
    temporal->has_offset = false;
    return call.evaluator.push_temporal(*temporal, call.output);
}

// A unit of time: so many milliseconds, or where these vary, so many months.
struct Span {
    std::string_view word;
    Precision precision;  // What both sides have to be written to.
    std::int64_t months = 0;
    std::int64_t milliseconds = 0;
};

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

constexpr std::array spans{
    Span{"year", Precision::year, 12},
    Span{"month", Precision::month, 1},
    Span{"week", Precision::day, 0, 7 * day_ms},
    Span{"day", Precision::day, 0, day_ms},
    Span{"hour", Precision::hour, 0, hour_ms},
    Span{"minute", Precision::minute, 0, 60'000},
    Span{"second", Precision::second, 0, 1000},
    Span{"millisecond", Precision::fraction, 0, 1},
};

const Span* span_of(std::string_view word, Kind kind)
{
    for (const auto& span : spans) {
        const bool is_of_clock = span.precision >= Precision::hour;
        const bool fits = kind == Kind::date_time || is_of_clock == (kind == Kind::time);
        if (span.word == word)
            return fits ? &span : nullptr;
    }
    return nullptr;
}

struct Interval {
    Temporal from;
    Temporal to;
    const Span* span = nullptr;
};

// What is not written to the precision asked for has no interval: `interval` stays without span.
bool read_interval(const Call& call, Interval& interval)
{
    Collection other;
    Collection unit;
    Item word;
    std::optional<Temporal> from;
    std::optional<Temporal> to;
    if (!read_temporal(call, call.input, from) || !call.evaluator.argument(call, 0, other)
        || !read_temporal(call, other, to) || !call.evaluator.argument(call, 1, unit)
        || !call.evaluator.single_value(unit, "a precision", word))
        return false;
    if (!from || !to)
        return (call.input.empty() || from) && (other.empty() || to)
            ? true
            : call.evaluator.fail("FHIRPath: an interval is between dates or times");
    if (!word.exists())
        return true;
    if ((from->kind == Kind::time) != (to->kind == Kind::time))
        return call.evaluator.fail("FHIRPath: an interval is between dates, or between times");
    const auto kind = from->kind == Kind::date || to->kind == Kind::date ? Kind::date : from->kind;
    const auto* span = span_of(word.text(), kind);
    if (span == nullptr)
        return call.evaluator.fail("FHIRPath: no unit of time for such dates or times");
    // Seconds and what is finer are one precision.
    const auto needed = std::min(span->precision, Precision::second);
    if (std::min(from->precision, to->precision) >= needed)
        interval = {*from, *to, span};
    return true;
}

// On the clock where it is written; in UTC where both sides know their zone and the unit is one of the clock.
std::int64_t moment_of(const Temporal& temporal, bool in_utc)
{
    auto plain = temporal;
    plain.has_offset = in_utc;
    return range_of(plain).low;
}

std::pair<std::int64_t, std::int64_t> moments_of(const Interval& interval)
{
    const bool in_utc
        = interval.span->precision >= Precision::hour && interval.from.has_offset && interval.to.has_offset;
    return {moment_of(interval.from, in_utc), moment_of(interval.to, in_utc)};
}

std::int64_t months_of(const Temporal& temporal)
{
    return temporal.year * std::int64_t(12) + temporal.month - 1;
}

// What is left of the moment within its month.
std::int64_t within_month(const Temporal& temporal)
{
    auto first = temporal;
    first.day = 1;
    first.hour = first.minute = first.second = 0;
    first.nanoseconds = 0;
    return moment_of(temporal, false) - moment_of(first, false);
}

std::int64_t floor_divide(std::int64_t number, std::int64_t by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

std::int64_t whole_periods(const Interval& interval)
{
    const auto& [from, to, span] = interval;
    if (span->months == 0) {
        const auto [start, end] = moments_of(interval);
        return (end - start) / span->milliseconds;
    }
    auto months = months_of(to) - months_of(from);
    const auto rest = within_month(to) - within_month(from);
    if (months > 0 && rest < 0)
        --months;
    if (months < 0 && rest > 0)
        ++months;
    return months / span->months;
}

std::int64_t boundaries(const Interval& interval)
{
    const auto& [from, to, span] = interval;
    if (span->months != 0)
        return floor_divide(months_of(to), span->months) - floor_divide(months_of(from), span->months);
    // The first of January 1970 was a Thursday, and weeks begin on Sunday.
    const auto shift = span->word == "week" ? 4 * day_ms : 0;
    const auto [start, end] = moments_of(interval);
    return floor_divide(end + shift, span->milliseconds) - floor_divide(start + shift, span->milliseconds);
}

bool push_interval(const Call& call, std::int64_t (*measure)(const Interval&))
{
    Interval interval;
    if (!read_interval(call, interval))
        return false;
    if (interval.span != nullptr)
        call.output.push(Item::of_integer(measure(interval)));
    return true;
}

bool duration(const Call& call)
{
    return push_interval(call, whole_periods);
}
bool difference(const Call& call)
{
    return push_interval(call, boundaries);
}

constexpr std::array functions{
    Function{"yearOf", 0, 0, push_part<Precision::year>},
    Function{"monthOf", 0, 0, push_part<Precision::month>},
    Function{"dayOf", 0, 0, push_part<Precision::day>},
    Function{"hourOf", 0, 0, push_part<Precision::hour>},
    Function{"minuteOf", 0, 0, push_part<Precision::minute>},
    Function{"secondOf", 0, 0, push_part<Precision::second>},
    Function{"millisecondOf", 0, 0, push_part<Precision::fraction>},
    Function{"timezoneOffsetOf", 0, 0, offset_of},
    Function{"dateOf", 0, 0, date_of},
    Function{"timeOf", 0, 0, time_of},
    Function{"duration", 2, 2, duration},
    Function{"difference", 2, 2, difference},
};

}  // namespace

std::span<const Function> interval_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
