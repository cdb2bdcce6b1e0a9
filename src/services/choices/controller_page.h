// What a controller reads of Tasks: never by a search of their own, for others of the patients' Tasks are not theirs.
#pragma once

#include "services/choices/desk.h"

#include <string_view>

namespace helselos::choices {

// A page of the Tasks that match, oldest first; _count and _cursor of the request are kept to.
Result<interaction::OperationAnswer> controller_page(
    const Desk& desk, const interaction::OperationRequest& request, std::string_view name, std::string_view criteria);

}  // namespace helselos::choices
