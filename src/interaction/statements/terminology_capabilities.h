// http://hl7.org/fhir/R4/terminologycapabilities.html
#pragma once

#include "interaction/hall.h"
#include "json/draft.h"

#include <string>

namespace helselos::interaction {

// The code systems that the program, its content and its packages know, and what can be asked of them. Those that are
// stored as resources are asked in the same way; who may read them finds them by a search.
json::Draft terminology_capabilities(const Hall& hall, const std::string& base);

}  // namespace helselos::interaction
