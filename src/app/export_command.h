// helselos export
#pragma once

#include "app/configuration.h"

#include <filesystem>
#include <string>
#include <vector>

namespace helselos::app {

struct ExportWishes {
    std::filesystem::path out;       // A folder that is not there yet, is empty, or holds an export that was stopped.
    std::vector<std::string> types;  // None: all.
    std::string since;               // An instant: only what was changed after it, and what was removed; empty: all.
};

// Writes what the store holds as NDJSON, a file or more a type, with a manifest; a stopped run goes on where it was.
// The server must not be running. 0 when all is written; 1 when it is not, which standard error tells.
int export_resources(const Configuration& configuration, const ExportWishes& wishes);

}  // namespace helselos::app
