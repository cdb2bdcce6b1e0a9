// A condition as a tree of words, for those who read a protocol and not run it. The form is told in
// docs/guides/editor/protocol-table.md.
#pragma once

#include "services/triage/content.h"
#include "json/draft.h"

namespace helselos::triage {

json::Draft condition_tree(const Content& content, const Condition& condition);

// The text in every language it is written in: "nb", "nn", "en", "se", with "-child" for the words about a child.
json::Draft in_languages(const Wording& wording);

}  // namespace helselos::triage
