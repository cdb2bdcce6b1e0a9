// What a report of unusual access is made from: the log, and what the store knows of those who stand in it.
#pragma once

#include "app/report/unusual_access.h"
#include "fhir/search/zone.h"
#include "json/value.h"

#include <optional>

namespace helselos::app::report {

struct Period {
    std::optional<Instant> from;
    std::optional<Instant> before;
};

// Monday to Friday from seven to seventeen, on the wall. Public holidays are not known.
bool is_at_usual_hours(Instant at, const fhir::search::Zone& zone);

Person person_in(json::Value resource);

Result<AccessTally> tally(store::Reader& reader, const Period& period, const fhir::search::Zone& zone);
Result<Persons> persons_of(store::Reader& reader, const std::set<std::string>& references);

}  // namespace helselos::app::report
