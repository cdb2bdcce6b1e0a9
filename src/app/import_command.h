// helselos import
#pragma once

#include "app/configuration.h"

#include <string>
#include <vector>

namespace helselos::app {

// Shows its progress; a stopped run goes on where it was. 1 when something could not be put in.
int import_paths(const Configuration& configuration, const std::vector<std::string>& paths);

}  // namespace helselos::app
