// helselos package
#pragma once

#include <filesystem>
#include <string>

namespace helselos::app {

// Each prints what it did or found, and gives 0; or says what is wrong, and gives 1.

// Installs a package; tells the dependencies that are missing and what in it is defective.
int add_package(const std::filesystem::path& data, const std::string& file);

// The installed packages.
int list_packages(const std::filesystem::path& data);

// `name` is NAME#VERSION.
int remove_package(const std::filesystem::path& data, const std::string& name);

// What is in the file of a package: name, version, dependencies and addresses.
int show_package(const std::string& file);

}  // namespace helselos::app
