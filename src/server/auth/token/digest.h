// SHA-256 and comparison, as tokens use them.
#pragma once

#include <string>
#include <string_view>

namespace helselos::auth {

std::string sha256(std::string_view bytes);            // 32 bytes.
std::string sha256_base64url(std::string_view bytes);  // As `ath`, thumbprints and PKCE have it.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

// Takes as long for texts that differ early as for those that differ late.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace helselos::auth
