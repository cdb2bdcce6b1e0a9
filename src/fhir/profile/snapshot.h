// From what a profile changes to all that it says: the snapshot from the snapshot of its base
// and the differential (http://hl7.org/fhir/R4/profiling.html#snapshot).
#pragma once

#include "base/issue.h"
#include "base/result.h"
#include "fhir/profile/profiles.h"

#include <functional>

namespace helselos::fhir::profile {

struct Snapshot {
    json::Document document;  // An array of ElementDefinitions.
    Issues defects;           // What in the differential was mended or left out.
};

// Null when nobody knows the address.
using LookUp = std::function<Result<const Profile*>(std::string_view canonical)>;

// Errors: unprocessable (the base is not known, or the differential cannot be understood at all).
Result<Snapshot> make_snapshot(json::Value definition, const Definitions& definitions, const LookUp& look_up);

}  // namespace helselos::fhir::profile
