// From a package as it is published to the shelf the program starts with.
#pragma once

#include "app/package/folder.h"
#include "base/issue.h"
#include "fhir/package/read_package.h"

#include <optional>
#include <string>
#include <vector>

namespace helselos::app::package {

struct Defect {
    std::string of;  // Address of the resource.
    Issue issue;
};

// What is known of a package without reading its resources.
struct About {
    std::string title;
    std::string canonical;
    std::size_t archive_bytes = 0;  // Of the archive it was made from: another size is another archive.
    std::vector<fhir::package::Dependency> dependencies;
    std::optional<std::vector<Defect>> defects;  // None when it was not judged yet.
};

bool is_example(const fhir::package::PackagedResource& resource);

// The resources with an address, examples left out. Errors: those of write_shelf.
Result<std::vector<unsigned char>> shelve(const fhir::package::Package& package, std::size_t archive_bytes,
    const std::optional<std::vector<Defect>>& defects);

// Error invalid.
Result<About> read_about(const fhir::Shelf& shelf);

}  // namespace helselos::app::package
