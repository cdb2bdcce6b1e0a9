// Changing one place of a document, named by a JSON Pointer (RFC 6901).
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::json {

// Member names and indexes from the root; empty is the root itself.
using Pointer = std::vector<std::string>;

// "/name/0/given": error invalid when it is none.
Result<Pointer> parse_pointer(std::string_view text);

// Absent when nothing is there.
Value find(Value root, std::span<const std::string> pointer);

// The place of a value within `root`, found by its identity. The root has the empty pointer; error not_found.
Result<Pointer> pointer_to(Value root, Value value);

// Errors are unprocessable: the place, or the place it should be in, is not there. After an error the document is to be
// thrown away. `value` is of the same document; handles into it are stale afterwards.
//
// A member is set, also when it is there; an element is put before the one with that index, or last with "-".
Result<void> add_at(Document& document, const Pointer& pointer, Value value);
Result<void> replace_at(Document& document, const Pointer& pointer, Value value);
Result<void> remove_at(Document& document, const Pointer& pointer);

}  // namespace helselos::json
