// Members of a definition whose name ends in the type of their value.
#pragma once

#include "json/value.h"

#include <string_view>

namespace helselos::fhir::validation {

// Of {"fixedCode": "x"} and "fixed" the value, and "Code" into `type`. Absent when there is none.
json::Value member_beginning(json::Value object, std::string_view beginning, std::string_view* type = nullptr);

}  // namespace helselos::fhir::validation
