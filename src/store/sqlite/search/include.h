// _include and _revinclude: what the matches refer to, and what refers to them.
#pragma once

#include "store/sqlite/search/inquiry.h"

#include <vector>

namespace helselos::store::sqlite {

struct Included {
    std::vector<ResourceId> resources;
    bool is_cut = false;
};

// Living resources that may be seen, none of them among the matches. What iterates is applied to what
// was included as well, until nothing new is found.
Result<Included> find_included(
    Inquiry& inquiry, const fhir::search::Query& query, const std::vector<ResourceId>& matches);

}  // namespace helselos::store::sqlite
