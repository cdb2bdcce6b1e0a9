// From the compiled form to the structs of definitions.h.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"

#include <memory>
#include <span>

namespace helselos::fhir {

// `file` must outlive what is returned and be aligned to 8 bytes. Checks magic, version, size
// and checksum; the error is invalid. Content is trusted when these hold: it is our own build's.
Result<std::unique_ptr<Definitions>> load_definitions(std::span<const unsigned char> file);

// The file that is part of the program.
std::span<const unsigned char> embedded_definitions();

}  // namespace helselos::fhir
