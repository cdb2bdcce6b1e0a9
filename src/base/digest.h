// Digests, for secrets that are kept only as what they look like from afar.
#pragma once

#include <string>
#include <string_view>

namespace helselos {

// 64 hexadecimal digits in lower case.
std::string sha256_hex(std::string_view bytes);

// HMAC with SHA-256 (RFC 2104), the same form: nothing that is short can be tried out on it without the key.
std::string keyed_digest_hex(std::string_view key, std::string_view bytes);

// Takes as long wherever the first difference is. Texts of different lengths are told apart at once.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace helselos
