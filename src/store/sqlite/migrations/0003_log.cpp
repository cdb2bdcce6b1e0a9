#include "base/limits.h"
#include "store/sqlite/log/log_table.h"
#include "store/sqlite/log/log_writer.h"
#include "store/sqlite/migrations/all.h"

#include <fmt/format.h>

namespace helselos::store::sqlite::migrations {

const char* const log = R"sql(
-- Who saw what, and why: the rows of one commit share a link, days are closed by their last one.
ALTER TABLE audit ADD COLUMN role INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN basis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN decision TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN network_request TEXT NOT NULL DEFAULT '';
-- The first half of the row's digest; empty for rows older than this layout, which only their link protects.
ALTER TABLE audit ADD COLUMN digest BLOB NOT NULL DEFAULT x'';

CREATE TABLE log_link(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE log_day(
  day INTEGER PRIMARY KEY,
  last_link INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  hash BLOB NOT NULL,
  key BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
)sql";

namespace {

// The columns of this layout, in the order of log_columns; those that came later are empty.
constexpr const char* columns = "id,at,agent,organization,action,interaction,record,patient,purpose,outcome,role,basis,"
                                "reason,decision,network_request,0,0,0,0,0,digest";

Result<void> insert_note(
    Connection& connection, Names& names, const AuditRow& note, std::int64_t number, const LogHash& digest)
{
    const auto action = TRY(names.intern(note.action));
    const auto interaction = TRY(names.intern(note.interaction));
    const auto outcome = TRY(names.intern(note.outcome));
    const auto role = TRY(names.intern(note.role));
    const auto basis = TRY(names.intern(note.basis));
    auto insert = TRY(connection.prepare(
        "INSERT INTO audit(id,at,agent,organization,action,interaction,record,patient,purpose,outcome,role,basis,"
        "reason,digest) VALUES(?,?,?,0,?,?,'','',0,?,?,?,?,?)"));
    return insert.bind(number, note.at.time_since_epoch().count(), note.agent, action, interaction, outcome, role)
        .bind(basis, note.reason)
        .bind_blob(bytes_of(digest).substr(0, kept_digest_bytes))
        .finish();
}

// The rows that are there, chained as they stand. What happened to them before, nobody can say.
class Chaining {
public:
    explicit Chaining(Connection& connection) : m_connection(connection), m_names(connection, m_shared) {}

    Result<void> take(const StoredLogRow& stored)
    {
        if (m_digests.empty())
            m_link.first = stored.number;
        m_link.last = stored.number;
        m_link.at = std::max(m_link.at, stored.row.at);
        m_digests.push_back(digest_of(stored.row, stored.number));
        ++m_rows;
        return m_digests.size() < limits::log_rows_without_link ? Result<void>() : close();
    }

    Result<void> close()
    {
        if (m_digests.empty())
            return {};
        if (m_head.link > 0 && day_of(m_link.at) > day_of(m_head.at))
            TRY(insert_day(m_connection, TRY(close_day(m_connection, m_head))));
        m_link.number = m_head.link + 1;
        m_link.rows = static_cast<std::int64_t>(m_digests.size());
        m_link.hash = hash_of(m_link, m_head.hash, m_digests);
        TRY(insert_link(m_connection, m_link));
        m_head = {m_link.number, m_link.last, m_link.at, m_link.hash};
        m_digests.clear();
        return {};
    }

    // A last row tells that those before it were not protected.
    Result<void> finish()
    {
        TRY(close());
        if (m_rows == 0)
            return {};
        auto note = log_note("log-chained",
            fmt::format("The {} rows before this one were chained here. Until then nothing would have shown a change.",
                m_rows));
        note.at = m_head.at;
        const auto number = m_head.row + 1;
        const auto digest = digest_of(note, number);
        TRY(insert_note(m_connection, m_names, note, number, digest));
        m_link.first = number;
        m_link.last = number;
        m_digests.push_back(digest);
        TRY(close());
        return keep_head(m_connection, m_head);
    }

    Names& names() { return m_names; }

private:
    Connection& m_connection;
    SharedNames m_shared;
    Names m_names;
    LogHead m_head;
    LogLink m_link;
    std::vector<LogHash> m_digests;
    std::int64_t m_rows = 0;
};

}  // namespace

Result<void> chain_log(Connection& connection)
{
    Chaining chaining(connection);
    auto rows = TRY(connection.prepare(fmt::format("SELECT {} FROM audit ORDER BY id", columns)));
    while (TRY(rows.step()))
        TRY(chaining.take(TRY(log_row_from(chaining.names(), rows))));
    return chaining.finish();
}

}  // namespace helselos::store::sqlite::migrations
