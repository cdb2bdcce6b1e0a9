// Which profiles the house demands of what is written: of a type, one of a list.
#pragma once

#include "base/issue.h"
#include "json/value.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace helselos::fhir::validation {
struct Options;
}

namespace helselos::interaction {

// By resource type, the canonical addresses of which a resource has to claim one in meta.profile, and satisfy
// it. A type that is not here may be written without any.
using RequiredProfiles = std::map<std::string, std::vector<std::string>, std::less<>>;

// What a write of this resource lacks of what is required: nothing, or one error. What the resource claims of
// the required is added to the profiles in `options`, so that one nobody knows is an error and not a warning.
Issues demand_profiles(const RequiredProfiles& required, json::Value resource, fhir::validation::Options& options);

}  // namespace helselos::interaction
