// FHIR packages as every FHIR tool writes them
// (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification): a .tgz with
// package/package.json and one resource a file.
#pragma once

#include "base/result.h"
#include "fhir/package/archive.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::package {

struct Dependency {
    std::string name;
    std::string version;  // As written: "2.2.2", "4.0.x".
};

struct PackagedResource {
    std::string folder;  // "package", "package/example".
    std::string file;    // "StructureDefinition-x.json".
    std::string type;    // "StructureDefinition".
    std::string id;
    std::string url;      // Canonical address; empty for an example.
    std::string version;  // Of the resource.
    std::string text;     // JSON, as it was.
};

struct Package {
    std::string name;  // "hl7.fhir.no.basis".
    std::string version;
    std::string canonical;
    std::string title;
    std::vector<std::string> fhir_versions;  // "4.0.1".
    std::vector<Dependency> dependencies;
    std::vector<PackagedResource> resources;  // By folder and file.
    std::vector<std::string> left_out;        // Paths of files that are no resources in JSON.

    // The resource with a canonical address; null when there is none.
    const PackagedResource* find(std::string_view url) const;
};

// Errors: invalid (not a package; the reason names the file, not its content), too_large.
Result<Package> read_package(std::string_view archive, const ArchiveLimits& limits = {});

// not_found when the file cannot be read, else as above.
Result<Package> read_package_file(const std::string& path, const ArchiveLimits& limits = {});

}  // namespace helselos::fhir::package
