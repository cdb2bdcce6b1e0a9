// What tells the items of one slice from those of others
// (http://hl7.org/fhir/R4/profiling.html#discriminator).
#pragma once

#include "fhir/validation/compile_profile.h"

#include <optional>
#include <vector>

namespace helselos::fhir::validation {

// The path of a discriminator: "$this", "code.coding", "extension('url').value", "resolve()",
// "value.ofType(Quantity)". Nothing when it is not of that restricted form.
std::optional<std::vector<PathStep>> path_steps(std::string_view path);

// One for each discriminator that the slice says something about; empty when nothing tells the slice.
std::vector<Criterion> criteria_of(
    const SnapshotTree& tree, const SnapshotNode& sliced, const SnapshotNode& slice, const Trees& trees);

}  // namespace helselos::fhir::validation
