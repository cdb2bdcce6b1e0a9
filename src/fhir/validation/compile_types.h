// What a profile demands of the types of an element beyond its base.
#pragma once

#include "fhir/validation/profile_program.h"

namespace helselos::fhir::validation {

// Empty when the profile leaves the types as the base has them.
std::vector<TypeDemand> demanded_types(json::Value definition, const Element& base);

}  // namespace helselos::fhir::validation
