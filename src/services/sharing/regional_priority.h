// What the rules of the recipient's region make of a priority.
#pragma once

#include "services/sharing/recipient.h"
#include "services/sharing/routing.h"

namespace helselos::sharing {

// Where a person or an organisation is: the number of the municipality in the address, as an extension
// (no-basis-municipalitycode) has it, or else its name; empty when it is not told.
std::string municipality_of(json::Value resource);

struct Urgency {
    json::Value assessment;
    std::string_view owner;  // "Organization/2", "HealthcareService/3".
    int priority = 0;        // Without the rules.
};

// By the rules of the owner's municipality at this moment: as it is, or more urgent.
Result<int> priority_at(const Routing& routing, const Look& look, Instant now, const Urgency& urgency);

// The same for a task that comes on its owner's worklist.
Result<void> raise_by_region(const Routing& routing, const Look& look, Instant now, json::Document& task);

}  // namespace helselos::sharing
