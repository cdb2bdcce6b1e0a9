// helselos triage
#pragma once

#include <filesystem>
#include <string>

namespace helselos::app {

// Prints level and reasons of each case in the file. 1 when a case does not come out as it says.
int run_cases(const std::filesystem::path& content, const std::string& file);

}  // namespace helselos::app
