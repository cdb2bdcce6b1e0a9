// helselos content install, versions and use
#pragma once

#include <filesystem>
#include <string>

namespace helselos::app {

// Checks, proves and keeps content, in force from the next start on; prints what is wrong with it. 1 when it is
// refused.
int install_content(const std::filesystem::path& data, const std::string& source);

// Prints the installed versions, which is in force and whether each is still what was installed. 1 when one is not.
int list_content(const std::filesystem::path& data);

// `version`: a fingerprint, or "shipped" for the content that came with the program.
int use_content(const std::filesystem::path& data, const std::string& version);

}  // namespace helselos::app
