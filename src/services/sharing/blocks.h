// Whom a person has blocked (sperring): nothing of theirs is given there.
#pragma once

#include "interaction/criteria.h"
#include "interaction/hall.h"

#include <string>

namespace helselos::sharing {

// Whether an active Consent of the patient denies all they have to the organisation, to the practitioner, or to all
// personnel. Empty names are nobody's. Error too_costly: they have more consents than can be looked through, and
// nobody can tell.
Result<bool> is_blocked(const interaction::Search& search, const interaction::Hall& hall, const std::string& patient,
    const std::string& organization, const std::string& practitioner);

}  // namespace helselos::sharing
