// Personnel work with what was shared with them: opened, acted on, closed, and what it really was.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/Task/<id>/$open: the resident sees that it is opened. Opened before: nothing changes.
Result<interaction::OperationAnswer> open(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$act: what was done is an output with its time. The same by the same person at once again,
// within limits::share_repeat_time, is the same act.
Result<interaction::OperationAnswer> act(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$record-outcome: the level and diagnosis that personnel found are a RiskAssessment based on the
// resident's own, and the task is closed.
Result<interaction::OperationAnswer> record_outcome(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$close: there is nothing more to do, and why. With the same reason again: nothing changes.
Result<interaction::OperationAnswer> close(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
