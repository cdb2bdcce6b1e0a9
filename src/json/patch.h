// JSON Patch (RFC 6902).
#pragma once

#include "base/result.h"
#include "json/value.h"

namespace helselos::json {

// What `operations` make of `document`; all of them or nothing. Errors: invalid (not a JSON Patch), unprocessable (a
// place is not there, or a test does not hold), too_large (limits::patch_operations_max); the element is that of the
// operation: "[3].path".
Result<Document> patched(Value document, Value operations);

// As "test" compares: the order of members does not matter, numbers by value.
bool means_the_same(Value left, Value right);

}  // namespace helselos::json
