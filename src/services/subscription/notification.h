// Notifications, as the backport has them in R4: a Bundle of type history, whose first entry tells the status
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/StructureDefinition-backport-subscription-notification-r4.html).
#pragma once

#include "access/record.h"
#include "base/clock.h"
#include "event/event.h"
#include "services/subscription/wish.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::subscription {

// One numbered event, as the subscriber may know it now.
struct Told {
    std::uint64_t number = 0;
    Instant at;
    event::Happened happened = event::Happened::created;
    std::optional<access::Key> focus;        // None: they may no longer know of it, and the number is all that is told.
    std::optional<access::Version> version;  // With full-resource.
};

struct Status {
    std::string base;  // The address of this server's FHIR base: the receiver is elsewhere.
    std::string id;    // Of the Subscription.
    std::string topic;
    std::string status;        // "requested", "active" ...
    std::string_view type;     // "handshake", "heartbeat", "event-notification", "query-status", "query-event".
    std::uint64_t events = 0;  // Since the subscription started.
    std::string error = {};    // What went wrong last, in words; of a query of the status.
};

// The Parameters that stand for an R5 SubscriptionStatus.
std::string status_text(const Status& status, const std::vector<Told>& events, Payload payload, std::string_view id);

// `ids` makes the ids of the Bundle and its first entry.
std::string notification(
    const Status& status, const std::vector<Told>& events, Payload payload, Random& ids, Instant now);

}  // namespace helselos::subscription
