// What a protocol says, as data for pages that show it: texts in every language, rules by level with their conditions
// as trees of words, findings, advice, and the cases beside it. The form is told in
// docs/guides/editor/protocol-table.md.
#pragma once

#include "base/result.h"
#include "services/triage/content.h"
#include "json/draft.h"

namespace helselos::triage {

// `folder`: where the content was read from. Error invalid: a file of the protocol cannot be read any more.
Result<json::Draft> protocol_table(
    const Content& content, const Protocol& protocol, const std::filesystem::path& folder);

}  // namespace helselos::triage
