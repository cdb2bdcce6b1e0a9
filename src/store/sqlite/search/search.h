// A search from question to page.
#pragma once

#include "store/sqlite/cursor.h"
#include "store/sqlite/search/moment.h"

namespace helselos::store::sqlite {

Result<Found> find(const Moment& moment, const CursorSeal& seal, const fhir::search::Query& query, const Scope& scope);
Result<std::uint64_t> count_all(const Moment& moment, const fhir::search::Query& query, const Scope& scope);

// The newest version of a resource that is known to be there.
Result<Version> read_newest(const Moment& moment, ResourceId resource);

}  // namespace helselos::store::sqlite
