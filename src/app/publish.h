// The conformance resources of our own content (content/fhir), kept as records like all others,
// so that /fhir/OperationDefinition/assess can be read and searched by whoever integrates with us.
#pragma once

#include "app/house.h"

#include <filesystem>

namespace helselos::app {

// One act: what is new or was changed is written, the rest is left alone. Errors: not_found or invalid
// content; unprocessable content breaks the definitions of FHIR.
Result<void> publish(House& house, const std::filesystem::path& folder);

}  // namespace helselos::app
