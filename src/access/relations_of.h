// The ties of a caller, read from the store as it stands at one moment.
#pragma once

#include "access/caller.h"
#include "access/relations.h"
#include "base/result.h"
#include "store/store.h"

namespace helselos::access {

// Error too_costly: there are more than limits::relations_of_caller_max of a kind, and what a caller may see cannot be
// told without knowing all.
Result<Relations> relations_of(const Caller& caller, store::Reader& reader, Instant now);

// Whether a resource of the type may be one that ties are read from: its write makes older relations worthless.
bool carries_ties(std::string_view type);

}  // namespace helselos::access
