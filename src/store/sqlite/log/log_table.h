// The tables of the log, row by row.
#pragma once

#include "store/sqlite/log/chain.h"
#include "store/sqlite/names.h"

#include <optional>

namespace helselos::store::sqlite {

// The columns that audit_row_from() reads, in their order.
inline constexpr std::string_view log_columns
    = "id,at,agent,organization,action,interaction,record,patient,purpose,outcome,role,basis,reason,decision,"
      "network_request,app,decided_by,legal_entity,point_of_care,purpose_details,digest";

struct StoredLogRow {
    std::int64_t number = 0;
    AuditRow row;
    std::string digest;  // What was kept of it; empty for a row of an older layout.
};

Result<StoredLogRow> log_row_from(Names& names, const Statement& statement);
Result<void> insert_log_row(
    Connection& connection, Names& names, const AuditRow& row, std::int64_t number, const LogHash& digest);

Result<void> insert_link(Connection& connection, const LogLink& link);
// The last one there is; of number 0 when there is none.
Result<LogLink> last_link(Connection& connection);

Result<void> insert_day(Connection& connection, const LogDay& day);
Result<std::optional<LogDay>> last_day(Connection& connection);
LogDay day_from(const Statement& statement);  // Of the columns day,last_link,last_row,rows,hash,key,signature.

// Where the log ends, kept apart from its tables: so a tail that was cut off is missed.
struct LogHead {
    std::int64_t link = 0;
    std::int64_t row = 0;
    Instant at;
    LogHash hash{};
    bool operator==(const LogHead&) const = default;
};

Result<void> keep_head(Connection& connection, const LogHead& head);
Result<std::optional<LogHead>> read_head(Connection& connection);

// The end of `day`, with the rows since the last day that was closed. `end` is its last link.
Result<LogDay> close_day(Connection& connection, const LogHead& end);

}  // namespace helselos::store::sqlite
