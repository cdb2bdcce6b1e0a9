// The operations this service offers.
#pragma once

#include "services/choices/desk.h"

namespace helselos::choices {

// The desk must outlive the table.
void add_operations(const Desk& desk, interaction::Operations& operations);

}  // namespace helselos::choices
