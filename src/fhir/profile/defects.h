// What in a profile cannot be meant as it is written: found when it is loaded, so that its
// author hears of it and nobody takes silence for approval.
#pragma once

#include "base/issue.h"
#include "json/value.h"

#include <functional>
#include <string_view>
#include <vector>

namespace helselos::fhir::profile {

// Appends to `defects`, as warnings with the id of the element: invariants without key or
// expression, invariants that look for an extension nobody defines, profiles of types and targets
// that are not known, slices that together demand more than their element may have.
void find_defects(const std::vector<json::Value>& elements,
    const std::function<bool(std::string_view canonical)>& is_known, Issues& defects);

}  // namespace helselos::fhir::profile
