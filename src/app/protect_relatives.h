// Those who live with somebody at a protected address, and the relatives of one, tell that address with their own.
//
// They are labelled as well (fhir/search/protected_address.h): then nobody finds them by where they live, and nobody
// is shown it. The label is the house's own, put on and taken off when a person or a relative is written; whether two
// live together is judged by their addresses, and where that cannot be told they do.
#pragma once

#include "access/session.h"
#include "event/event.h"
#include "interaction/hall.h"

namespace helselos::app {

// A reaction to a Patient or a RelatedPerson that was written. A second time it changes nothing.
Result<void> protect_relatives(access::Writing& writing, const interaction::Hall& hall, const event::Event& event);

}  // namespace helselos::app
