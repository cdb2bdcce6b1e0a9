// $export of the Bulk Data Access guide (http://hl7.org/fhir/uv/bulkdata/STU2/export.html): of the system, of all
// patients, of a group. What is asked for is made beside, asked after, and fetched as NDJSON.
#pragma once

#include "access/session.h"
#include "app/bulk/jobs.h"
#include "interaction/operation.h"

namespace helselos::app::bulk {

// GET or POST $export, Patient/$export and Group/[id]/$export with "Prefer: respond-async": 202 with Content-Location.
// GET $export-status?job=..: 202 while it is made, 200 with the manifest, and with DELETE 202: nothing is left of it.
// GET $export-file?job=..&file=..: NDJSON. For machines with system scopes and the operator; a job is there for whoever
// asked for it alone. The jobs must outlive the operations.
void add_export(Jobs& jobs, interaction::Operations& operations);

// What makes jobs of these. Both must outlive it.
Trade export_trade(const access::Records& records, const interaction::Hall& hall);

}  // namespace helselos::app::bulk
