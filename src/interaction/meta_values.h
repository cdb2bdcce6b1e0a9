// The profiles, labels and tags that are in use.
#pragma once

#include "access/session.h"
#include "json/draft.h"

#include <string>
#include <vector>

namespace helselos::interaction {

// As a Meta: of resources of these types that the caller may see, each once, in order of their texts. A tag with
// several displays has that of the oldest. Reads few resources: each search asks for what has a value not met yet.
// Errors: those of searching; too_large: more than limits::meta_values_max.
Result<json::Draft> meta_values(access::Session& session, const std::vector<std::string>& types);

}  // namespace helselos::interaction
