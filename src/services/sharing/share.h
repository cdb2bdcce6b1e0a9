// A resident shares one assessment: with an organisation, or by a code to read out.
#pragma once

#include "services/sharing/desk.h"

namespace helselos::sharing {

// POST /fhir/$share-assessment (docs/guides/integrator/first-journey.md, 4). All that is made is
// there together, or nothing is. The level is assessed anew here; what the caller says it was counts nothing.
Result<interaction::OperationAnswer> share(const Desk& desk, const interaction::OperationRequest& request);

}  // namespace helselos::sharing
