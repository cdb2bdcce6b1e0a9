// GET /fhir/$sealed-days: the days of the log that are closed, newest first.
#pragma once

#include "interaction/operation.h"

#include <filesystem>

namespace helselos::app::administrator {

// `before` (a date) asks for older ones; a last parameter `more` says that there are some. `data` is the folder with
// the store.
Result<interaction::OperationAnswer> sealed_days(
    const std::filesystem::path& data, const interaction::OperationRequest& request);

}  // namespace helselos::app::administrator
