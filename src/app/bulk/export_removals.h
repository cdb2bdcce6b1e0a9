// What was removed since the last time, for whoever keeps a copy
// (http://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---complete-status, "deleted").
#pragma once

#include "access/session.h"
#include "app/bulk/export_files.h"
#include "app/bulk/export_record.h"
#include "interaction/hall.h"

#include <atomic>
#include <unordered_set>

namespace helselos::app::bulk {

// Adds a transaction Bundle with a DELETE for each record of the types of the export that was changed after its _since,
// is removed now, and which the caller might have read; of these `patients` only ("1"), when they are not empty. Of
// what types it cannot be told, for the history of them is not open to the caller or too long, an OperationOutcome
// says. False when it was stopped.
Result<bool> add_removals(access::Session& session, const interaction::Hall& hall, const ExportRecord& record,
    const std::unordered_set<std::string>& patients, ExportFiles& files, const std::atomic<bool>& stop);

}  // namespace helselos::app::bulk
