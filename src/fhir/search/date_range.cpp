#include "fhir/search/date_range.h"

namespace helselos::fhir::search {

// http://hl7.org/fhir/R4/search.html#date: the minutes shall be there when the hour is.
std::optional<path::MillisecondRange> date_range(std::string_view text)
{
    const auto moment = path::date_time_from_text(text);
    if (!moment || moment->precision == path::Temporal::Precision::hour)
        return std::nullopt;
    return path::range_of(*moment);
}

} // namespace helselos::fhir::search
