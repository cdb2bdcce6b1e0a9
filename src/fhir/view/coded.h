// CodeableConcepts and references as the services read and make them
// (http://hl7.org/fhir/R4/datatypes.html#CodeableConcept).
#pragma once

#include "json/draft.h"
#include "json/value.h"

#include <string>
#include <string_view>

namespace helselos::fhir::view {

// The code in one system; empty when the concept has none there.
std::string_view code_in(json::Value codeable_concept, std::string_view system);

// { "coding": [ { "system", "code" } ] }
json::Draft concept_of(std::string_view system, std::string_view code);

// { "reference": "Patient/1" }
json::Draft reference_to(std::string reference);

}  // namespace helselos::fhir::view
