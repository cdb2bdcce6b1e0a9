// What changed between versions, told as a patch (http://hl7.org/fhir/R4/fhirpatch.html).
#pragma once

#include "interaction/operation.h"

namespace helselos::interaction {

// [type]/[id]/$diff?from=1&to=2: Parameters that make the version `to` of the version `from`; without `to`, the newest.
// As the caller sees both; version, time and id are not told, as no patch changes them. Errors: those of reading
// (each version is read, and stands in the log), invalid, and those of fhirpath_diff.h; unsupported for the log.
Result<OperationAnswer> diff_of_versions(const OperationRequest& request);

// $diff?from=Type/a&to=Type/b, each perhaps with /_history/[version]. Both of one type.
Result<OperationAnswer> diff_of_resources(const OperationRequest& request);

void add_diff(Operations& operations);

}  // namespace helselos::interaction
