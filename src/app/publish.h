// Resources of our own kept as records like all others, so that they can be read and searched by
// whoever integrates with us: the conformance resources of content/fhir (/fhir/OperationDefinition/assess),
// and the protocols of the severity calculator (/fhir/PlanDefinition/sore-throat).
#pragma once

#include "app/house.h"

#include <filesystem>

namespace helselos::app {

// One act: what is new or was changed is written, the rest is left alone. Errors: not_found or invalid
// content; unprocessable content breaks the definitions of FHIR.
Result<void> publish(House& house, const std::filesystem::path& folder);

// PlanDefinition, Questionnaire and Library of every protocol of the content in force. What stands there already is
// left alone; what earlier content said stays in the history. Those of complaints that are there no more become
// retired. Done once for a program and its content: a later start finds that it was done.
Result<void> publish_guidelines(House& house);

}  // namespace helselos::app
