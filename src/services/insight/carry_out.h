// Does what outcome_recorded decided, through the same hall as everyone.
#pragma once

#include "access/session.h"
#include "event/event.h"
#include "interaction/hall.h"

namespace helselos::insight {

// In the writer, in the transaction that marks the event handled.
Result<void> outcome_recorded(access::Writing& writing, const interaction::Hall& hall, const event::Event& event);

}  // namespace helselos::insight
