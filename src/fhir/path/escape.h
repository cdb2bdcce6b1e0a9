// The escapes of FHIRPath's strings: \' \" \` \\ \/ \f \n \r \t \uXXXX.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

// Empty: an escape that is not known, or half of a surrogate pair.
std::optional<std::string> unescape(std::string_view text);

void append_utf8(std::uint32_t code_point, std::string& text);

}  // namespace helselos::fhir::path
