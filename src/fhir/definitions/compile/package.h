// The R4 files of the npm package, read.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <string>
#include <vector>

namespace helselos::fhir::compile {

struct Package {
    std::vector<json::Document> documents;  // Keep what the values point into.
    json::Value types;
    json::Value resources;
    json::Value data_elements;
    json::Value schema;
    json::Value search_parameters;
    json::Value own;  // What R4 does not have and this server stores all the same: types, and how they are searched.
    std::vector<json::Value> terminology;
    json::Value profiles;    // Only after read_profiles.
    json::Value extensions;  // The same.
};

Result<Package> read_package(const std::string& folder);
Result<void> read_profiles(const std::string& folder, Package& package);

// The resources of a kind in a bundle.
std::vector<json::Value> resources_of(json::Value bundle, std::string_view resource_type);

}  // namespace helselos::fhir::compile
