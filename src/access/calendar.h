// Days and ages by the calendar of Oslo: a right begins and ends at midnight there.
#pragma once

#include "base/clock.h"
#include "json/value.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace helselos::access {

using Day = std::chrono::year_month_day;

// The moment a question is decided at.
struct Now {
    Instant instant;
    Day day;  // Of instant, in Oslo.
};

// Error fault: this machine does not know the zone.
Result<Now> now_in_oslo(Instant instant);

// Of a FHIR date, dateTime or instant; a date is of Oslo. The last day it can mean: "2026" is 31 December 2026.
// None when the text is no date.
std::optional<Day> last_day_of(std::string_view date);

// A birth date, perhaps only a year or a month: the first and last day it can mean.
struct Birth {
    Day first;
    Day last;
};
std::optional<Birth> birth_of(std::string_view date);

// The day a person born on `birth` turns so old. Who was born on 29 February turns on 1 March in other years.
Day birthday(Day birth, int years);

// From start until end, both open when absent.
struct Period {
    std::optional<Instant> start;
    std::optional<Instant> end;  // Not this moment itself.
    bool holds(Instant at) const { return (!start || *start <= at) && (!end || at < *end); }
    bool operator==(const Period&) const = default;
};

// Of a FHIR Period; no start and no end when there is none. None when a date in it is no date: nothing holds then.
std::optional<Period> period_of(json::Value period);

}  // namespace helselos::access
