// helselos content diff OLD NEW
#pragma once

#include <filesystem>

namespace helselos::app {

// Prints for whom two folders of content differ, as small examples. 0: for nobody; 1: for
// somebody; 2: it could not be found out.
int compare_content(const std::filesystem::path& older, const std::filesystem::path& newer);

}  // namespace helselos::app
