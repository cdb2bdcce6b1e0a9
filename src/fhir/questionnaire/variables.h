// The extension variable: names for what expressions below share
// (http://hl7.org/fhir/StructureDefinition/variable). Of concern to this room only.
#pragma once

#include "fhir/questionnaire/evaluation.h"
#include "fhir/questionnaire/report.h"

#include <string>

namespace helselos::fhir::questionnaire {

// Each may use those before it. What cannot be known is told, and expressions that ask for it cannot be decided.
void bind_variables(
    json::Value element, const path::Item& focus, Evaluation& evaluation, Report& report, const std::string& path);

}  // namespace helselos::fhir::questionnaire
