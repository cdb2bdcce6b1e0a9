// Dates and times with the precision they were written in
// (http://hl7.org/fhirpath/N1/#datetime-comparison).
#pragma once

#include "base/clock.h"
#include "json/decimal.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

struct Temporal {
    enum class Kind : std::uint8_t { date, date_time, time };
    enum class Precision : std::uint8_t { year, month, day, hour, minute, second, fraction };

    Kind kind = Kind::date;
    Precision precision = Precision::day;
    std::uint8_t month = 1;
    std::uint8_t day = 1;
    std::uint8_t hour = 0;
    std::uint8_t minute = 0;
    std::uint8_t second = 0;  // 60 only as written in a leap second.
    std::uint8_t fraction_digits = 0;
    std::int16_t year = 1;
    std::int16_t offset_minutes = 0;
    bool has_offset = false;
    std::int32_t nanoseconds = 0;  // What is finer is cut.
};

// The FHIR and FHIRPath forms, without @ and T in front of a time. Empty: no such date or time.
std::optional<Temporal> date_from_text(std::string_view text);       // 2015, 2015-02, 2015-02-04
std::optional<Temporal> date_time_from_text(std::string_view text);  // Also 2015-02-04T14, ...T14:34:28.123+01:00
std::optional<Temporal> time_from_text(std::string_view text);       // 14, 14:34, 14:34:28, 14:34:28.123
Temporal date_time_of(Instant instant);                              // With milliseconds, in UTC.

std::string to_text(const Temporal& temporal);  // "2015-02T" is written "2015-02".

// The instants it may stand for, [low, high) in milliseconds since 1970 UTC. What has no offset
// is taken as UTC; a time of day is of the first of January 1970.
struct MillisecondRange {
    std::int64_t low = 0;
    std::int64_t high = 0;
};
MillisecondRange range_of(const Temporal& temporal);

// Empty where the precisions do not allow an answer, as FHIRPath demands.
// Where only one side has an offset, the other may be in any zone on earth.
std::optional<std::strong_ordering> compare(const Temporal& left, const Temporal& right);
bool is_equivalent(const Temporal& left, const Temporal& right);

}  // namespace helselos::fhir::path
