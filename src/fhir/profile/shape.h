// Whether what calls itself an ElementDefinition has the form of one: packages are not trusted.
#pragma once

#include "json/value.h"

namespace helselos::fhir::profile {

// The members that hold objects and lists do so, and so do those inside them that are read here and by
// who validates; http://hl7.org/fhir/R4/elementdefinition.html. Unknown members are not looked at.
bool has_shape(json::Value element);

}  // namespace helselos::fhir::profile
