#include "store/sqlite/log/log_walk.h"

#include "base/limits.h"
#include "store/sqlite/log/seal_key.h"

#include <algorithm>
#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

constexpr std::int64_t no_day = INT64_MIN;

// Rows that are kept to be compared with each other; more are told as changed.
constexpr std::size_t strange_max = 200;

std::string numbers(std::int64_t first, std::int64_t last)
{
    return first == last ? fmt::format("row {}", first) : fmt::format("rows {} to {}", first, last);
}

std::string they_are(std::int64_t first, std::int64_t last)
{
    return numbers(first, last) + (first == last ? " is" : " are");
}

std::string_view kept_part(const LogHash& digest)
{
    return bytes_of(digest).substr(0, kept_digest_bytes);
}

LogLink link_from(const Statement& statement)
{
    return {statement.integer(0), Instant(std::chrono::milliseconds(statement.integer(1))), statement.integer(2),
        statement.integer(3), statement.integer(4), hash_of(statement.text(5))};
}

}  // namespace

Result<bool> LogWalk::go_on(std::size_t links)
{
    auto statement = TRY(m_connection.prepare(
        "SELECT number,at,first,last,rows,hash FROM log_link WHERE number>? ORDER BY number LIMIT ?"));
    statement.bind(m_last.number, links);
    std::size_t taken = 0;
    for (; TRY(statement.step()); ++taken)
        TRY(take_link(link_from(statement)));
    return taken < links;
}

Result<void> LogWalk::take_link(const LogLink& link)
{
    const auto day = day_of(link.at);
    m_has_faults_of_link = link.number != m_last.number + 1;
    if (m_has_faults_of_link)
        tell(LogFault::removed, day, 0, 0,
            fmt::format(
                "before row {} the links of {} commits are missing", link.first, link.number - m_last.number - 1));
    if (m_last.number > 0 && day > day_of(m_last.at))
        TRY(end_day(day));
    if (link.at < m_last.at)
        tell(LogFault::link, day, link.first, link.last, "a commit stands before an earlier one");
    const auto digests = TRY(take_rows(link));
    if (link.hash != hash_of(link, m_last.hash, digests) && !m_has_faults_of_link)
        tell(LogFault::link, day, link.first, link.last,
            fmt::format("{}: one of them was changed together with its digest, or the link over them was, or the one "
                        "before",
                numbers(link.first, link.last)));
    m_rows_of_day += link.rows;
    m_check.rows += static_cast<std::int64_t>(digests.size());
    ++m_check.links;
    m_last = link;
    m_is_passed = m_is_passed || to_hex(bytes_of(link.hash)) == m_wishes.passes;
    return {};
}

// All rows since those of the link before: what stands between them belongs to none.
Result<std::vector<LogHash>> LogWalk::take_rows(const LogLink& link)
{
    std::vector<LogHash> digests;
    std::set<std::int64_t> found;
    const auto day = day_of(link.at);
    auto statement
        = TRY(m_connection.prepare(fmt::format("SELECT {} FROM audit WHERE id>? AND id<=? ORDER BY id", log_columns)));
    statement.bind(m_last.number > 0 ? m_last.last : INT64_MIN, link.last);
    while (TRY(statement.step())) {
        const auto stored = TRY(log_row_from(m_names, statement));
        if (stored.number < link.first) {
            tell(LogFault::inserted, day, stored.number, stored.number,
                fmt::format("row {} was put in: no commit wrote it", stored.number));
            continue;
        }
        found.insert(stored.number);
        digests.push_back(take_row(stored, day));
    }
    compare_count(link, found);
    return digests;
}

LogHash LogWalk::take_row(const StoredLogRow& stored, std::int64_t day)
{
    const auto digest = digest_of(stored.row, stored.number);
    if (stored.row.interaction == "log-found-changed")
        tell(LogFault::noted, day, stored.number, stored.number,
            fmt::format("row {} notes that at a start of the program {}", stored.number, stored.row.reason));
    if (stored.digest.empty() && !m_has_digests) {
        ++m_check.unchained;
        return digest;
    }
    m_has_digests = true;
    if (stored.digest == kept_part(digest))
        return digest;
    m_has_faults_of_link = true;
    if (m_strange.size() < strange_max)
        m_strange.push_back({stored, day});
    else
        tell(LogFault::changed, day, stored.number, stored.number, fmt::format("row {} was changed", stored.number));
    return digest;
}

