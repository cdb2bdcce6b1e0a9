// Dates and times moved by durations (http://hl7.org/fhirpath/N1/#datetime-arithmetic).
#pragma once

#include "fhir/path/item.h"
#include "fhir/path/temporal.h"

#include <optional>

namespace helselos::fhir::path {

struct Moved {
    bool fits = true;                       // False: the quantity is no duration, or has no fixed length.
    std::optional<Temporal> temporal = {};  // Empty: it leaves the years 1 to 9999.
};

Moved move(const Temporal& temporal, const Quantity& amount);

}  // namespace helselos::fhir::path
