// _id and _lastUpdated: criteria on the resource itself, not on its rows.
#pragma once

#include "store/sqlite/search/condition.h"

namespace helselos::store::sqlite {

Result<Condition> own_condition(
    const Moment& moment, const std::string& type, const fhir::search::Criterion& criterion);

}  // namespace helselos::store::sqlite