void LogWalk::compare_count(const LogLink& link, const std::set<std::int64_t>& found)
{
    const auto day = day_of(link.at);
    const auto missing = link.rows - static_cast<std::int64_t>(found.size());
    if (missing == 0)
        return;
    m_has_faults_of_link = true;
    if (missing < 0) {
        tell(LogFault::inserted, day, link.first, link.last,
            fmt::format("{}: {} of them were put in", numbers(link.first, link.last), -missing));
        return;
    }
    // With gaps from before rows were chained it cannot be said which.
    if (link.last - link.first + 1 != link.rows) {
        tell(LogFault::removed, day, link.first, link.last,
            fmt::format("{}: {} of them are missing", numbers(link.first, link.last), missing));
        return;
    }
    auto number = link.first;
    for (const auto there : found) {
        if (there > number)
            tell(LogFault::removed, day, number, there - 1, they_are(number, there - 1) + " missing");
        number = there + 1;
    }
    if (number <= link.last)
        tell(LogFault::removed, day, number, link.last, they_are(number, link.last) + " missing");
}

// At the first link of a later day; `next` is that day.
Result<void> LogWalk::end_day(std::int64_t next)
{
    const LogDay expected{day_of(m_last.at), m_last.number, m_last.last, m_rows_of_day, m_last.hash, {}, {}};
    m_rows_of_day = 0;
    auto statement = TRY(m_connection.prepare(
        "SELECT day,last_link,last_row,rows,hash,key,signature FROM log_day WHERE day>=? AND day<? ORDER BY day"));
    statement.bind(expected.day, next);
    bool is_there = false;
    while (TRY(statement.step())) {
        const auto kept = day_from(statement);
        if (kept.day == expected.day) {
            is_there = true;
            TRY(compare_day(expected, kept));
        } else {
            tell(LogFault::removed, kept.day, 0, 0,
                fmt::format("{} was closed with {} rows, and none of them is there", day_text(kept.day), kept.rows));
        }
    }
    if (!is_there)
        tell(LogFault::link, expected.day, 0, 0, fmt::format("the closing of {} is missing", day_text(expected.day)));
    return {};
}

Result<void> LogWalk::compare_day(const LogDay& expected, const LogDay& kept)
{
    ++m_check.days;
    if (kept.rows > expected.rows || kept.last_row > expected.last_row)
        tell(LogFault::cut, kept.day, expected.last_row + 1, kept.last_row,
            fmt::format("{} was closed with {} rows up to row {}; {} rows up to row {} are linked", day_text(kept.day),
                kept.rows, kept.last_row, expected.rows, expected.last_row));
    else if (kept.rows != expected.rows || kept.last_link != expected.last_link || kept.hash != expected.hash
        || kept.last_row != expected.last_row)
        tell(LogFault::link, kept.day, 0, 0,
            fmt::format("what {} was closed with is not what stands there", day_text(kept.day)));
    compare_signature(kept);
    return {};
}

void LogWalk::compare_signature(const LogDay& day)
{
    if (day.signature.empty() && day.key.empty()) {
        if (m_check.signed_days > 0)
            tell(LogFault::seal, day.day, 0, 0,
                fmt::format("{} is not signed, though days before it are", day_text(day.day)));
        return;
    }
    ++m_check.signed_days;
    m_check.key = to_hex(day.key);
    if (!m_wishes.public_key.empty() && day.key != m_wishes.public_key)
        tell(LogFault::seal, day.day, 0, 0, fmt::format("{} is signed with another key", day_text(day.day)));
    else if (!is_signed_by(day.key, statement_of(day), day.signature))
        tell(LogFault::seal, day.day, 0, 0, fmt::format("the signature of {} is wrong", day_text(day.day)));
}

