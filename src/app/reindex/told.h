// What the log is told of reading anew.
#pragma once

#include "app/reindex/entries.h"
#include "app/reindex/rows_standing.h"

#include <cstdint>

namespace helselos::app {

// At the start of the program, when rows of an earlier one are there.
void tell_of_start(const RowsStanding& rows);
// At the first page, at each tenth of them, at the last.
void tell_of_progress(const RowsStanding& before, const RowsStanding& after);

void tell_of_start(const AddedEntry& entry, std::uint64_t resources);
void tell_of_end(const AddedEntry& before, const AddedEntries& after);

}  // namespace helselos::app
