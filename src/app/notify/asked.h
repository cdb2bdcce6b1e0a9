// What an operation was asked with: the parameters of a GET, or the Parameters of a POST.
#pragma once

#include "base/result.h"
#include "interaction/operation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

std::vector<std::string> asked_texts(const interaction::OperationRequest& request, std::string_view name);
// The first; empty when there is none.
std::string asked_text(const interaction::OperationRequest& request, std::string_view name);
// None when it was not asked with it. Error invalid: it is no number.
Result<std::optional<std::uint64_t>> asked_number(const interaction::OperationRequest& request, std::string_view name);
// Error invalid: it was asked with something else than these.
Result<void> refuse_unknown(
    const interaction::OperationRequest& request, std::initializer_list<std::string_view> names);

}  // namespace helselos::app
