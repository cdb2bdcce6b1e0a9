// What a differential says of one element, laid over what its base says
// (http://hl7.org/fhir/R4/elementdefinition.html, "Rules about which ElementDefinition properties").
#pragma once

#include "base/issue.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <string_view>

namespace helselos::fhir::profile {

struct MergePlace {
    const Definitions& definitions;
    json::Document& document;  // Of `element`.
    std::string_view profile;  // Address of the profile, the source of its constraints.
    std::string_view id;       // Of the element; for messages.
    Issues& defects;
};

// Changes `element`. What would widen the base (a lower min, a type it does not have) is left
// out and told in the defects.
// "*" is wider than any number.
bool is_wider(json::Value max, json::Value other_max);

void merge_element(json::Value element, json::Value change, const MergePlace& place);

}  // namespace helselos::fhir::profile
