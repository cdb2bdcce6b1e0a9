// Personnel work with what was shared with them: opened, acted on, and what it really was.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/Task/<id>/$open: requested becomes received. Opened before: nothing changes.
Result<interaction::OperationAnswer> open(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$act: becomes in-progress; what was done is an output with its time.
Result<interaction::OperationAnswer> act(const Desk& desk, const interaction::OperationRequest& request);

// POST /fhir/Task/<id>/$record-outcome: becomes completed. The level and diagnosis that personnel
// found are a RiskAssessment based on the resident's own.
Result<interaction::OperationAnswer> record_outcome(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
