// Writes the log: rows within acts, one link a commit, one seal a day.
#pragma once

#include "store/sqlite/log/log_table.h"
#include "store/sqlite/log/seal_key.h"

#include <optional>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

// Where the log ended when the store was opened.
struct LogStart {
    LogHead head;
    // What is not as it was left, in words; empty when all is well. The log goes on all the same: care does not
    // stop for it, and check_log() finds it for ever after.
    std::string trouble;
};

Result<LogStart> find_log_end(Connection& connection);

// The row that says what was found at a start, or what stood there before rows were chained.
AuditRow log_note(std::string_view interaction, std::string reason);

class LogWriter {
public:
    LogWriter(Connection& connection, Names& names) : m_connection(connection), m_names(names) {}

    // Before the first act. Without a key days are closed, but not signed.
    void start(LogHead head, std::optional<SealKey> key);

    void begin_act() { m_of_earlier_acts = m_digests.size(); }
    void abandon_act() { m_digests.resize(m_of_earlier_acts); }
    Result<void> add(AuditRow row, Instant at);

    // After the last act of a group, before its commit.
    Result<void> finish_group(Instant at);
    void keep_group();  // It is committed.
    void abandon_group();

private:
    std::int64_t next_row() const { return m_head.row + 1 + static_cast<std::int64_t>(m_digests.size()); }
    Result<void> close_day_before(Instant at);

    Connection& m_connection;
    Names& m_names;
    std::optional<SealKey> m_key;
    LogHead m_head;
    LogHead m_next;  // When the group is committed.
    std::vector<LogHash> m_digests;
    std::size_t m_of_earlier_acts = 0;  // So many of them, from the first on.
};

}  // namespace helselos::store::sqlite
