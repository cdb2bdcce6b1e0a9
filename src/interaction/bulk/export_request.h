// What $export is asked for (http://hl7.org/fhir/uv/bulkdata/STU2/export.html#query-parameters).
#pragma once

#include "base/clock.h"
#include "base/url.h"

#include <optional>
#include <string>
#include <vector>

namespace helselos::interaction::bulk {

struct ExportRequest {
    std::optional<Instant> since;
    std::vector<std::string> types;     // "Observation"; empty: all. Each once, in the order asked for.
    std::vector<std::string> filters;   // Of _typeFilter: "Observation?code=x".
    std::vector<std::string> elements;  // Of _elements: "id", "Patient.name".
    std::vector<std::string> patients;  // Of patient: "1" of Patient/1. Each once; empty: not named.
};

// `patient` is understood in the body of a POST alone, of which its references are handed in ("Patient/1").
// A parameter nobody knows is refused; a lenient caller accepts that it is left out. One that is known and not
// offered is refused either way. Errors: invalid, unsupported.
enum class Unknown : bool { refuse, leave_out };
Result<ExportRequest> read_export_request(
    const QueryParameters& parameters, Unknown unknown, const std::vector<std::string>& posted_patients = {});

}  // namespace helselos::interaction::bulk
