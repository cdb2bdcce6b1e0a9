// helselos content check and helselos content figures
#pragma once

#include <filesystem>

namespace helselos::app {

// Prints every problem with file and line, in words an editor can use. 1 when there is one.
int check_content(const std::filesystem::path& content);

// Prints how much there is of the content, how it reads and how long its interviews are.
int show_figures(const std::filesystem::path& content);

}  // namespace helselos::app
