#include "services/triage/decimal.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::triage {

std::optional<std::int64_t> to_millionths(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
    constexpr std::size_t whole_digits_max = 9;
    if (whole.empty() || whole.size() > whole_digits_max || fraction.empty() || !std::ranges::all_of(whole, is_digit)
        || !std::ranges::all_of(fraction, is_digit))
        return std::nullopt;
    std::int64_t number = 0;
    for (const char digit : whole)
        number = number * 10 + (digit - '0');
    for (std::size_t i = 0; i < 6; ++i)
        number = number * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    return negative ? -number : number;
}

std::string from_millionths(std::int64_t number)
{
    const auto size = static_cast<std::uint64_t>(number < 0 ? -number : number);
    std::string text = (number < 0 ? "-" : "") + std::to_string(size / one);
    auto fraction = std::to_string(one + static_cast<std::int64_t>(size % one)).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return fraction.empty() ? text : text + "." + fraction;
}

std::optional<std::int64_t> to_years(std::int64_t number, std::string_view unit)
{
    constexpr std::int64_t days_in_100_years = 36525;
    if (unit == "years" || unit == "year")
        return number;
    if (unit == "months" || unit == "month")
        return number / 12;
    if (unit == "weeks" || unit == "week")
        return number * 700 / days_in_100_years;
    if (unit == "days" || unit == "day")
        return number * 100 / days_in_100_years;
    return std::nullopt;
}

}  // namespace helselos::triage
