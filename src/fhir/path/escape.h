// The escapes of FHIRPath's strings: \' \" \` \\ \/ \f \n \r \t \uXXXX.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

// A backslash before anything else is left out, as FHIRPath has it (http://hl7.org/fhirpath/N1/#string),
// or makes the text malformed, as in JSON.
enum class UnknownEscape : std::uint8_t { is_plain, is_malformed };

// Empty: malformed, or half of a surrogate pair.
std::optional<std::string> unescape(std::string_view text, UnknownEscape unknown);

void append_utf8(std::uint32_t code_point, std::string& text);

}  // namespace helselos::fhir::path
