// What changed between two resources, as a FHIRPath Patch (http://hl7.org/fhir/R4/fhirpatch.html).
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

namespace helselos::fhir {

// Parameters whose operations make `after` of `before`, in their order; without parameters when both are the same. It
// was applied (fhirpath_patch.h) and gave `after`, or it is not given out. Where an element cannot be told piece by
// piece it is told anew as a whole. Errors: unprocessable (of two types), too_large (more than
// limits::patch_operations_max), unsupported (Parameters cannot carry it).
Result<json::Document> fhirpath_diff(json::Value before, json::Value after, const Definitions& definitions);

}  // namespace helselos::fhir
