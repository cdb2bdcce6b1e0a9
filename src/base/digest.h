// SHA-256, for secrets that are kept only as what they look like from afar.
#pragma once

#include <string>
#include <string_view>

namespace helselos {

// 64 hexadecimal digits in lower case.
std::string sha256_hex(std::string_view bytes);

}  // namespace helselos
