// A condition of the content as FHIRPath over a QuestionnaireResponse, for readers without this
// engine: true when it holds, false when it is ruled out, empty while it is neither.
#pragma once

#include "services/triage/content.h"

#include <string>

namespace helselos::triage {

std::string in_fhirpath(const Content& content, const Condition& condition);

// Neither true nor false.
std::string is_unknown_in_fhirpath(const std::string& expression);

}  // namespace helselos::triage
