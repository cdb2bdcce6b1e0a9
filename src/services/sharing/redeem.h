// Personnel type the code that was read out to them.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/$redeem-code. A code works once and until it expires; the task is then on the worklist
// of the caller's organisation. Every try counts, also the right one.
Result<interaction::OperationAnswer> redeem(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
