#include "fhir/search/date_range.h"

namespace helselos::fhir::search {

// FHIRPath knows hours without minutes and "2026-11-22T"; FHIR does not (http://hl7.org/fhir/R4/search.html#date).
std::optional<path::MillisecondRange> date_range(std::string_view text)
{
    const auto moment = path::date_time_from_text(text);
    if (!moment || moment->precision == path::Temporal::Precision::hour || text.ends_with('T'))
        return std::nullopt;
    return path::range_of(*moment);
}

}  // namespace helselos::fhir::search
