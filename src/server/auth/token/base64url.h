// Base64 for addresses, without padding (RFC 7515, section 2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace helselos::auth {

std::string base64url(std::string_view bytes);

// None when a letter does not belong there, there is padding, or bits are left over that say something: each value has
// one text, so that a token cannot be written in two ways.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace helselos::auth
