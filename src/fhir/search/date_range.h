// Dates and times as ranges: a year, a day, a minute each stand for all their instants.
#pragma once

#include "fhir/path/temporal.h"

#include <optional>
#include <string_view>

namespace helselos::fhir::search {

// Of a date, dateTime or instant. What has no offset is taken as UTC: a resource and a question that both say
// 2026-11-22 mean the same day, and 2026-11-22T23:30Z is on it, while 2026-11-22T00:30+01:00 is on the day before.
// Empty when the text is no date: an hour without minutes, 24:00, 30 February.
std::optional<path::MillisecondRange> date_range(std::string_view text);

}  // namespace helselos::fhir::search
