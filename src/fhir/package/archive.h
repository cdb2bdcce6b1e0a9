// The files of a gzipped tar, with nothing taken on trust.
#pragma once

#include "base/limits.h"
#include "base/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace helselos::fhir::package {

struct ArchiveLimits {
    std::size_t bytes_max = limits::package_bytes_max;  // Of all files together, unpacked.
    std::size_t files_max = limits::package_files_max;
};

// Hands over each regular file, in the order of the archive, by its path and bytes; an error it
// returns ends the reading. Nothing is written to disk.
// Errors: invalid (not such an archive, cut off, a link, a path that is absolute or leaves the
// archive), too_large.
Result<void> for_each_file(std::string_view archive, const ArchiveLimits& limits,
    const std::function<Result<void>(std::string_view path, std::string bytes)>& take);

}  // namespace helselos::fhir::package
