// A name for each request, so that what a client saw can be found in the log (X-Request-Id, as FHIR has it:
// http://hl7.org/fhir/R4/http.html#custom).
#pragma once

#include "server/http/message.h"

#include <string>
#include <string_view>

namespace helselos::server {

inline constexpr std::string_view request_id_header = "X-Request-Id";

// The caller's own, when it is 1 to 64 letters, digits, dots, dashes and underscores: nothing that could write a line
// of its own into a log. Else a new one, of this process alone.
std::string request_id_of(const http::Request& request);
std::string new_request_id();

}  // namespace helselos::server
