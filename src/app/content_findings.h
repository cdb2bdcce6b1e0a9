// helselos content findings
#pragma once

#include <filesystem>

namespace helselos::app {

// Prints every finding and protocol: as JSON, or one line each.
int list_findings(const std::filesystem::path& content, bool as_json);

}  // namespace helselos::app
