// What the text of a reference tells by itself (http://hl7.org/fhir/R4/references.html).
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/item.h"

#include <string_view>

namespace helselos::fhir::path {

// The text of a Reference, or of a uri or canonical; empty when there is none.
std::string_view reference_text(const Item& item);

// "Patient/1", "http://example.org/fhir/Patient/1/_history/2", "Patient?identifier=...": Patient.
// Null when the text does not tell.
const Type* referenced_type(std::string_view reference, const Definitions& definitions);

// The resource in `container` that "#id" names; the container itself for "#". Kind none when there is none.
Item contained_resource(const Item& container, std::string_view reference, const Definitions& definitions);

}  // namespace helselos::fhir::path
