#include "fhir/path/unit_terms.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace helselos::fhir::path {

namespace {

struct Power {
    std::string_view name;
    int exponent = 0;
};

using Terms = std::vector<Power>;

constexpr int exponent_max = 99;

void count(Terms& terms, std::string_view name, int exponent)
{
    const auto known = std::find_if(terms.begin(), terms.end(), [&](const Power& power) { return power.name == name; });
    if (known == terms.end())
        terms.push_back({name, exponent});
    else
        known->exponent += exponent;
}

// "cm2" is cm and 2, "s-1" is s and -1; empty when there is no name, or the exponent is out of hand.
std::optional<Power> power_of(std::string_view component)
{
    auto end = component.size();
    while (end > 0 && is_digit(component[end - 1]))
        --end;
    const auto digits = component.substr(end);
    const bool is_negative = !digits.empty() && end > 0 && component[end - 1] == '-';
    const auto name = component.substr(0, end - (is_negative ? 1 : 0));
    const auto exponent = digits.empty() ? std::optional<std::uint64_t>(1) : to_unsigned(digits);
    if (name.empty() || is_digit(name.front()) || !exponent || *exponent == 0 || *exponent > exponent_max)
        return std::nullopt;
    return Power{name, is_negative ? -static_cast<int>(*exponent) : static_cast<int>(*exponent)};
}

// Adds the terms of the unit to those that are there; false when it is more than names with exponents.
bool add_terms(Terms& terms, std::string_view unit, int sign)
{
    if (unit == "1")
        return true;
    if (unit.find_first_of("(){}*^+") != std::string_view::npos)
        return false;
    int direction = sign;
    if (unit.starts_with('/')) {
        direction = -sign;
        unit.remove_prefix(1);
    }
    for (;;) {
        const auto end = std::min(unit.find_first_of("./"), unit.size());
        const auto power = power_of(unit.substr(0, end));
        if (!power)
            return false;
        count(terms, power->name, direction * power->exponent);
        if (end == unit.size())
            return true;
        direction = unit[end] == '/' ? -sign : sign;
        unit.remove_prefix(end + 1);
    }
}

std::string written(const Terms& terms)
{
    std::string text;
    for (const auto& [name, exponent] : terms)
        if (exponent > 0)
            text += fmt::format("{}{}{}", text.empty() ? "" : ".", name, exponent == 1 ? "" : std::to_string(exponent));
    for (const auto& [name, exponent] : terms)
        if (exponent < 0)
            text += fmt::format("/{}{}", name, exponent == -1 ? "" : std::to_string(-exponent));
    return text.empty() ? "1" : text;
}

std::string in_parentheses(std::string_view unit)
{
    const bool is_simple = unit.find_first_of("./") == std::string_view::npos;
    return is_simple ? std::string(unit) : "(" + std::string(unit) + ")";
}

}  // namespace

std::string unit_product(std::string_view left, std::string_view right)
{
    Terms terms;
    if (add_terms(terms, left, 1) && add_terms(terms, right, 1))
        return written(terms);
    return in_parentheses(left) + "." + in_parentheses(right);
}

std::string unit_quotient(std::string_view left, std::string_view right)
{
    Terms terms;
    if (add_terms(terms, left, 1) && add_terms(terms, right, -1))
        return written(terms);
    return (left == "1" ? std::string() : std::string(left)) + "/" + in_parentheses(right);
}

}  // namespace helselos::fhir::path
