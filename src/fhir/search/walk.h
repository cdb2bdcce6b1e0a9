// The short way through a resource: nearly all expressions of search parameters are plain paths,
// and those are walked without the FHIRPath engine.
//
// Known forms, and unions of them:
//     Observation.code                      Patient.telecom.where(system = 'phone')
//     (Observation.value as Quantity)       Person.link.target.where(resolve() is Patient)
//     Condition.onset.as(Age)               (Observation.value as CodeableConcept).text
// A choice is looked for under all the names it can have in JSON.
#pragma once

#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

struct Step {
    std::string key;  // The name in JSON: "valueQuantity".

    // What each value under the key must fulfil to be walked on from.
    enum class Demand : std::uint8_t { none, member_equals, refers_to };
    Demand demand = Demand::none;
    std::string member;  // where(system = 'phone'): "system".
    std::string wanted;  // "phone"; of refers_to the resource type.

    bool operator==(const Step&) const = default;
};

struct Walk {
    std::vector<Step> steps;
    std::string_view type;            // Of the values at the end: "CodeableConcept".
    const ValueSet* codes = nullptr;  // What a code at the end is bound to, when that is known.
    const Element* end = nullptr;     // What the values are; null for the resource itself.
    bool repeats = false;             // More than one value can stand at the end.
};

// Whether both end at the same values of the same type.
bool leads_the_same_way(const Walk& left, const Walk& right);

// The ways through a resource of this type, or through an element of it ("Observation.component"); none for a
// union of paths through other types. Empty when the expression has any other form: then the engine must
// evaluate it.
std::optional<std::vector<Walk>> plain_walks(
    std::string_view expression, std::string_view type, const Definitions& definitions);

// Calls `visit` with each value at the end of the walk.
void follow(const Walk& walk, json::Value resource, const std::function<void(json::Value)>& visit);

}  // namespace helselos::fhir::search
