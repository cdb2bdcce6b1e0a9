// What is shown of those whose address is protected (codes 6 and 7): everything but where they live and how they are
// reached (fhir/search/protected_address.h). The version and its ETag stay.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <cstdint>
#include <span>

namespace helselos::access {

enum class Versions : std::uint8_t { newest, any };

// Of patients, persons, and the relatives of patients. `reader` is of the moment they were read in.
Result<void> mask_addresses(store::Reader& reader, std::span<store::Version> versions, Versions which);

}  // namespace helselos::access
