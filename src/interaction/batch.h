// http://hl7.org/fhir/R4/http.html#transaction, type batch: each entry by itself.
#pragma once

#include "interaction/transaction.h"

#include <string>

namespace helselos::interaction {

// A Bundle of type batch-response as JSON text; an entry that failed carries its OperationOutcome.
Result<std::string> batch(access::Session& session, const Hall& hall, const BundleRequest& request);

}  // namespace helselos::interaction
