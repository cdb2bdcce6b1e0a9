// One import from where it is to its end: lines of NDJSON, in their order, as acts of whoever asked for it.
//
// Lines go together in one transaction, and how far it is goes with them: after a kill each line is put in once.
#pragma once

#include "access/session.h"
#include "app/bulk/import_record.h"
#include "interaction/hall.h"

#include <atomic>

namespace helselos::app::bulk {

// True when it is done; false when it was stopped on the way. A line that is refused harms no other and is told in its
// file. Errors: fault (the store or the disk takes no more), conflict (an input was changed or taken away since).
Result<bool> run_import(const access::Records& records, const interaction::Hall& hall, ImportRecord& record,
    const std::filesystem::path& folder, const std::atomic<bool>& stop);

// The store forgets how far it was. Error busy, fault.
Result<void> forget_import(const access::Records& records, const std::string& id, std::size_t inputs);

}  // namespace helselos::app::bulk
