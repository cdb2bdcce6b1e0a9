// Which operands an operator takes, by type. Of concern to this room only.
#pragma once

#include "fhir/path/possible_types.h"
#include "fhir/path/program.h"

namespace helselos::fhir::path {

// What the operator may yield on these operands; nothing at all when no types of theirs fit.
PossibleTypes result_of(Operator operation, const PossibleTypes& left, const PossibleTypes& right);

// Whether some type of the left and some of the right fit.
bool may_fit(Operator operation, const PossibleTypes& left, const PossibleTypes& right);

}  // namespace helselos::fhir::path
