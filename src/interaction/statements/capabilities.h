// http://hl7.org/fhir/R4/http.html#capabilities
#pragma once

#include "interaction/hall.h"
#include "interaction/operation.h"
#include "json/draft.h"

#include <string>

namespace helselos::interaction {

// The CapabilityStatement: what is said here is what is done, claim by claim (tests/claims).
json::Draft capabilities(const Hall& hall, const Operations& operations, const std::string& base);

}  // namespace helselos::interaction
