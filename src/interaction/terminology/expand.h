// http://hl7.org/fhir/R4/valueset-operation-expand.html
#pragma once

#include "interaction/operation.h"
#include "interaction/terminology/stored_source.h"

#include <span>
#include <string_view>

namespace helselos::interaction {

// By url, valueSet or the address. A set that cannot be told whole is refused, too_costly: a list with something
// missing would look complete. Displays come in `language` where the caller names none. Errors: invalid, unsupported
// (a parameter that would be passed over), not_found (the set or its version), too_costly.
Result<OperationAnswer> expand_value_set(
    const OperationRequest& request, KeptResources& kept, std::string_view language);

// The parameters by which an answer differs, as TerminologyCapabilities names them.
std::span<const std::string_view> expansion_parameters();

}  // namespace helselos::interaction
