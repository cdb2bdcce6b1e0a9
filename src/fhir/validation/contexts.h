// Where an extension may stand (http://hl7.org/fhir/R4/defining-extensions.html#context).
#pragma once

#include "fhir/validation/place.h"

#include <string_view>

namespace helselos::fhir::validation {

// `expression` is a path ("Patient.contact", "Observation.value[x]") or a type ("HumanName", "Element").
bool is_element_context(std::string_view expression, const Place& holder);

// `expression` is the address of the extension it has to stand in, perhaps with "#inner".
bool is_extension_context(std::string_view expression, const Place& holder, std::string_view holder_url);

}  // namespace helselos::fhir::validation
