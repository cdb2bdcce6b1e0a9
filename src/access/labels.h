// Audiences a record is given to or kept from, by what it says of itself: its labels, who made it, its service area.
#pragma once

#include "store/store.h"
#include "json/value.h"

#include <span>
#include <string>
#include <vector>

namespace helselos::access {

// Of a record of these patients:
// - to each service area it is labelled with (7618), for those with a fullmakt for the area;
// - NORN_FORANS (9603): from parents; NORN_UNGDOM: from the young patient. Somebody judged so: it holds at any age;
// - made by the patient, or of a youth health station, mental health or addiction care (7619 codes 6, 17 and 18),
//   unless it is labelled open: from parents, when the patient was 12 on the day it speaks of (audience.h).
// A Provenance says the same of its targets, where a patient is an agent of it.
void add_audiences(json::Value resource, const store::Key& key, std::span<const std::string> patients,
    std::vector<store::Membership>& memberships);

}  // namespace helselos::access
