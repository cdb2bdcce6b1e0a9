#include "access/calendar.h"

#include "fhir/search/date_range.h"

namespace helselos::access {

namespace {

using fhir::search::Zone;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

const Result<Zone::Shared>& oslo()
{
    static const auto zone = Zone::named("Europe/Oslo");
    return zone;
}

Instant midnight(const Zone& zone, sys_days day)
{
    return Instant(milliseconds(zone.to_utc(milliseconds(day.time_since_epoch()).count())));
}

Day day_in(const Zone& zone, Instant instant)
{
    auto day = std::chrono::floor<days>(instant);
    while (midnight(zone, day + days(1)) <= instant)
        day += days(1);
    while (instant < midnight(zone, day))
        day -= days(1);
    return day;
}

std::optional<fhir::path::MillisecondRange> range_of(std::string_view text)
{
    return text.empty() || !oslo().ok() ? std::nullopt : fhir::search::date_range(text, **oslo());
}

Instant at(std::int64_t ms)
{
    return Instant(milliseconds(ms));
}

}  // namespace

Result<Now> now_in_oslo(Instant instant)
{
    // Asked for each request, and the same all day.
    struct Today {
        Instant begin;
        Instant end;
        Day day;
    };
    thread_local Today today{};
    if (!oslo().ok())
        return oslo().error();
    if (instant < today.begin || today.end <= instant) {
        const auto day = day_in(**oslo(), instant);
        today = {midnight(**oslo(), day), midnight(**oslo(), sys_days(day) + days(1)), day};
    }
    return Now{instant, today.day};
}

std::optional<Day> last_day_of(std::string_view date)
{
    const auto range = range_of(date);
    return range ? std::optional(day_in(**oslo(), at(range->high - 1))) : std::nullopt;
}

std::optional<Birth> birth_of(std::string_view date)
{
    const auto range = range_of(date);
    if (!range)
        return std::nullopt;
    return Birth{day_in(**oslo(), at(range->low)), day_in(**oslo(), at(range->high - 1))};
}

Day birthday(Day birth, int years)
{
    const Day day(birth.year() + std::chrono::years(years), birth.month(), birth.day());
    return day.ok() ? day : Day(sys_days(day));
}

std::optional<Period> period_of(json::Value period)
{
    Period read;
    if (period["start"].exists()) {
        const auto start = range_of(period["start"].text());
        if (!start)
            return std::nullopt;
        read.start = at(start->low);
    }
    if (period["end"].exists()) {
        const auto end = range_of(period["end"].text());
        if (!end)
            return std::nullopt;
        read.end = at(end->high);
    }
    return read;
}

}  // namespace helselos::access
