// helselos validate
#pragma once

#include <string>
#include <vector>

namespace helselos::app {

// Prints the issues of each file. 1 when a file has an error or cannot be read.
int validate_files(const std::vector<std::string>& paths);

}  // namespace helselos::app
