// Addresses: percent-encoding and query strings (RFC 3986).
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos {

// Names and values in their order, decoded; a name may stand more than once.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// Refuses broken escapes, U+0000 and invalid UTF-8.
enum class Plus : bool { is_plus, is_space };
Result<std::string> percent_decode(std::string_view text, Plus plus = Plus::is_plus);

// Everything but unreserved characters is escaped.
std::string percent_encode(std::string_view text);

// "a=1&b=2"; an empty text has no parameters, a name without "=" has an empty value.
Result<QueryParameters> parse_query_string(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace helselos
