// The conformance resources of FHIR R4 as HL7 published them: each StructureDefinition of
// types, resources, profiles and extensions, whole but for its narrative. Those of types and
// resources come without their differential, which adds nothing to the snapshot.
//
// Embedded in the program, packed one by one (cmake/definitions.cmake): nothing is unpacked
// until it is asked for. Any thread may ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir {

struct PublishedEntry {
    std::string_view url;
    std::string_view type;  // "StructureDefinition".
    std::string_view id;
};

// JSON text of the resource with this canonical address; "|version" is ignored, all are 4.0.1.
std::optional<std::string> published(std::string_view url);

// All, sorted by address.
std::vector<PublishedEntry> published_entries();

}  // namespace helselos::fhir
