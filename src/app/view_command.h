// helselos view
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace helselos::app {

struct ViewWishes {
    std::filesystem::path definition;  // A ViewDefinition as JSON.
    std::vector<std::string> files;    // NDJSON; none: the store in `data`.
    std::filesystem::path data;
    std::string format = "ndjson";
    bool has_header = true;  // Of CSV.
};

// Writes the rows to standard output as they come, in the order of what is read; the server may be running. 0 when all
// is written; 1 when something is wrong, which standard error tells, and what was written is not the whole then.
int run_view(const ViewWishes& wishes);

}  // namespace helselos::app
