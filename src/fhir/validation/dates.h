// Dates and times as FHIR writes them, with a real calendar.
#pragma once

#include <string_view>

namespace helselos::fhir::validation {

bool is_date(std::string_view text);       // "2026", "2026-11", "2026-11-22".
bool is_date_time(std::string_view text);  // A date, or one with time, seconds and zone.
bool is_instant(std::string_view text);    // Always with time, seconds and zone.
bool is_time(std::string_view text);       // "07:31:05", "07:31:05.250".

}  // namespace helselos::fhir::validation
