// What subscribers do with their subscriptions over REST: create, read, search, update and delete, each their own only
// (docs/decisions/0038-subscriptions.md).
#pragma once

#include "app/notify/couriers.h"
#include "app/notify/desk.h"
#include "interaction/operation.h"

namespace helselos::app {

// Other systems and personnel; and the operator. Errors: unauthenticated, forbidden.
Result<void> refuse_unless_subscriber(const access::Caller& caller, access::Deed deed);

// Error not_found for what is not the caller's own, as for what is not there.
Result<Held> load_own(
    const NotifyDesk& desk, store::Reader& reader, const access::Caller& caller, const std::string& id);

// Those of the caller.
Result<std::vector<std::string>> own_ids(store::Reader& reader, const access::Caller& caller);

// The desk and the couriers must outlive the table.
void add_acts_of_subscribers(const NotifyDesk& desk, Couriers& couriers, interaction::Operations& operations);

}  // namespace helselos::app
