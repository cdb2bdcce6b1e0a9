// What is kept of an import in its folder beside what is kept of every job. How far it is, exactly, stands in the store
// (settled.h).
#pragma once

#include "app/bulk/job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace helselos::app::bulk {

struct ImportInput {
    std::string type;  // Of every resource in it; empty: any.
    std::string name;  // In the drop folder; empty: what was posted.
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::uint64_t changed = 0;  // When, as the file system counts; another: it is another file.
    std::uint64_t put = 0;      // As of the last note of how far it is.
    std::uint64_t refused = 0;
};

struct ImportRecord : Job {
    std::string source;  // Who sends it, as they call themselves.
    std::vector<ImportInput> inputs;
    std::uint64_t bytes_done = 0;  // Of all inputs; as of the last note.
};

// Durable when it answers; a reader finds the old record or the new one, whole. Error fault.
Result<void> keep(const ImportRecord& record, const std::filesystem::path& folder);
// Error not_found; fault when it is damaged.
Result<ImportRecord> read_import_record(const std::filesystem::path& folder);

// Size and time of the file of an input, into it. Error invalid: there is no such file.
Result<void> look_at_file(ImportInput& input);

// What was posted, and what was refused of an input.
std::filesystem::path posted_file(const std::filesystem::path& folder);
std::filesystem::path refused_file(const std::filesystem::path& folder, std::size_t input);

}  // namespace helselos::app::bulk
