// http://hl7.org/fhir/R4/http.html#patch
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "interaction/written.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace helselos::interaction {

// A JSON Patch is a list; a FHIRPath Patch is a Parameters resource.
// What it makes of the current version is judged as an update is, and becomes the next one. Errors: not_found (also
// what the caller may not see), gone, precondition, and those of the patch itself (json/patch.h, fhirpath_patch.h).
Result<Written> patch(access::Session& session, const Hall& hall, const access::Key& key, json::Value patch,
    std::optional<std::uint64_t> if_match = {});

// Of the one that matches `query`. None: not_found; several: precondition.
Result<Written> conditional_patch(access::Session& session, const Hall& hall, std::string_view type,
    std::string_view query, json::Value patch, std::optional<std::uint64_t> if_match = {});

// For those already in the writer.
Result<Written> put_patch(access::Writing& writing, const Hall& hall, const access::Key& key, json::Value patch,
    std::optional<std::uint64_t> if_match);

// The patch in an entry of a Bundle: Parameters, or a Binary with a JSON Patch in it. Error invalid.
Result<json::Document> patch_in_entry(json::Value resource);

}  // namespace helselos::interaction
