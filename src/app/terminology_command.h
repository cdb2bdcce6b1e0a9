// helselos terminology
#pragma once

#include <filesystem>
#include <string>

namespace helselos::app {

// Each prints what it did or found, and gives 0; or says what is wrong, and gives 1.

// Keeps a code system from a file (.json, or .ndjson with one concept a line).
int add_terminology(const std::filesystem::path& data, const std::string& file);

// The code systems that are kept so, read to their end to find damage.
int list_terminology(const std::filesystem::path& data);

// One that was added from a file, by its address.
int remove_terminology(const std::filesystem::path& data, const std::string& url);

}  // namespace helselos::app
