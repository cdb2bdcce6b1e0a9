// What is wrong with a package, as far as its own resources tell.
#pragma once

#include "app/package/shelve.h"
#include "fhir/profile/profiles.h"

#include <vector>

namespace helselos::app::package {

// `profiles` holds the package already, and those it depends on: profiles that no snapshot can be made of,
// the defects of the others, addresses that stand twice, definitions of another FHIR version.
std::vector<Defect> judge(const fhir::package::Package& package, const fhir::profile::Profiles& profiles);

}  // namespace helselos::app::package
