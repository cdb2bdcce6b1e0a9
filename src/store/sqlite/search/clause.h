// Any clause of a search as a condition.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

// `depth` counts down from limits::search_depth_max; too_large when the clauses go deeper.
Result<Condition> clause_condition(
    Inquiry& inquiry, const std::string& type, const fhir::search::Clause& clause, std::size_t depth);

}  // namespace helselos::store::sqlite
