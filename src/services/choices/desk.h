// What every act of choosing works with: who may see a person's record is theirs to choose, and this is where they do.
#pragma once

#include "access/session.h"
#include "base/tries.h"
#include "interaction/operation.h"

#include <string_view>

namespace helselos::choices {

struct Desk {
    const access::Records& records;
    Tries& fullmakt_tries;
    Tries& changes;
    Tries& emergency_tries;

    // Acts for the caller with the service's own authority; the audit names both.
    access::Session for_caller(const access::Caller& caller) const;
    // For looking up what is not shown to anybody.
    access::Session house() const;
};

// A resident, in person: an app that may read somebody's measurements does not choose for them who else may.
// Error unauthenticated or forbidden.
Result<void> refuse_unless_resident(const access::Caller& caller);
// Who reads the log for the one who answers for the data.
Result<void> refuse_unless_controller(const access::Caller& caller);

// Error throttled.
Result<void> count_try(Tries& tries, const interaction::OperationRequest& request);

}  // namespace helselos::choices
