#include "app/zone_of_data.h"

#include "app/kept_with_data.h"

#include <fmt/format.h>

namespace helselos::app {

namespace {

constexpr const char* file_name = "time-zone";
constexpr const char* utc = "UTC";

}  // namespace

Result<fhir::search::Zone::Shared> zone_of_data(const std::filesystem::path& data, const std::string& wanted)
{
    auto kept = kept_with_data(data, file_name);
    if (!kept && has_data(data))
        kept = utc;
    auto zone = TRY(fhir::search::Zone::named(kept ? *kept : wanted.empty() ? utc : wanted));
    if (kept && !wanted.empty() && *kept != wanted)
        return Error{Kind::conflict,
            fmt::format("the data was made in the time zone {}: make it anew, or leave --time-zone out", zone->name())};
    if (!kept)
        TRY(keep_with_data(data, file_name, zone->name()));
    return zone;
}

}  // namespace helselos::app
