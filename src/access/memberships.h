// Who may see a record, by what the record itself or a consent says.
#pragma once

#include "store/store.h"
#include "json/value.h"

#include <span>
#include <string>
#include <vector>

namespace helselos::access {

// The memberships that this version of `resource` gives:
// - every resource to the patients whose compartment it is in;
// - a Consent that permits and is active, to each recipient organisation the resources it names;
// - a Provenance to the patient that an agent in it acted for;
// - a Task to the patient it is for, and with what came of it to the organisation that owns it.
std::vector<store::Membership> memberships_of(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments);

}  // namespace helselos::access
