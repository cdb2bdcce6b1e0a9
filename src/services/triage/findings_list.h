// Every finding and every protocol as JSON, for programs that hold interviews by themselves. The
// form is told in docs/guides/editor/README.md, "All findings as JSON".
#pragma once

#include "services/triage/content.h"
#include "json/draft.h"

namespace helselos::triage {

json::Draft findings_list(const Content& content);

}  // namespace helselos::triage
