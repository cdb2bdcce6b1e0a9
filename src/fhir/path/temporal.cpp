#include "fhir/path/temporal.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::fhir::path {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;
constexpr int nanosecond_digits = 9;
// The zones of the earth reach from UTC-12:00 to UTC+14:00.
constexpr std::int64_t zone_west_ms = 12 * hour_ms;
constexpr std::int64_t zone_east_ms = 14 * hour_ms;

using Precision = Temporal::Precision;

// Reads a text from the front; once something does not fit, nothing fits any more.
class Reader {
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    bool at_end() const { return m_rest.empty(); }
    bool is_next(char c) const { return !m_rest.empty() && m_rest.front() == c; }
    bool skip(char c)
    {
        if (!is_next(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    std::optional<int> number(std::size_t digits, int min, int max)
    {
        if (m_rest.size() < digits)
            return std::nullopt;
        const auto value = to_unsigned(m_rest.substr(0, digits));
        m_rest.remove_prefix(digits);
        if (!value || static_cast<int>(*value) < min || static_cast<int>(*value) > max)
            return std::nullopt;
        return static_cast<int>(*value);
    }
    std::string_view digits()
    {
        std::size_t count = 0;
        while (count < m_rest.size() && is_digit(m_rest[count]))
            ++count;
        const auto found = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return found;
    }

private:
    std::string_view m_rest;
};

bool read_two(Reader& reader, std::uint8_t& into, int min, int max)
{
    const auto number = reader.number(2, min, max);
    if (number)
        into = static_cast<std::uint8_t>(*number);
    return number.has_value();
}

bool exists(const Temporal& date)
{
    using namespace std::chrono;
    return year_month_day{year{date.year}, month{date.month}, day{date.day}}.ok();
}

bool read_date(Reader& reader, Temporal& temporal)
{
    const auto year = reader.number(4, 1, 9999);
    if (!year)
        return false;
    temporal.year = static_cast<std::int16_t>(*year);
    temporal.precision = Precision::year;
    if (!reader.skip('-'))
        return true;
    if (!read_two(reader, temporal.month, 1, 12))
        return false;
    temporal.precision = Precision::month;
    if (!reader.skip('-'))
        return true;
    temporal.precision = Precision::day;
    return read_two(reader, temporal.day, 1, 31) && exists(temporal);
}

bool read_fraction(Reader& reader, Temporal& temporal)
{
    const auto digits = reader.digits();
    if (digits.empty())
        return false;
    const auto kept = std::min<std::size_t>(digits.size(), nanosecond_digits);
    for (std::size_t i = 0; i < nanosecond_digits; ++i)
        temporal.nanoseconds = temporal.nanoseconds * 10 + (i < kept ? digits[i] - '0' : 0);
    temporal.fraction_digits = static_cast<std::uint8_t>(kept);
    temporal.precision = Precision::fraction;
    return true;
}

bool read_time(Reader& reader, Temporal& temporal)
{
    temporal.precision = Precision::hour;
    if (!read_two(reader, temporal.hour, 0, 23))
        return false;
    if (!reader.skip(':'))
        return true;
    temporal.precision = Precision::minute;
    if (!read_two(reader, temporal.minute, 0, 59))
        return false;
    if (!reader.skip(':'))
        return true;
    temporal.precision = Precision::second;
    if (!read_two(reader, temporal.second, 0, 60))
        return false;
    return !reader.skip('.') || read_fraction(reader, temporal);
}

bool read_offset(Reader& reader, Temporal& temporal)
{
    if (reader.at_end())
        return true;
    temporal.has_offset = true;
    if (reader.skip('Z'))
        return true;
    const int sign = reader.is_next('-') ? -1 : 1;
    if (!reader.skip('-') && !reader.skip('+'))
        return false;
    const auto hours = reader.number(2, 0, 14);
    if (!hours || !reader.skip(':'))
        return false;
    const auto minutes = reader.number(2, 0, 59);
    if (!minutes)
        return false;
    temporal.offset_minutes = static_cast<std::int16_t>(sign * (*hours * 60 + *minutes));
    return true;
}

std::int64_t start_in_own_zone(const Temporal& temporal)
{
    using namespace std::chrono;
    const auto days = temporal.kind == Temporal::Kind::time
        ? std::int64_t(0)
        : std::int64_t(sys_days{year_month_day{year{temporal.year}, month{temporal.month}, day{temporal.day}}}
                           .time_since_epoch()
                           .count());
    return days * day_ms + temporal.hour * hour_ms + temporal.minute * minute_ms + temporal.second * 1000
        + temporal.nanoseconds / 1'000'000;
}

std::int64_t next_month(const Temporal& temporal, int months)
{
    auto next = temporal;
    const auto count = temporal.month - 1 + months;
    next.year = static_cast<std::int16_t>(temporal.year + count / 12);
    next.month = static_cast<std::uint8_t>(count % 12 + 1);
    return start_in_own_zone(next);
}

std::int64_t end_in_own_zone(const Temporal& temporal, std::int64_t start)
{
    switch (temporal.precision) {
    case Precision::year: return next_month(temporal, 12);
    case Precision::month: return next_month(temporal, 1);
    case Precision::day: return start + day_ms;
    case Precision::hour: return start + hour_ms;
    case Precision::minute: return start + minute_ms;
    case Precision::second: return start + 1000;
    case Precision::fraction: break;
    }
    // 12.3 stands for all of the tenth.
    constexpr std::array<std::int64_t, 3> width{1000, 100, 10};
    return start + (temporal.fraction_digits < width.size() ? width[temporal.fraction_digits] : 1);
}

// In UTC, so that its fields can be compared one by one.
Temporal to_utc(const Temporal& temporal)
{
    if (!temporal.has_offset || temporal.offset_minutes == 0 || temporal.precision < Precision::hour)
        return temporal;
    const auto start = start_in_own_zone(temporal) - temporal.offset_minutes * minute_ms;
    auto utc = date_time_of(Instant(std::chrono::milliseconds(start)));
    utc.kind = temporal.kind;
    utc.precision = temporal.precision;
    utc.fraction_digits = temporal.fraction_digits;
    utc.nanoseconds = temporal.nanoseconds;
    utc.second = temporal.second;
    return utc;
}

std::int64_t field(const Temporal& temporal, Precision precision)
{
    switch (precision) {
    case Precision::year: return temporal.year;
    case Precision::month: return temporal.month;
    case Precision::day: return temporal.day;
    case Precision::hour: return temporal.hour;
    case Precision::minute: return temporal.minute;
    case Precision::second: break;
    case Precision::fraction: return 0;
    }
    // Seconds and what is finer are one precision.
    return temporal.second * std::int64_t(1'000'000'000) + temporal.nanoseconds;
}

Precision merged(Precision precision)
{
    return precision == Precision::fraction ? Precision::second : precision;
}

std::optional<std::strong_ordering> compare_fields(const Temporal& left, const Temporal& right)
{
    const auto first = left.kind == Temporal::Kind::time ? Precision::hour : Precision::year;
    const auto last = std::min(merged(left.precision), merged(right.precision));
    for (auto precision = first; precision <= last;
         precision = static_cast<Precision>(static_cast<std::uint8_t>(precision) + 1)) {
        const auto order = field(left, precision) <=> field(right, precision);
        if (order != 0)
            return order;
    }
    if (merged(left.precision) != merged(right.precision))
        return std::nullopt;
    return std::strong_ordering::equal;
}

MillisecondRange range_in_any_zone(const Temporal& temporal)
{
    auto range = range_of(temporal);
    if (!temporal.has_offset) {
        range.low -= zone_east_ms;
        range.high += zone_west_ms;
    }
    return range;
}

void append_time(const Temporal& temporal, std::string& text)
{
    const auto out = std::back_inserter(text);
    fmt::format_to(out, "{:02}", temporal.hour);
    if (temporal.precision >= Precision::minute)
        fmt::format_to(out, ":{:02}", temporal.minute);
    if (temporal.precision >= Precision::second)
        fmt::format_to(out, ":{:02}", temporal.second);
    if (temporal.precision == Precision::fraction)
        text += "." + fmt::format("{:09}", temporal.nanoseconds).substr(0, temporal.fraction_digits);
}

void append_offset(const Temporal& temporal, std::string& text)
{
    if (!temporal.has_offset)
        return;
    if (temporal.offset_minutes == 0) {
        text += 'Z';
        return;
    }
    const auto minutes = temporal.offset_minutes < 0 ? -temporal.offset_minutes : temporal.offset_minutes;
    text += fmt::format("{}{:02}:{:02}", temporal.offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

std::optional<Temporal> date_from_text(std::string_view text)
{
    Reader reader(text);
    Temporal temporal;
    if (!read_date(reader, temporal) || !reader.at_end())
        return std::nullopt;
    return temporal;
}

std::optional<Temporal> date_time_from_text(std::string_view text)
{
    Reader reader(text);
    Temporal temporal;
    if (!read_date(reader, temporal))
        return std::nullopt;
    temporal.kind = Temporal::Kind::date_time;
    if (reader.at_end())
        return temporal;
    if (!reader.skip('T'))
        return std::nullopt;
    if (reader.at_end())
        return temporal;
    if (temporal.precision != Precision::day || !read_time(reader, temporal) || !read_offset(reader, temporal)
        || !reader.at_end())
        return std::nullopt;
    return temporal;
}

std::optional<Temporal> time_from_text(std::string_view text)
{
    Reader reader(text);
    Temporal temporal;
    temporal.kind = Temporal::Kind::time;
    if (!read_time(reader, temporal) || !reader.at_end())
        return std::nullopt;
    return temporal;
}

Temporal date_time_of(Instant instant)
{
    using namespace std::chrono;
    const auto days = floor<std::chrono::days>(instant);
    const year_month_day date(days);
    const hh_mm_ss time(instant - days);
    Temporal temporal;
    temporal.kind = Temporal::Kind::date_time;
    temporal.precision = Precision::fraction;
    temporal.year = static_cast<std::int16_t>(static_cast<int>(date.year()));
    temporal.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
    temporal.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
    temporal.hour = static_cast<std::uint8_t>(time.hours().count());
    temporal.minute = static_cast<std::uint8_t>(time.minutes().count());
    temporal.second = static_cast<std::uint8_t>(time.seconds().count());
    temporal.nanoseconds = static_cast<std::int32_t>(time.subseconds().count() * 1'000'000);
    temporal.fraction_digits = 3;
    temporal.has_offset = true;
    return temporal;
}

std::string to_text(const Temporal& temporal)
{
    std::string text;
    if (temporal.kind == Temporal::Kind::time) {
        append_time(temporal, text);
        return text;
    }
    text = fmt::format("{:04}", temporal.year);
    if (temporal.precision >= Precision::month)
        text += fmt::format("-{:02}", temporal.month);
    if (temporal.precision >= Precision::day)
        text += fmt::format("-{:02}", temporal.day);
    if (temporal.precision >= Precision::hour) {
        text += 'T';
        append_time(temporal, text);
    }
    append_offset(temporal, text);
    return text;
}

MillisecondRange range_of(const Temporal& temporal)
{
    const auto start = start_in_own_zone(temporal);
    const auto end = end_in_own_zone(temporal, start);
    const auto offset = temporal.has_offset ? temporal.offset_minutes * minute_ms : 0;
    return {start - offset, end - offset};
}

std::optional<std::strong_ordering> compare(const Temporal& left, const Temporal& right)
{
    const bool is_time = left.kind == Temporal::Kind::time;
    if (is_time != (right.kind == Temporal::Kind::time))
        return std::nullopt;
    if (left.has_offset == right.has_offset)
        return compare_fields(to_utc(left), to_utc(right));
    const auto a = range_in_any_zone(left);
    const auto b = range_in_any_zone(right);
    if (a.high <= b.low)
        return std::strong_ordering::less;
    if (b.high <= a.low)
        return std::strong_ordering::greater;
    return std::nullopt;
}

bool is_equivalent(const Temporal& left, const Temporal& right)
{
    const auto order = compare(left, right);
    return order && *order == 0;
}

}  // namespace helselos::fhir::path
