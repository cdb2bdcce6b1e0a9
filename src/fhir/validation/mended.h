// Invariants that R4 published with an expression that does not say what its words say.
// Each would refuse, or leave undecided, what the rule plainly allows.
#pragma once

#include "fhir/definitions/definitions.h"

#include <string>

namespace helselos::fhir::validation {

// The expression to evaluate: as published, or as it was meant.
std::string mended_expression(const Constraint& constraint);

}  // namespace helselos::fhir::validation
