// What there is to import under the paths somebody named.
#pragma once

#include "app/import/unit.h"

#include <span>
#include <vector>

namespace helselos::app {

struct Sources {
    // First what others are judged by: Synthea's hospitals and practitioners, to whom its patients refer by criteria,
    // and files that begin with a Questionnaire, ValueSet or CodeSystem, so that answers meet their forms. By name.
    std::vector<ImportSource> first;
    std::vector<ImportSource> others;
    // Files in folders that are neither .json nor .ndjson.
    std::size_t left_out = 0;
};

// Files: .ndjson and .jsonl by lines, any other as JSON. Folders: all .json, .ndjson and .jsonl in them, at any depth,
// not followed through symbolic links. A file that is named twice is imported once. Errors: not_found, fault.
Result<Sources> find_sources(std::span<const std::filesystem::path> paths);

}  // namespace helselos::app
