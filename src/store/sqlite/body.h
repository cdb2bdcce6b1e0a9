// The text of a version as it lies on disk: short ones as they are, others
// compressed (zstd). The first byte says which.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace helselos::store::sqlite {

// Too large when the text is over limits::store_body_bytes_max.
Result<std::string> pack_body(std::string_view text);
// Fault when the bytes are damaged, or say they are larger than what is ever packed.
Result<std::string> unpack_body(std::string_view bytes);

}  // namespace helselos::store::sqlite
