// One export from where it is to its end: pages of what the caller may see, to files.
//
// The records are those of one moment, that of the start; after a stop the rest is of the moment it went on. All access
// rules, masks and the log are those of a search by the caller.
#pragma once

#include "access/session.h"
#include "app/bulk/export_record.h"
#include "interaction/hall.h"

#include <atomic>

namespace helselos::app::bulk {

// The types to give out, and the filters checked. When none is named: all, of a machine those its scopes name. Errors:
// unsupported (no such type, or not of patients'), forbidden (a type the caller may not search), invalid (a filter that
// is none), too_large.
Result<std::vector<std::string>> types_of_export(
    access::Session& session, const interaction::Hall& hall, const ExportRecord& record);

// The ids of the patients who are active members of a group. Errors of a read.
Result<std::vector<std::string>> members_of(access::Session& session, const std::string& group);

// True when it is done; false when it was stopped on the way. Of the whole system the record then says where; an export
// of patients or with filters is begun anew, for what it has met is forgotten.
Result<bool> run_export(const access::Records& records, const interaction::Hall& hall, ExportRecord& record,
    const std::filesystem::path& folder, const std::atomic<bool>& stop);

}  // namespace helselos::app::bulk
