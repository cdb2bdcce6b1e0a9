#include "store/sqlite/log/sealed_days.h"

#include "base/clock.h"
#include "store/sqlite/log/log_table.h"
#include "store/sqlite/log/seal_key.h"
#include "store/sqlite/read_only.h"

#include <limits>

namespace helselos::store::sqlite {

namespace {

Result<std::int64_t> day_before(std::string_view text)
{
    if (text.empty())
        return std::numeric_limits<std::int64_t>::max();
    const auto start = instant_from_text(std::string(text) + "T00:00:00Z");
    if (!start)
        return Error{Kind::invalid, "no day of the form 2026-11-22"};
    return day_of(*start);
}

SealedDay told(const LogDay& day)
{
    return {day_text(day.day), day.rows, to_hex(bytes_of(day.hash)), to_hex(day.key)};
}

}  // namespace

Result<std::vector<SealedDay>> sealed_days(
    const std::filesystem::path& folder, std::string_view before, std::size_t count)
{
    const auto end = TRY(day_before(before));
    const auto connection = TRY(open_read_only(folder));
    auto statement = TRY(connection->prepare(
        "SELECT day,last_link,last_row,rows,hash,key,signature FROM log_day WHERE day<? ORDER BY day DESC LIMIT ?"));
    statement.bind(end, count);
    std::vector<SealedDay> days;
    while (TRY(statement.step()))
        days.push_back(told(day_from(statement)));
    return days;
}

Result<std::vector<SealingKey>> sealing_keys(const std::filesystem::path& folder)
{
    const auto connection = TRY(open_read_only(folder));
    auto statement = TRY(
        connection->prepare("SELECT key,min(day) FROM log_day WHERE length(key)>0 GROUP BY key ORDER BY min(day)"));
    std::vector<SealingKey> keys;
    while (TRY(statement.step()))
        keys.push_back({to_hex(statement.text(0)), day_text(statement.integer(1))});
    return keys;
}

Result<std::string> sealing_key(const std::filesystem::path& file)
{
    return to_hex(TRY(read_public_key(file)));
}

}  // namespace helselos::store::sqlite
