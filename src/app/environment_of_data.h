// Whether a data folder holds people or made-up persons. It is said once, when the folder is made, and kept beside the
// data: records of a test must never turn up in production, nor the other way.
#pragma once

#include "app/configuration.h"
#include "fhir/norway/identifier.h"

namespace helselos::app {

// What --environment says; when it says nothing, what the data is; for data that does not know, test in the
// demonstration and else production. Errors: invalid (no such environment), conflict (the data is of the other one),
// fault (the folder cannot be written).
Result<fhir::norway::Environment> environment_of_data(const Configuration& configuration);

}  // namespace helselos::app
