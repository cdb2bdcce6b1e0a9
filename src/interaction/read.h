// http://hl7.org/fhir/R4/http.html#read and #vread
#pragma once

#include "access/session.h"

#include <cstdint>

namespace helselos::interaction {

// What R4 itself defines is there too, where nothing is stored under its id (core_definitions.h).
// Error not_found when there is none in the caller's scope, gone when it was deleted.
Result<access::Version> read(access::Session& session, const access::Key& key);
Result<access::Version> vread(access::Session& session, const access::Key& key, std::uint64_t number);

}  // namespace helselos::interaction
