// What is said once of a data folder, when it is made, and then belongs to it: one short word in a file beside the
// data.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace helselos::app {

std::optional<std::string> kept_with_data(const std::filesystem::path& data, const char* name);

// Whether there are records in the folder, with or without such a word.
bool has_data(const std::filesystem::path& data);

// Durable when it answers: data must never stand there without it. Error fault: it cannot be written.
Result<void> keep_with_data(const std::filesystem::path& data, const char* name, const std::string& word);

}  // namespace helselos::app
