// The children of an element that its base does not spell out: those of its type, of the one
// profile on its type, or of the element it refers to.
#pragma once

#include "base/result.h"
#include "fhir/profile/snapshot.h"
#include "fhir/profile/tree.h"

namespace helselos::fhir::profile {

struct Surroundings {
    const Node& base;  // The tree of the base: contentReference points into it, whatever the profile changes there.
    const LookUp& look_up;
    Issues& defects;
};

// Gives the node its children, if it has none and may have some. `id` is for messages.
// Errors: those of the profiles looked up.
Result<void> walk_into(Node& node, std::string_view id, const Surroundings& around);

// The profile of a type. When it is not known or cannot be made this is told, and the answer is null.
const Profile* look_up_type_profile(
    std::string_view canonical, std::string_view id, const LookUp& look_up, Issues& defects);

// The one profile all types of the element name together; empty when they name none or several.
std::string_view only_profile(json::Value element);

}  // namespace helselos::fhir::profile
