// Who may see a record, by what the record itself or another says of it: rows that are written with it.
#pragma once

#include "base/clock.h"
#include "store/store.h"
#include "json/value.h"

#include <span>
#include <string>
#include <vector>

namespace helselos::access {

// Of the rules below. Counts up when they give other rows for the same resource: what is stored with those of an
// earlier edition is then gone through and gets its rows anew (app/reindex/).
//   1  by compartment, consent and task alone;
//   2  labels, sensitive services and denials keep records from some; plans of care give; machines see what they wrote.
constexpr int memberships_edition = 2;

// The patients a record is about: those whose compartment it is in, the one a Task is for, the one somebody in a
// Provenance acted for. Several for a record shared by a family.
std::vector<std::string> patients_of(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments);

// The memberships that this version of `resource`, written `now`, gives:
// - every resource to the patients it is about, and to the service areas it is labelled with;
// - a record that is labelled, or sensitive by who made it or by its service area, to those it is kept from (labels.h);
// - what plans and does care, itself and what it names to those who are to do it (grants.h);
// - what a machine wrote, to its organisation (machine_writes.h);
// - a Consent what it gives or denies, to whom (grants.h).
std::vector<store::Membership> memberships_of(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments, Instant now);

}  // namespace helselos::access
