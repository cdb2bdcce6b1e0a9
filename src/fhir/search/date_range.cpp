#include "fhir/search/date_range.h"

namespace helselos::fhir::search {

// FHIRPath knows hours without minutes and "2026-11-22T"; FHIR does not (http://hl7.org/fhir/R4/search.html#date).
std::optional<path::MillisecondRange> date_range(std::string_view text, const Zone& zone)
{
    const auto moment = path::date_time_from_text(text);
    if (!moment || moment->precision == path::Temporal::Precision::hour || text.ends_with('T'))
        return std::nullopt;
    auto range = path::range_of(*moment);
    if (!moment->has_offset)
        range = {zone.to_utc(range.low), zone.to_utc(range.high)};
    if (range.low >= range.high)
        return std::nullopt;
    return range;
}

}  // namespace helselos::fhir::search
