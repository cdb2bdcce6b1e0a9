// For whom the caller may choose.
#pragma once

#include "services/choices/desk.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::choices {

// As parent or guardian, now. A fullmakt is no right to choose who else may see.
Result<std::optional<access::TieKind>> stands_in_as(access::Session& session, std::string_view patient);

// Whether the caller is that person and of age to choose for themself (16: pbrl § 4-3).
Result<bool> is_own_master(const Desk& desk, const interaction::OperationRequest& request, std::string_view patient);

}  // namespace helselos::choices
