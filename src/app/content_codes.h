// Complaints and answers that came with newer content than the program: their codes join the CodeSystems of our own,
// so that content can be changed without a new program.
#pragma once

#include "services/triage/content.h"
#include "json/value.h"

namespace helselos::app {

// Adds the codes of `content` that CodeSystem/complaint or CodeSystem/answer lacks, and tells so in its version. Every
// other resource is left as it is.
void add_codes(const triage::Content& content, json::Document& resource);

}  // namespace helselos::app
