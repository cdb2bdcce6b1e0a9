// An OpenAPI 3.0.3 description of the FHIR base, for gateways, code generators and browsers of interfaces.
// https://spec.openapis.org/oas/v3.0.3
#pragma once

#include "interaction/operation.h"
#include "json/draft.h"

#include <string>

namespace helselos::interaction {

// The addresses and methods that a CapabilityStatement and the table of operations tell; no other source, so that the
// two descriptions cannot differ. Resources are told by their type alone: their form is FHIR's.
json::Draft open_api(json::Value capability_statement, const Operations& operations, const std::string& base);

}  // namespace helselos::interaction
