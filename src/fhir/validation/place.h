// Where in a resource the walk is. Lives on the stack; becomes text only for an issue.
#pragma once

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

    // FHIRPath: "Observation.component[2].value.ofType(Quantity).unit".
    std::string text() const;
};

}  // namespace helselos::fhir::validation
