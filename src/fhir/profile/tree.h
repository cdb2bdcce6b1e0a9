// The elements of a snapshot as the tree they are: children inside their element, slices
// beside the element they divide.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::profile {

struct Node {
    std::string name;   // The last part of the path: "identifier", "value[x]".
    std::string slice;  // "FNR", "FNR/old"; empty for the element as a whole.
    json::Value element;
    bool is_own = false;              // True when `element` is in the document being made, and of this node alone.
    std::vector<Node> children = {};  // In the order of the snapshot; slices follow their element.

    // The place among the children.
    std::optional<std::size_t> child(std::string_view child_name, std::string_view child_slice) const;
};

// Error unprocessable: an element stands there without the one it is part of.
Result<Node> tree_of(const std::vector<json::Value>& elements);

// The node and all below it.
std::size_t count(const Node& node);

// The same subtree for another place: neither of the two owns its elements afterwards.
Node share(Node& node);

// The elements as an array in `document`, each with its path and id (http://hl7.org/fhir/R4/elementdefinition.html#id).
// Error unprocessable when they are too many.
Result<json::Value> flatten(const Node& root, json::Document& document);

}  // namespace helselos::fhir::profile
