// Times in HTTP headers (RFC 9110, 5.6.7).
#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::rest {

// "Sun, 22 Nov 2026 07:31:05 GMT"
std::string http_date(Instant instant);

// The same form read; none when it is another or no time. The weekday is not judged.
std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace helselos::rest
