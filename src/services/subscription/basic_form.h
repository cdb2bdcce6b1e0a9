// An R5 SubscriptionTopic as the Basic resource that stands for it in R4: each element an extension by the rule of
// http://hl7.org/fhir/R4/versions.html#extensions
#pragma once

#include "json/draft.h"
#include "json/value.h"

namespace helselos::subscription {

json::Draft basic_form(json::Value topic);

}  // namespace helselos::subscription
