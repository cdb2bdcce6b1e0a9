// Dates and times as ranges: a year, a day, a minute each stand for all their instants.
#pragma once

#include "fhir/path/temporal.h"
#include "fhir/search/zone.h"

#include <optional>
#include <string_view>

namespace helselos::fhir::search {

// Of a date, dateTime or instant. What has no offset is of the zone: a resource and a question that both say
// 2026-11-22 mean the same day, and in UTC 2026-11-22T23:30Z is on it, while 2026-11-22T00:30+01:00 is on the day
// before. Empty when the text is no date: an hour without minutes, 24:00, 30 February, a time that the zone leaves out.
std::optional<path::MillisecondRange> date_range(std::string_view text, const Zone& zone);

}  // namespace helselos::fhir::search
