// What a record gives to organisations and practitioners, by what it says of others.
#pragma once

#include "base/result.h"
#include "store/store.h"
#include "json/value.h"

#include <vector>

namespace helselos::access {

// - A Consent that shares: to each organisation itself and the records it names; when it ends by time, to the Consent
//   itself, which is an owner while it runs, and it is listed among the organisation's timed grants.
// - A fullmakt, also one that has ended: itself to who holds it, and to none of the giver's other holders.
// - A Consent that denies: the records it names, or the Patient when it denies all, to those blocked.
// - A Task: itself and its output to its owner, unless it is of a sharing that was withdrawn with nothing done; one of
//   emergency access only to the practitioner's list of them; a question about the log is kept from all personnel, for
//   it may be about one of them, and one that the person asked themself from those who hold a fullmakt of theirs.
// - Appointment, ServiceRequest, EpisodeOfCare, CareTeam and Schedule: themselves, and while they are in force the
//   patient and the records they name, to the organisations, services, roles and practitioners who are to do it.
void add_grants(json::Value resource, const store::Key& key, Instant now, std::vector<store::Membership>& memberships);

bool is_emergency_access(json::Value task);
bool is_log_question(json::Value task);

// What would change who may see, but cannot be enforced: a Consent (consent_terms.h), or a Task of emergency access
// that does not say for whom, by whom and why, or lasts longer than limits::emergency_access_life_max.
// Error unprocessable.
Result<void> refuse_if_not_enforceable_grant(json::Value resource);

}  // namespace helselos::access
