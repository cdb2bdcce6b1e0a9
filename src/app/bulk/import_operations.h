// $import: much is taken in beside, line by line, and what was refused is told
// (https://github.com/smart-on-fhir/bulk-import/blob/master/import-manifest.md; docs/decisions/0041-bulk-import.md).
#pragma once

#include "access/session.h"
#include "app/bulk/jobs.h"
#include "interaction/operation.h"

#include <filesystem>

namespace helselos::app::bulk {

// POST $import with "Prefer: respond-async": 202 with Content-Location. The body is NDJSON, or Parameters that name
// files in the caller's drop folder. GET $import-status?job=..: 202 while it is under way, 200 with the manifest, and
// with DELETE 202: what is not put in yet stays out. GET $import-file?job=..&input=..: what was refused of an input, as
// NDJSON of OperationOutcomes. For machines whose scopes let them write and for the operator; a job is there for
// whoever asked for it alone. The jobs must outlive the operations. `drop` is the drop folder of the house.
void add_import(Jobs& jobs, const std::filesystem::path& drop, interaction::Operations& operations);

// What makes jobs of these. Both must outlive it.
Trade import_trade(const access::Records& records, const interaction::Hall& hall);

}  // namespace helselos::app::bulk
