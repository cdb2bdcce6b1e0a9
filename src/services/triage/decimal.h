// Clinical numbers as whole millionths, exact for up to six decimals.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::triage {

constexpr std::int64_t one = 1'000'000;

// "38.5" to 38500000. Decimals after the sixth are dropped, towards zero. Nothing for what is
// not a plain decimal number, or has more than nine digits before the point.
std::optional<std::int64_t> to_millionths(std::string_view text);

// 38500000 to "38.5"; needless zeros are left out.
std::string from_millionths(std::int64_t number);

// A number of years, months, weeks or days in years, all in millionths. Nothing for other units.
std::optional<std::int64_t> to_years(std::int64_t number, std::string_view unit);

}  // namespace helselos::triage
