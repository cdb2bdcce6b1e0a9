// Links of a search hold its criteria. Those that name a person by a national identity number are sealed there: whoever
// sees the link learns nothing from it, and the server still understands it.
#pragma once

#include "base/url.h"
#include "interaction/hall.h"

#include <string>
#include <string_view>

namespace helselos::interaction {

// The parameter they stand under: "_sealed=...".
inline constexpr std::string_view sealed_parameter = "_sealed";

// "identifier=...&_count=10", encoded; each parameter that may be shown stays as it is. Error fault when one may not
// and the hall has no seal.
Result<std::string> seal_criteria(const Hall& hall, std::string_view query);

// The parameters with what was sealed in its place. Error invalid when a seal is not one of this server.
Result<QueryParameters> open_criteria(const Hall& hall, QueryParameters parameters);

}  // namespace helselos::interaction
