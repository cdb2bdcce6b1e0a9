// The time zone the search rows of a data folder are made in: what a date without an offset means. It is said once,
// when the folder is made, and kept beside the data: rows of one zone give wrong answers to questions in another.
#pragma once

#include "base/result.h"
#include "fhir/search/zone.h"

#include <filesystem>
#include <string>

namespace helselos::app {

// `wanted` may be empty: the zone of the data, or UTC for new data. Folders from before this was kept are UTC.
// Errors: invalid (no such zone), conflict (the data is of another zone), fault (the folder cannot be written).
Result<fhir::search::Zone::Shared> zone_of_data(const std::filesystem::path& data, const std::string& wanted);

}  // namespace helselos::app
