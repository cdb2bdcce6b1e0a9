// Personnel type the code that was read out to them.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/$redeem-code. A code works once and until it expires; the task is then on the worklist
// of the caller's organisation. Every try counts, also the right one;
// after too many wrong ones of a person, an organisation or all together (limits::share_wrong_codes_...) none is looked
// up: throttled. Wrong, used, too old, withdrawn or of somebody who blocked the caller: the same not_found.
Result<interaction::OperationAnswer> redeem(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