Result<bool> LogWalk::finish()
{
    TRY(find_rows_after_end());
    TRY(find_days_after_end(m_last.number > 0 ? day_of(m_last.at) : no_day));
    TRY(compare_head());
    if (!m_wishes.public_key.empty() && m_check.days > 0 && m_check.signed_days == 0)
        tell(LogFault::seal, no_day, 0, 0, "no day is signed");
    if (!m_wishes.passes.empty() && !m_is_passed)
        tell(LogFault::link, no_day, 0, 0, "the log does not lead through the head that was told earlier");
    tell_strange();
    if (m_last.number > 0)
        m_check.head = to_hex(bytes_of(m_last.hash));
    return true;
}

Result<void> LogWalk::find_rows_after_end()
{
    auto statement = TRY(m_connection.prepare("SELECT count(*),min(id),max(id) FROM audit WHERE id>?"));
    statement.bind(m_last.number > 0 ? m_last.last : INT64_MIN);
    TRY(statement.step());
    if (statement.integer(0) > 0)
        tell(LogFault::inserted, no_day, statement.integer(1), statement.integer(2),
            fmt::format("after the last link {} rows stand that no link covers: {}", statement.integer(0),
                numbers(statement.integer(1), statement.integer(2))));
    return {};
}

Result<void> LogWalk::find_days_after_end(std::int64_t last)
{
    auto statement = TRY(m_connection.prepare(
        "SELECT day,last_link,last_row,rows,hash,key,signature FROM log_day WHERE day>=? ORDER BY day"));
    statement.bind(last);
    while (TRY(statement.step())) {
        const auto day = day_from(statement);
        compare_signature(day);
        tell(LogFault::cut, day.day, m_last.last + 1, day.last_row,
            fmt::format("{} was closed with {} rows up to row {}; the log ends with row {}", day_text(day.day),
                day.rows, day.last_row, m_last.last));
    }
    return {};
}

Result<void> LogWalk::compare_head()
{
    const auto head = TRY(read_head(m_connection));
    const LogHead end{m_last.number, m_last.last, m_last.at, m_last.hash};
    if (!head && m_last.number > 0)
        tell(LogFault::link, no_day, 0, 0, "the note of where the log ends is missing");
    if (!head || *head == end)
        return {};
    if (head->row > end.row || head->link > end.link)
        tell(LogFault::cut, day_of(head->at), end.row + 1, head->row,
            fmt::format("the end was cut off: {} missing", they_are(end.row + 1, head->row)));
    else
        tell(LogFault::link, no_day, 0, 0, "the note of where the log ends was changed");
    return {};
}

// Moved with its digest, the digest is that of another number; moved without it, it fits the digest there.
bool LogWalk::is_moved(const Strange& strange, std::int64_t& from) const
{
    return std::ranges::any_of(m_strange, [&](const Strange& other) {
        from = other.stored.number;
        const auto digest = digest_of(strange.stored.row, from);
        return from != strange.stored.number
            && (kept_part(digest) == strange.stored.digest || kept_part(digest) == other.stored.digest);
    });
}

void LogWalk::tell_strange()
{
    for (const auto& strange : m_strange) {
        const auto number = strange.stored.number;
        std::int64_t from = 0;
        if (is_moved(strange, from))
            tell(LogFault::reordered, strange.day, number, number,
                fmt::format("what stands in row {} was written as row {}", number, from));
        else
            tell(LogFault::changed, strange.day, number, number, fmt::format("row {} was changed", number));
    }
}

void LogWalk::tell(LogFault fault, std::int64_t day, std::int64_t first, std::int64_t last, const std::string& text)
{
    if (m_check.findings.size() >= limits::log_findings_max) {
        ++m_check.findings_not_told;
        return;
    }
    const auto date = day == no_day ? std::string() : day_text(day);
    m_check.findings.push_back({fault, date, first, last, date.empty() ? text : date + ": " + text});
}

LogCheck LogWalk::take() &&
{
    std::ranges::stable_sort(m_check.findings, {}, &LogFinding::first);
    return std::move(m_check);
}

}  // namespace helselos::store::sqlite
