// A differential as a tree: what changes where. A differential is sparse, so an element in
// between may have no change of its own.
#pragma once

#include "base/issue.h"
#include "json/value.h"

#include <string>
#include <vector>

namespace helselos::fhir::profile {

struct Change {
    std::string name;                        // The part of the path: "identifier", "value[x]", "valueQuantity".
    std::string slice;                       // Empty for the element as a whole.
    std::string id;                          // "Patient.identifier:FNR.system"; for messages.
    std::vector<json::Value> elements = {};  // Of the differential; none for an element in between.
    std::vector<Change> children = {};       // In the order of the differential.
};

// The root of the tree stands for the whole. An element that fits nowhere is left out and told in `defects`.
Change changes_of(json::Value differential, std::string_view root_name, Issues& defects);

}  // namespace helselos::fhir::profile
