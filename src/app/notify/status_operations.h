// What a subscriber asks of a subscription:
//   Subscription/$status, Subscription/[id]/$status   how it stands, and how many events there were;
//   Subscription/[id]/$events                          events by their numbers, to fetch what was missed
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/operations.html), and the topics:
//   Basic?code=SubscriptionTopic, Basic/[id].
#pragma once

#include "app/notify/desk.h"
#include "interaction/operation.h"

namespace helselos::app {

// The desk must outlive the table.
void add_status_operations(const NotifyDesk& desk, interaction::Operations& operations);
void add_topics(const NotifyDesk& desk, interaction::Operations& operations);

}  // namespace helselos::app
