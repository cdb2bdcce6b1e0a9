// helselos content export
#pragma once

#include <filesystem>

namespace helselos::app {

// Writes PlanDefinition-<complaint>.json and its Questionnaire and Library for each protocol. 1 when the
// content cannot be loaded or a file cannot be written.
int export_content(const std::filesystem::path& content, const std::filesystem::path& folder);

}  // namespace helselos::app
