// The entries of a batch or transaction Bundle as acts
// (http://hl7.org/fhir/R4/http.html#transaction).
#pragma once

#include "interaction/address.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace helselos::interaction {

enum class Verb : std::uint8_t { remove, post, put, patch, get };  // In the order a transaction carries them out.

struct BundleEntry {
    std::size_t index = 0;  // In the Bundle, for answers and paths.
    Verb verb = Verb::get;
    Address address;
    std::string full_url;
    json::Value resource;  // Absent for remove and get; of a patch, what is to be changed.
    std::string if_none_exist;
    std::optional<std::uint64_t> if_match;
};

// "Bundle.entry[3]".
std::string entry_path(std::size_t index);

// One entry; errors carry the path of what is wrong.
Result<BundleEntry> parse_entry(json::Value entry, std::size_t index, const fhir::Definitions& definitions);

// W/"3" or "3".
Result<std::uint64_t> parse_etag(std::string_view text);

}  // namespace helselos::interaction
