// GET /fhir/$reindex-status: the edition of the search rows, and the search parameters that were added; how far what
// is stored is read for each.
#pragma once

#include "app/reindex/reindex.h"
#include "interaction/operation.h"

namespace helselos::app {

// For who may write SearchParameters: the counts tell how much is stored. `reindex` must outlive the table.
void add_reindex_status(const Reindex& reindex, interaction::Operations& operations);

}  // namespace helselos::app
