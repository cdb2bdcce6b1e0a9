// FHIRPath Patch (http://hl7.org/fhir/R4/fhirpatch.html): a resource changed by a Parameters resource that says where
// by FHIRPath.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

namespace helselos::fhir {

// Whether a Parameters resource looks like a patch: it has an operation.
bool is_fhirpath_patch(json::Value parameters);

// What the operations make of `resource`; all of them or nothing. Errors: invalid (not a patch), unprocessable (a path
// selects nothing, or several where one is demanded; a name the type does not have), too_large, too_costly; the element
// is that of the operation: "Parameters.parameter[1].part[0]".
Result<json::Document> fhirpath_patched(json::Value resource, json::Value parameters, const Definitions& definitions);

}  // namespace helselos::fhir
