#include "fhir/path/temporal_arithmetic.h"

#include "fhir/path/units.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace helselos::fhir::path {

namespace {

using json::Decimal;
using Precision = Temporal::Precision;

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t day_s = 86'400;
// No date is further from any other than this many of the smallest unit, milliseconds.
constexpr std::int64_t amount_max = std::int64_t(10'000) * 366 * day_s * 1000;

// What is added: months, or seconds and nanoseconds.
struct Duration {
    bool in_months = false;
    std::int64_t months = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
};

std::string_view word_of(const Quantity& amount)
{
    if (amount.is_calendar)
        return singular_calendar_word(amount.unit);
    // Above weeks, UCUM's units are a fixed number of seconds and no step on a calendar.
    for (const std::string_view word : {"week", "day", "hour", "minute", "second", "millisecond"})
        if (ucum_code_of_calendar_word(word) == amount.unit)
            return word;
    return {};
}

std::int64_t seconds_of(std::string_view word)
{
    if (word == "week")
        return 7 * day_s;
    if (word == "day")
        return day_s;
    if (word == "hour")
        return 3600;
    return word == "minute" ? 60 : 1;
}

std::optional<Duration> duration_of(const Quantity& amount)
{
    const auto word = word_of(amount);
    if (word.empty())
        return std::nullopt;
    const auto truncated = amount.value.rounded(0, Decimal::Rounding::down);
    const auto whole = truncated ? truncated->to_integer() : std::nullopt;
    if (!whole || *whole > amount_max || *whole < -amount_max)
        return Duration{true, amount_max};  // Leaves every calendar.
    if (word == "year" || word == "month")
        return Duration{true, *whole * (word == "year" ? 12 : 1)};
    if (word == "millisecond")
        return Duration{false, 0, *whole / 1000, *whole % 1000 * 1'000'000};
    Duration duration{false, 0, *whole * seconds_of(word)};
    // Only seconds of the calendar have a fraction; see decision 0006 for those of UCUM.
    if (word == "second" && amount.is_calendar)
        if (const auto fraction = json::subtract(amount.value, *truncated))
            if (const auto fine = fraction->rounded(9, Decimal::Rounding::down))
                duration.nanoseconds = static_cast<std::int64_t>(fine->coefficient());
    return duration;
}

// To the precision of what is moved: 24 months are two years, 25 hours a day.
Duration to_precision(Duration duration, Precision precision)
{
    const auto total_days = duration.seconds / day_s;
    switch (precision) {
    case Precision::year:
        duration.months = duration.in_months ? duration.months : total_days / 30;
        return {true, duration.months / 12 * 12};
    case Precision::month: return {true, duration.in_months ? duration.months : total_days / 30};
    case Precision::day: duration.seconds = total_days * day_s; break;
    case Precision::hour: duration.seconds -= duration.seconds % 3600; break;
    case Precision::minute: duration.seconds -= duration.seconds % 60; break;
    default: return duration;
    }
    duration.nanoseconds = 0;
    return duration;
}

std::optional<Temporal> move_by_months(Temporal temporal, std::int64_t months)
{
    using namespace std::chrono;
    const auto count = temporal.year * std::int64_t(12) + temporal.month - 1 + months;
    if (count < 12 || count >= 12 * 10'000)
        return std::nullopt;
    temporal.year = static_cast<std::int16_t>(count / 12);
    temporal.month = static_cast<std::uint8_t>(count % 12 + 1);
    // The last day of the month, where the month is shorter.
    const year_month_day_last last{year{temporal.year}, month_day_last{month{temporal.month}}};
    temporal.day = std::min(temporal.day, static_cast<std::uint8_t>(static_cast<unsigned>(last.day())));
    return temporal;
}

void set_time(Temporal& temporal, std::int64_t second_of_day)
{
    temporal.hour = static_cast<std::uint8_t>(second_of_day / 3600);
    temporal.minute = static_cast<std::uint8_t>(second_of_day / 60 % 60);
    temporal.second = static_cast<std::uint8_t>(second_of_day % 60);
}

void add_digits(Temporal& temporal, const Duration& duration)
{
    if (duration.nanoseconds == 0)
        return;
    std::uint8_t digits = 9;
    for (auto rest = duration.nanoseconds; rest % 10 == 0; rest /= 10)
        --digits;
    temporal.precision = Precision::fraction;
    temporal.fraction_digits = std::max({temporal.fraction_digits, digits, std::uint8_t(3)});
}

std::optional<Temporal> move_by_seconds(Temporal temporal, const Duration& duration)
{
    using namespace std::chrono;
    auto nanoseconds = temporal.nanoseconds + duration.nanoseconds;
    auto seconds = temporal.hour * std::int64_t(3600) + temporal.minute * 60 + temporal.second + duration.seconds;
    seconds += nanoseconds / second_ns;
    nanoseconds %= second_ns;
    if (nanoseconds < 0) {
        nanoseconds += second_ns;
        --seconds;
    }
    temporal.nanoseconds = static_cast<std::int32_t>(nanoseconds);
    const auto days = seconds >= 0 ? seconds / day_s : -((day_s - 1 - seconds) / day_s);
    set_time(temporal, seconds - days * day_s);
    add_digits(temporal, duration);
    // A time of day goes round the clock.
    if (temporal.kind == Temporal::Kind::time)
        return temporal;
    const sys_days before{year_month_day{year{temporal.year}, month{temporal.month}, day{temporal.day}}};
    if (days > amount_max / day_s || days < -amount_max / day_s)
        return std::nullopt;
    const auto count = before.time_since_epoch().count() + days;
    constexpr std::int64_t first_day = -719'162;  // 0001-01-01
    constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31
    if (count < first_day || count > last_day)
        return std::nullopt;
    const year_month_day after{sys_days{std::chrono::days{static_cast<int>(count)}}};
    temporal.year = static_cast<std::int16_t>(static_cast<int>(after.year()));
    temporal.month = static_cast<std::uint8_t>(static_cast<unsigned>(after.month()));
    temporal.day = static_cast<std::uint8_t>(static_cast<unsigned>(after.day()));
    return temporal;
}

}  // namespace

Moved move(const Temporal& temporal, const Quantity& amount)
{
    const auto duration = duration_of(amount);
    if (!duration)
        return {false};
    if (temporal.kind == Temporal::Kind::time) {
        const auto word = word_of(amount);
        if (word == "year" || word == "month" || word == "week" || word == "day")
            return {false};
    }
    const auto fitted = to_precision(*duration, temporal.precision);
    if (fitted.in_months)
        return {true, move_by_months(temporal, fitted.months)};
    return {true, move_by_seconds(temporal, fitted)};
}

}  // namespace helselos::fhir::path
