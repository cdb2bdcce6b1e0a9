// "urgent within 2 h" and back. Of concern to the readers of this folder only.
#pragma once

#include "services/triage/content.h"

#include <optional>
#include <string_view>

namespace helselos::triage {

std::optional<Outcome> outcome_from_text(std::string_view text);

}  // namespace helselos::triage
