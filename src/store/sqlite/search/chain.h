// Chains: conditions on what a resource refers to, and on what refers to it.
//
// A chain is a semi-join in both directions: the far end gives the candidates when it is short, and otherwise each
// candidate is followed to its far end by key. Whatever a chain passes through must itself be seen by the one who
// asks: else the answer would tell of records that may not be seen.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

Result<Condition> chain_condition(
    Inquiry& inquiry, const std::string& type, const fhir::search::Chain& chain, std::size_t depth);
Result<Condition> chain_condition(
    Inquiry& inquiry, const std::string& type, const fhir::search::ReverseChain& chain, std::size_t depth);

}  // namespace helselos::store::sqlite
