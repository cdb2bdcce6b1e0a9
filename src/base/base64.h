// Base64 (RFC 4648), in its two alphabets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace helselos {

// With padding.
std::string base64(std::string_view bytes);
// As base64Binary has it: with padding, and blanks forgiven (http://hl7.org/fhir/R4/datatypes.html#base64Binary). None
// when it is not that.
std::optional<std::string> from_base64(std::string_view text);

// For addresses and tokens, without padding (RFC 7515, section 2).
std::string base64url(std::string_view bytes);
// None when a letter does not belong there, there is padding, or bits are left over that say something: each value has
// one text, so that a token or a seal cannot be written in two ways.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace helselos
