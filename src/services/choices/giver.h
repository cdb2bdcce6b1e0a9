// Who may give a fullmakt, and until when one is given.
#pragma once

#include "services/choices/consents.h"
#include "services/choices/desk.h"

namespace helselos::choices {

// The caller, as one who may let somebody stand in for them: 16, with all of their own record, whose address is not
// protected. Error forbidden.
Result<Named> giver_of(const Desk& desk, const interaction::OperationRequest& request);

// The areas and the end that were sent. Errors invalid: no area; unprocessable: an end that is past.
struct Extent {
    std::vector<std::string> areas;
    std::string end;
};
Result<Extent> extent_in(const interaction::OperationRequest& request);

// A day to come, or none. Error unprocessable when it is past.
Result<std::string> end_in(const interaction::OperationRequest& request);

// Whether it is a fullmakt that somebody can act on or will be able to: active, and not past its end.
bool is_running(json::Value consent, Instant now);

}  // namespace helselos::choices
