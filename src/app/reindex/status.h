// POST /fhir/$reindex: all search rows, and those of who may see, are made anew beside the other work; 202, and the
// address of the status as Content-Location. Asked again while it is under way it is the same job.
// GET /fhir/$reindex-status: the edition of the search rows, and the search parameters that were added; how far what
// is stored is read for each.
#pragma once

#include "app/reindex/reindex.h"
#include "interaction/operation.h"

namespace helselos::app {

// For administrators and who may write SearchParameters: the counts tell how much is stored. `reindex` must outlive the
// table.
void add_reindex_operations(Reindex& reindex, interaction::Operations& operations);

}  // namespace helselos::app
