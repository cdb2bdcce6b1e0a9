// The StructureDefinitions of R4 itself, as HL7 published them: read by id and found by url, never written, and not in
// the store (docs/decisions/0018-core-definitions.md).
#pragma once

#include "access/session.h"
#include "base/issue.h"
#include "fhir/search/query.h"

#include <optional>

namespace helselos::interaction {

// The only version of the one with this id, of the moment R4 was published. None when R4 has no such.
Result<std::optional<access::Version>> core_definition(const access::Key& key);

// Adds to what the store found those a search of StructureDefinition by url alone asks for, at the end of its last
// page; one that has been stored under the same id is told as stored. Any other search of them does not look at those
// of R4, and a note says so.
Result<void> add_core_definitions(const fhir::search::Query& query, access::Found& found, Issues& notes);

}  // namespace helselos::interaction
