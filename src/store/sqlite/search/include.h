// _include and _revinclude: what the matches refer to, and what refers to them.
#pragma once

#include "store/sqlite/sight.h"

#include <vector>

namespace helselos::store::sqlite {

struct Included {
    std::vector<ResourceId> resources;
    bool is_cut = false;
};

// Living resources that may be seen, none of them among the matches.
Result<Included> find_included(
    const Moment& moment, const fhir::search::Query& query, const std::vector<ResourceId>& matches, const Sight& sight);

}  // namespace helselos::store::sqlite
