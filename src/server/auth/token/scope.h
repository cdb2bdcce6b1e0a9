// Scopes of SMART App Launch 2.2 (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html).
#pragma once

#include "access/caller.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::auth {

// "patient/Observation.rs?category=laboratory", "user/*.cruds", and those of version 1: "patient/*.read".
// None for anything else: a scope that is not understood gives nothing.
std::optional<access::SmartScope> parse_scope(std::string_view text);

std::vector<access::SmartScope> parse_scopes(std::span<const std::string> texts);

}  // namespace helselos::auth
