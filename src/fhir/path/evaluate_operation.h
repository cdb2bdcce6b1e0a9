// POST /fhir/$fhirpath: one evaluation, asked for and answered as Parameters, in the way FHIRPath
// engines speak with fhirpath-lab (https://github.com/brianpos/fhirpath-lab).
//
// In: `expression` (valueString), `resource` (resource; without it the focus is nothing), `context`
// (valueString, an expression: the evaluation is done once for each item it yields), `variables`
// (parts, each a %name with value[x] or resource), `validate` (valueBoolean; default true: an
// expression that is mistaken about the types, such as a name that is not there, is refused and
// does not yield nothing).
//
// Out: `parameters`, which repeats what was asked; and a `result` for each evaluation, whose parts
// are the items in order, named by type, with value[x] or resource. What Parameters cannot carry as
// value[x] (backbone elements) is JSON text in the extension json-value.
#pragma once

#include "base/result.h"
#include "fhir/path/environment.h"
#include "json/draft.h"
#include "json/value.h"

namespace helselos::fhir::path {

// `environment` brings what the caller offers (time, resolve, member_of); its resource, variables
// and trace are set here. Errors: invalid (no Parameters, no expression, a syntax error), unprocessable
// (mistaken about the types), and those of path::evaluate.
Result<json::Draft> evaluate_operation(json::Value parameters, Environment& environment);

}  // namespace helselos::fhir::path
