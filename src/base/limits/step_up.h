// Acts that a person does only soon after they signed in.
#pragma once

#include <chrono>

namespace helselos::limits {

constexpr std::chrono::minutes fresh_sign_in_max{60};  // A browser left open over lunch gives nobody a fullmakt.

}  // namespace helselos::limits
