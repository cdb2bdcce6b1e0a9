// What tells one search from another, so that a cursor works for its own only.
#pragma once

#include "fhir/search/query.h"

#include <string>

namespace helselos::store::sqlite {

std::string question_of(const fhir::search::Query& query);

}  // namespace helselos::store::sqlite
