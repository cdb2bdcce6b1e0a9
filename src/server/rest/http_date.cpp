#include "server/rest/http_date.h"

#include "base/text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace helselos::rest {

namespace {

constexpr std::array<std::string_view, 12> months{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Digits only, at their places: "22 Nov 2026".
std::optional<std::chrono::year_month_day> parse_day(std::string_view text)
{
    const auto day = to_unsigned(text.substr(0, 2));
    const auto month = std::ranges::find(months, text.substr(3, 3));
    const auto year = to_unsigned(text.substr(7, 4));
    if (!day || month == months.end() || !year)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
        std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
        std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

// "07:31:05"
std::optional<std::chrono::seconds> parse_time(std::string_view text)
{
    const auto hours = to_unsigned(text.substr(0, 2));
    const auto minutes = to_unsigned(text.substr(3, 2));
    const auto seconds = to_unsigned(text.substr(6, 2));
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60)
        return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(*seconds);
}

}  // namespace

std::string http_date(Instant instant)
{
    constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<Instant> parse_http_date(std::string_view text)
{
    constexpr std::string_view form = "Sun, 22 Nov 2026 07:31:05 GMT";
    if (text.size() != form.size() || !text.ends_with(" GMT"))
        return std::nullopt;
    const auto day = parse_day(text.substr(5, 11));
    const auto time = parse_time(text.substr(17, 8));
    if (!day || !time)
        return std::nullopt;
    return Instant(std::chrono::sys_days(*day)) + *time;
}

}  // namespace helselos::rest
