// Clauses put together, without a group around a single one.
#pragma once

#include "fhir/search/query.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace helselos::fhir::search {

// Neither may be given nothing.
inline Clause all_of(std::vector<Clause> clauses)
{
    return clauses.size() == 1 ? std::move(clauses.front()) : Clause(AllOf{std::move(clauses)});
}

inline Clause any_of(std::vector<Clause> clauses)
{
    return clauses.size() == 1 ? std::move(clauses.front()) : Clause(AnyOf{std::move(clauses)});
}

// 1 for a criterion, 2 for a chain to one.
std::size_t depth_of(const Clause& clause);

}  // namespace helselos::fhir::search
