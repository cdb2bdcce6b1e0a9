// fixed[x] and pattern[x] (http://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_).
#pragma once

#include "fhir/validation/report.h"
#include "json/value.h"

#include <string_view>

namespace helselos::fhir::validation {

enum class Likes : std::uint8_t {
    fixed,    // The same in everything, and nothing else beside.
    pattern,  // All of the pattern is there; more may be.
};

bool is_like(json::Value value, json::Value wanted, Likes likes);

// Tells each place where the value is not as demanded.
void tell_unlike(
    json::Value value, json::Value wanted, Likes likes, const Place& place, std::string_view profile, Report& report);

}  // namespace helselos::fhir::validation
