// http://hl7.org/fhir/R4/codesystem-operation-subsumes.html
#pragma once

#include "fhir/terminology/coded_value.h"

#include <string_view>

namespace helselos::fhir::terminology {

// "equivalent", "subsumes" (a is the broader), "subsumed-by" or "not-subsumed"
// (http://hl7.org/fhir/R4/valueset-concept-subsumption-outcome.html). Errors: those of known_concept; unprocessable
// (two systems, or it cannot be decided: a hierarchy that is no is-a, goes in a circle, or is here in part only).
Result<std::string_view> subsumption(const Source& source, const CodedValue& a, const CodedValue& b);

// Whether the hierarchy of a system says which of its codes are broader. Error unprocessable.
Result<void> refuse_without_subsumption(const CodeIndex& system);

}  // namespace helselos::fhir::terminology
