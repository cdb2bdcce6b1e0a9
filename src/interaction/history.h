// http://hl7.org/fhir/R4/http.html#history
#pragma once

#include "access/session.h"
#include "base/url.h"
#include "interaction/address.h"
#include "interaction/hall.h"

#include <string>

namespace helselos::interaction {

// A Bundle of type history as JSON text. `base` is the server's own address, without a slash at
// the end. Parameters: _count, _since, _cursor (from a next link). Error not_found when an
// instance has no history within the caller's scope.
Result<std::string> history(access::Session& session, const Hall& hall, const Address& address,
    const QueryParameters& parameters, const std::string& base);

}  // namespace helselos::interaction
