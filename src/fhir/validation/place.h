// Where in a resource the walk is. Lives on the stack; becomes text only for an issue.
#pragma once

#include "fhir/definitions/definitions.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace helselos::fhir::validation {

struct Place {
    static constexpr std::int64_t single = -1;

    const Place* parent = nullptr;
    std::string_view name;         // "value" of a choice; at the root the resource type.
    std::string_view choice = {};  // "Quantity" of a choice.
    std::int64_t index = single;
    const Type* type = nullptr;  // Of what stands here, as far as it is known.

    // FHIRPath: "Observation.component[2].value.ofType(Quantity).unit".
    std::string text() const;
};

// A name from the sender as it may stand in an issue: "?" when it could not be a name at all.
std::string_view shown_name(std::string_view name);

}  // namespace helselos::fhir::validation
