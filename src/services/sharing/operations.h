// The operations that sharing offers.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// `desk` must outlive the table.
void add_operations(const Desk& desk, interaction::Operations& operations);

}  // namespace helselos::sharing
