// Queries a form asks: application/x-fhir-query with {{FHIRPath}} in it
// (http://hl7.org/fhir/uv/sdc/STU3/expressions.html#x-fhir-query-enhancements). Of concern to this room only.
#pragma once

#include "fhir/questionnaire/evaluation.h"

#include <string>

namespace helselos::fhir::questionnaire {

// Each part in braces becomes its values, escaped, with commas between. Errors: those of evaluating; unprocessable when
// a part yields nothing, for the query would then ask for everybody's.
Result<std::string> query_text(std::string_view query, const path::Item& focus, Evaluation& evaluation);

}  // namespace helselos::fhir::questionnaire
