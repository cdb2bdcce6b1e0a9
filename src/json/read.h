// Bytes to values. What is refused: anything that is not JSON (RFC 8259), invalid
// UTF-8, U+0000, a duplicate key, nesting or size over the limits.
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "json/value.h"

#include <string_view>

namespace helselos::json {

struct ReadLimits {
    std::size_t depth_max = limits::json_depth_max;
    std::size_t nodes_max = limits::json_nodes_max;
};

// The error is invalid or too_large; its reason gives the byte position, never the content.
Result<Document> read(std::string_view text, const ReadLimits& limits = {});

}  // namespace helselos::json
