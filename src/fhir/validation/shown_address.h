// Addresses from the sender, as they may stand in an issue.
#pragma once

#include <string>
#include <string_view>

namespace helselos::fhir::validation {

// Cut when it is too long to be an address.
std::string shown_address(std::string_view text);

}  // namespace helselos::fhir::validation
