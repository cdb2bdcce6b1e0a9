// A package put into the data folder, where the program finds it when it starts next.
#pragma once

#include "app/package/folder.h"
#include "app/package/shelve.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace helselos::app::package {

struct Installation {
    Name name;
    bool was_there = false;                        // The same bytes were installed already; nothing was done.
    std::map<std::string, std::size_t> resources;  // How many of each type.
    std::vector<std::string> missing;              // "hl7.fhir.no.basis 2.2.2": dependencies that are not installed.
    std::vector<std::string> doubts;               // What could not be told of the package.
    std::vector<Defect> defects;
};

// Read as a whole before anything is written, read back and judged afterwards, beside all others. Errors:
// not_found and invalid (the file, a package for another FHIR version), conflict (another package of that name
// and version is installed), too_large, fault.
Result<Installation> install(const std::filesystem::path& data, const std::string& file);

// Errors: not_found, and those of loading the packages that stay.
Result<void> uninstall(const std::filesystem::path& data, const Name& name);

// True when a package that is here gives what a dependency asks for: "2.2.2", "4.0.x", "latest".
bool satisfies(std::string_view version, std::string_view asked_for);

}  // namespace helselos::app::package
