// The parts of the definitions, each written into the blob from the package.
#pragma once

#include "fhir/definitions/compile/blob_writer.h"
#include "fhir/definitions/compile/package.h"

#include <map>
#include <string>

namespace helselos::fhir::compile {

// Name of each resource type and the names of the types above it, nearest first.
using Ancestry = std::map<std::string, std::vector<std::string>>;

Result<Ancestry> write_structures(const Package& package, blob::Writer& writer);
Result<void> write_search_parameters(const Package& package, const Ancestry& resources, blob::Writer& writer);
Result<void> write_compartments(const Package& package, blob::Writer& writer);
void write_terminology(const Package& package, blob::Writer& writer);

// A file of its own: the StructureDefinitions whole (shelf.h). Needs read_profiles.
Result<std::vector<unsigned char>> write_published(const Package& package);

std::string_view without_version(std::string_view canonical);

}  // namespace helselos::fhir::compile
