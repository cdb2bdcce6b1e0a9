#include "base/clock.h"

#include "base/text.h"

#include <fmt/format.h>

namespace helselos {

namespace {

class SystemClock final : public Clock {
public:
    Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

// Takes exactly `digits` digits from the front of `text`; -1 when they are not there.
int take_digits(std::string_view& text, std::size_t digits)
{
    if (text.size() < digits)
        return -1;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (!is_digit(text[i]))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, char wanted)
{
    if (text.empty() || text.front() != wanted)
        return false;
    text.remove_prefix(1);
    return true;
}

// The fraction after the point, cut to milliseconds.
int take_milliseconds(std::string_view& text)
{
    int milliseconds = 0;
    int scale = 100;
    while (!text.empty() && is_digit(text.front())) {
        milliseconds += (text.front() - '0') * scale;
        scale /= 10;
        text.remove_prefix(1);
    }
    return milliseconds;
}

std::optional<std::chrono::minutes> take_offset(std::string_view text)
{
    if (text == "Z")
        return std::chrono::minutes{0};
    const bool east = take(text, '+');
    if (!east && !take(text, '-'))
        return std::nullopt;
    const int hours = take_digits(text, 2);
    const bool colon = take(text, ':');
    const int minutes = take_digits(text, 2);
    if (hours < 0 || hours > 14 || !colon || minutes < 0 || minutes > 59 || !text.empty())
        return std::nullopt;
    const std::chrono::minutes offset{hours * 60 + minutes};
    return east ? offset : -offset;
}

}  // namespace

const Clock& system_clock()
{
    static const SystemClock clock;
    return clock;
}

std::string to_text(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{instant - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
        time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

Result<Instant> instant_from_text(std::string_view text)
{
    const Error wrong{Kind::invalid, "not an instant with seconds and an offset"};
    const int year = take_digits(text, 4);
    const bool first_dash = take(text, '-');
    const int month = take_digits(text, 2);
    const bool second_dash = take(text, '-');
    const int day = take_digits(text, 2);
    const bool t = take(text, 'T');
    const int hour = take_digits(text, 2);
    const bool first_colon = take(text, ':');
    const int minute = take_digits(text, 2);
    const bool second_colon = take(text, ':');
    const int second = take_digits(text, 2);
    const int milliseconds = take(text, '.') ? take_milliseconds(text) : 0;
    const auto offset = take_offset(text);

    const bool shape = first_dash && second_dash && t && first_colon && second_colon && offset.has_value();
    if (!shape || year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60)
        return wrong;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return wrong;
    return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute}
    + std::chrono::seconds{second} + std::chrono::milliseconds{milliseconds} - *offset;
}

}  // namespace helselos
