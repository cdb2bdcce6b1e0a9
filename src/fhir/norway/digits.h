// Digits and their weights, as all these numbers are checked.
#pragma once

#include "base/text.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace helselos::fhir::norway {

constexpr bool is_all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

// Of the first digits, as many as there are weights. `text` is that long, and digits only.
constexpr int weighted_sum(std::string_view text, std::span<const int> weights)
{
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * (text[i] - '0');
    return sum;
}

}  // namespace helselos::fhir::norway
