// The operations of a terminology server (http://hl7.org/fhir/R4/terminology-service.html): $lookup, $validate-code,
// $subsumes, $translate and $closure, over what the house knows and what is stored; $expand is expand.h.
//
// What is asked of is open to everyone, as terminology resources are; a closure table belongs to the caller.
#pragma once

#include "interaction/operation.h"
#include "interaction/terminology/stored_source.h"

namespace helselos::interaction {

// `kept` has to outlive the table.
void add_terminology_operations(Operations& operations, KeptResources& kept);

}  // namespace helselos::interaction
