// From a criterion of a search to what the rows of a resource must be.
#pragma once

#include "store/sqlite/search/inquiry.h"

namespace helselos::store::sqlite {

// Unsupported for a type of parameter without rows or a modifier that this store does not know for it,
// invalid for a value of another type than its parameter.
Result<Wanted> to_wanted(const Moment& moment, const std::string& type, const fhir::search::Criterion& criterion);

Result<RowKind> row_kind_of(fhir::SearchType type, std::string_view parameter);

}  // namespace helselos::store::sqlite
