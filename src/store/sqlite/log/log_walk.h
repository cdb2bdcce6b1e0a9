// The walk of check_log(): link by link, with their rows and the days they close.
#pragma once

#include "store/sqlite/log/check_log.h"
#include "store/sqlite/log/log_table.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

class LogWalk {
public:
    LogWalk(Connection& connection, const LogCheckWishes& wishes)
        : m_connection(connection), m_names(connection, m_shared), m_wishes(wishes)
    {}

    // The next links; true when there are no more.
    Result<bool> go_on(std::size_t links);
    // In the same moment as the last of go_on(): what must hold at the end. Always true.
    Result<bool> finish();
    LogCheck take() &&;

private:
    // A row that is not what its digest says, kept to see whether it is that of another number.
    struct Strange {
        StoredLogRow stored;
        std::int64_t day = 0;
    };

    Result<void> take_link(const LogLink& link);
    Result<std::vector<LogHash>> take_rows(const LogLink& link);
    LogHash take_row(const StoredLogRow& stored, std::int64_t day);
    void compare_count(const LogLink& link, const std::set<std::int64_t>& found);
    Result<void> end_day(std::int64_t next);
    Result<void> compare_day(const LogDay& expected, const LogDay& kept);
    void compare_signature(const LogDay& day);
    Result<void> find_rows_after_end();
    Result<void> find_days_after_end(std::int64_t last);
    Result<void> compare_head();
    void tell_strange();
    bool is_moved(const Strange& strange, std::int64_t& from) const;
    void tell(LogFault fault, std::int64_t day, std::int64_t first, std::int64_t last, const std::string& text);

    Connection& m_connection;
    SharedNames m_shared;
    Names m_names;
    const LogCheckWishes& m_wishes;
    LogCheck m_check;
    LogLink m_last;  // The link that was read last.
    std::int64_t m_rows_of_day = 0;
    bool m_has_faults_of_link = false;  // Told already: its hash cannot be right.
    bool m_has_digests = false;         // Rows of an older layout, which have none, come first.
    bool m_is_passed = false;           // The head that was told earlier was met.
    std::vector<Strange> m_strange;
};

}  // namespace helselos::store::sqlite
