// What the operations ask about: a code of a system, perhaps of one version, perhaps with the words for it.
#pragma once

#include "base/result.h"
#include "fhir/terminology/compose.h"
#include "json/value.h"

#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

struct CodedValue {
    std::string_view system;
    std::string_view version;
    std::string_view code;
    std::string_view display;
};

CodedValue coded_value(json::Value coding);

// A concept of a system that is here.
struct Known {
    const CodeIndex* system = nullptr;
    Place place = 0;
};

// Errors: not_found (the system is not here, or not in this version; a complete system has no such code),
// unprocessable (the system is here in part only, and the code is not in that part).
Result<const CodeIndex*> system_of(const Source& source, std::string_view system, std::string_view version);
Result<Known> known_concept(const Source& source, const CodedValue& value);

// Whether a text names the concept: its display or a designation, capital or small.
bool is_name_of(const Known& known, std::string_view text);

}  // namespace helselos::fhir::terminology
