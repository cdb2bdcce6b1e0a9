// Drafts put into a document that was read.
#pragma once

#include "json/draft.h"
#include "json/value.h"

#include <string_view>

namespace helselos::json {

// Replaces an element of the root, or adds it.
void put_draft(Document& document, std::string_view element, const Draft& value);
// Adds to a list of the root, which is made when there is none.
void push_draft(Document& document, std::string_view list, const Draft& value);

}  // namespace helselos::json
