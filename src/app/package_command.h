// helselos package
#pragma once

#include <string>

namespace helselos::app {

// Prints name, version, dependencies and the canonical addresses in a package. 1 when it cannot be read.
int list_package(const std::string& path);

}  // namespace helselos::app
