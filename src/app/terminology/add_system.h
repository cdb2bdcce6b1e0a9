// A code system read from a file, of a size no request could bring.
#pragma once

#include "fhir/package/read_package.h"
#include "fhir/terminology/index_concepts.h"

#include <filesystem>
#include <string>

namespace helselos::app::terminology {

struct AddedSystem {
    std::string url;
    std::string version;
    fhir::terminology::IndexedConcepts indexed;
};

// A CodeSystem as JSON, or NDJSON whose first line is a CodeSystem without concepts and each other line a concept of
// it. Errors: not_found, invalid (the reason names the line), too_large.
Result<AddedSystem> read_system(const std::filesystem::path& file);

// As read_system, then kept in the data folder; the server knows it when it starts next.
Result<AddedSystem> add_system(const std::filesystem::path& data, const std::filesystem::path& file);

// The large code systems of a package (limits::code_system_kept_bytes_min).
Result<void> add_systems(
    const std::filesystem::path& data, const std::string& origin, const fhir::package::Package& package);

}  // namespace helselos::app::terminology
