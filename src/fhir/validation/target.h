// A resource reached by the walk over profiles, with what stands around it.
#pragma once

#include "fhir/validation/profile_walk.h"

#include <optional>

namespace helselos::fhir::validation {

struct ProfileWalk::Target {
    ContainedIndex contained;
    std::optional<BundleIndex> bundle;  // Of its own entries.
    Around around;
    Place place;
    Item item;
};

}  // namespace helselos::fhir::validation
