// helselos content check
#pragma once

#include <filesystem>

namespace helselos::app {

// Prints every problem with file and line, in words an editor can use. 1 when there is one.
int check_content(const std::filesystem::path& content);

}  // namespace helselos::app
