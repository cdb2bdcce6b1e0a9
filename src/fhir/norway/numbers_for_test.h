// Numbers made by the rules, for tests: written down here are none but synthetic ones (month + 80).
#pragma once

#include <array>
#include <optional>
#include <string>

namespace helselos::fhir::norway::tests {

inline constexpr int tenor = 80;
inline constexpr int nhn = 65;
inline constexpr int d = 40;  // On the day.
inline constexpr int h = 40;  // On the month.

struct Wanted {
    int day = 1;
    int month = 1;
    int year = 80;  // Two digits.
    int individual = 100;
    int first_remainder = 0;  // 1 to 3: control digits of 2032 only.
};

inline int sum_of(const std::string& digits, const std::array<int, 10>& weights)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i)
        sum += weights[i] * (digits[i] - '0');
    return sum;
}

inline std::string padded(int number, std::size_t places)
{
    const auto digits = std::to_string(number);
    return std::string(places - digits.size(), '0') + digits;
}

// The nine digits with their control digits; nothing when these would need two places.
inline std::optional<std::string> with_control_digits(std::string digits, int first_remainder = 0)
{
    const int first = (first_remainder + 11 - sum_of(digits, {3, 7, 6, 1, 8, 9, 4, 5, 2, 0}) % 11) % 11;
    if (first == 10)
        return std::nullopt;
    digits += std::to_string(first);
    const int second = (11 - sum_of(digits, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 11;
    if (second == 10)
        return std::nullopt;
    return digits + std::to_string(second);
}

inline std::optional<std::string> make_number(const Wanted& wanted)
{
    return with_control_digits(
        padded(wanted.day, 2) + padded(wanted.month, 2) + padded(wanted.year, 2) + padded(wanted.individual, 3),
        wanted.first_remainder);
}

// The first there is from this individual number on.
inline std::string some_number(Wanted wanted)
{
    for (; wanted.individual < 1'000; ++wanted.individual)
        if (const auto number = make_number(wanted))
            return *number;
    return {};
}

}  // namespace helselos::fhir::norway::tests
