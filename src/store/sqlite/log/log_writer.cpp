#include "store/sqlite/log/log_writer.h"

#include "base/limits.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

// Whoever puts in a row with the largest number there is must not be able to stop the log.
constexpr std::int64_t row_number_max = std::int64_t{1} << 62;

Result<std::int64_t> largest(Connection& connection, std::string_view sql)
{
    auto statement = TRY(connection.prepare(sql));
    statement.bind(row_number_max);
    TRY(statement.step());
    return statement.integer(0);
}

}  // namespace

Result<LogStart> find_log_end(Connection& connection)
{
    LogStart start;
    const auto head = TRY(read_head(connection));
    const auto link = TRY(last_link(connection));
    const auto row = TRY(largest(connection, "SELECT coalesce(max(id),0) FROM audit WHERE id<?"));
    const auto number = TRY(largest(connection, "SELECT coalesce(max(number),0) FROM log_link WHERE number<?"));
    const LogHead by_link{link.number, link.last, link.at, link.hash};
    start.head = head.value_or(by_link);
    if (!head && link.number > 0)
        start.trouble = "the note of where the log ends was gone";
    else if (start.head != by_link || start.head.row != row)
        start.trouble = "the log did not end where it was left";
    // What follows stands behind all that is there, whoever put it there.
    start.head.row = std::max({start.head.row, by_link.row < row_number_max ? by_link.row : 0, row});
    start.head.link = std::max(start.head.link, number);
    return start;
}

AuditRow log_note(std::string_view interaction, std::string reason)
{
    AuditRow row;
    row.agent = "system";
    row.action = "E";
    row.interaction = interaction;
    row.outcome = "0";
    row.role = "system";
    row.basis = "operator";
    row.reason = std::move(reason);
    return row;
}

void LogWriter::start(LogHead head, std::optional<SealKey> key)
{
    m_head = head;
    m_next = head;
    m_key = std::move(key);
}

Result<void> LogWriter::add(AuditRow row, Instant at)
{
    if (row.reason.size() > limits::log_text_bytes_max || row.decision.size() > limits::log_text_bytes_max
        || row.network_request.size() > limits::log_text_bytes_max)
        return Error{Kind::invalid, "the reason for an access is too long"};
    row.at = at;
    const auto number = next_row();
    const auto digest = digest_of(row, number);
    TRY(insert_log_row(m_connection, m_names, row, number, digest));
    m_digests.push_back(digest);
    return {};
}

Result<void> LogWriter::finish_group(Instant at)
{
    if (m_digests.empty())
        return {};
    if (m_head.link > 0 && day_of(at) > day_of(m_head.at))
        TRY(close_day_before(at));
    LogLink link{m_head.link + 1, at, m_head.row + 1, next_row() - 1, static_cast<std::int64_t>(m_digests.size()), {}};
    link.hash = hash_of(link, m_head.hash, m_digests);
    TRY(insert_link(m_connection, link));
    m_next = {link.number, link.last, at, link.hash};
    return keep_head(m_connection, m_next);
}

Result<void> LogWriter::close_day_before(Instant at)
{
    HL_ASSERT(day_of(m_head.at) < day_of(at));
    auto day = TRY(close_day(m_connection, m_head));
    if (m_key) {
        day.key = m_key->public_bytes();
        day.signature = TRY(m_key->sign(statement_of(day)));
    }
    return insert_day(m_connection, day);
}

void LogWriter::keep_group()
{
    m_head = m_next;
    abandon_group();
}

void LogWriter::abandon_group()
{
    m_digests.clear();
    m_of_earlier_acts = 0;
    m_next = m_head;
}

}  // namespace helselos::store::sqlite
