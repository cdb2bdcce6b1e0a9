// A SearchParameter somebody wants to add.
#pragma once

#include "interaction/hall.h"
#include "json/value.h"

namespace helselos::interaction {

// Refuses (unprocessable, with the element) an active SearchParameter that could not be searched by. Anything else,
// and those R4 has itself, are let through.
Result<void> refuse_if_not_searchable(const Hall& hall, json::Value resource);

}  // namespace helselos::interaction
