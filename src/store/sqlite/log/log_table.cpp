#include "store/sqlite/log/log_table.h"

#include "store/sqlite/cursor.h"

namespace helselos::store::sqlite {

namespace {

constexpr std::string_view head_name = "log_head";

Instant instant(std::int64_t milliseconds)
{
    return Instant(std::chrono::milliseconds(milliseconds));
}

Result<LogHead> head_from(std::string_view bytes)
{
    PlaceReader reader(bytes);
    LogHead head;
    head.link = TRY(reader.integer());
    head.row = TRY(reader.integer());
    head.at = instant(TRY(reader.integer()));
    head.hash = hash_of(TRY(reader.text()));
    return head;
}

}  // namespace

Result<StoredLogRow> log_row_from(Names& names, const Statement& statement)
{
    const auto name = [&](int column) { return names.text(static_cast<NameId>(statement.integer(column))); };
    StoredLogRow stored;
    stored.number = statement.integer(0);
    auto& row = stored.row;
    row.at = instant(statement.integer(1));
    row.agent = statement.text(2);
    row.organization = TRY(name(3));
    row.action = TRY(name(4));
    row.interaction = TRY(name(5));
    row.record = statement.text(6);
    row.patient = statement.text(7);
    row.purpose = TRY(name(8));
    row.outcome = TRY(name(9));
    row.role = TRY(name(10));
    row.basis = TRY(name(11));
    row.reason = statement.text(12);
    row.decision = statement.text(13);
    row.network_request = statement.text(14);
    row.app = TRY(name(15));
    row.decided_by = TRY(name(16));
    row.legal_entity = TRY(name(17));
    row.point_of_care = TRY(name(18));
    row.purpose_details = TRY(name(19));
    stored.digest = statement.text(20);
    return stored;
}

Result<void> insert_log_row(
    Connection& connection, Names& names, const AuditRow& row, std::int64_t number, const LogHash& digest)
{
    const auto organization = TRY(names.intern(row.organization));
    const auto action = TRY(names.intern(row.action));
    const auto interaction = TRY(names.intern(row.interaction));
    const auto purpose = TRY(names.intern(row.purpose));
    const auto outcome = TRY(names.intern(row.outcome));
    const auto role = TRY(names.intern(row.role));
    const auto basis = TRY(names.intern(row.basis));
    const auto app = TRY(names.intern(row.app));
    const auto decided_by = TRY(names.intern(row.decided_by));
    const auto legal_entity = TRY(names.intern(row.legal_entity));
    const auto point_of_care = TRY(names.intern(row.point_of_care));
    const auto purpose_details = TRY(names.intern(row.purpose_details));
    auto insert = TRY(connection.prepare(
        "INSERT INTO audit(id,at,agent,organization,action,interaction,record,patient,purpose,outcome,role,basis,"
        "reason,decision,network_request,app,decided_by,legal_entity,point_of_care,purpose_details,digest)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    return insert
        .bind(number, row.at.time_since_epoch().count(), row.agent, organization, action, interaction, row.record)
        .bind(row.patient, purpose, outcome, role, basis, row.reason, row.decision, row.network_request)
        .bind(app, decided_by, legal_entity, point_of_care, purpose_details)
        .bind_blob(bytes_of(digest).substr(0, kept_digest_bytes))
        .finish();
}

Result<void> insert_link(Connection& connection, const LogLink& link)
{
    auto insert = TRY(connection.prepare("INSERT INTO log_link(number,at,first,last,rows,hash) VALUES(?,?,?,?,?,?)"));
    return insert.bind(link.number, link.at.time_since_epoch().count(), link.first, link.last, link.rows)
        .bind_blob(bytes_of(link.hash))
        .finish();
}

Result<LogLink> last_link(Connection& connection)
{
    auto statement
        = TRY(connection.prepare("SELECT number,at,first,last,rows,hash FROM log_link ORDER BY number DESC LIMIT 1"));
    LogLink link;
    if (!TRY(statement.step()))
        return link;
    link.number = statement.integer(0);
    link.at = instant(statement.integer(1));
    link.first = statement.integer(2);
    link.last = statement.integer(3);
    link.rows = statement.integer(4);
    link.hash = hash_of(statement.text(5));
    return link;
}

Result<void> insert_day(Connection& connection, const LogDay& day)
{
    auto insert = TRY(connection.prepare(
        "INSERT INTO log_day(day,last_link,last_row,rows,hash,key,signature) VALUES(?,?,?,?,?,?,?)"));
    return insert.bind(day.day, day.last_link, day.last_row, day.rows)
        .bind_blob(bytes_of(day.hash))
        .bind_blob(day.key)
        .bind_blob(day.signature)
        .finish();
}

LogDay day_from(const Statement& statement)
{
    return {statement.integer(0), statement.integer(1), statement.integer(2), statement.integer(3),
        hash_of(statement.text(4)), std::string(statement.text(5)), std::string(statement.text(6))};
}

Result<std::optional<LogDay>> last_day(Connection& connection)
{
    auto statement = TRY(connection.prepare(
        "SELECT day,last_link,last_row,rows,hash,key,signature FROM log_day ORDER BY day DESC LIMIT 1"));
    if (!TRY(statement.step()))
        return std::optional<LogDay>();
    return std::optional(day_from(statement));
}

Result<void> keep_head(Connection& connection, const LogHead& head)
{
    std::string bytes;
    add_integer(bytes, head.link);
    add_integer(bytes, head.row);
    add_integer(bytes, head.at.time_since_epoch().count());
    add_text(bytes, bytes_of(head.hash));
    auto statement
        = TRY(connection.prepare("INSERT INTO meta VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value"));
    return statement.bind(head_name).bind_blob(bytes).finish();
}

Result<std::optional<LogHead>> read_head(Connection& connection)
{
    auto statement = TRY(connection.prepare("SELECT value FROM meta WHERE name=?"));
    statement.bind(head_name);
    if (!TRY(statement.step()))
        return std::optional<LogHead>();
    const auto head = head_from(statement.text(0));
    return head ? std::optional(*head) : std::optional<LogHead>();
}

Result<LogDay> close_day(Connection& connection, const LogHead& end)
{
    const auto before = TRY(last_day(connection));
    auto statement = TRY(connection.prepare("SELECT coalesce(sum(rows),0) FROM log_link WHERE number>? AND number<=?"));
    statement.bind(before ? before->last_link : 0, end.link);
    TRY(statement.step());
    return LogDay{day_of(end.at), end.link, end.row, statement.integer(0), end.hash, {}, {}};
}

}  // namespace helselos::store::sqlite
