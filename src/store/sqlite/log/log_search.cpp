#include "store/sqlite/log/log_search.h"

#include "base/limits.h"
#include "store/sqlite/log/log_table.h"
#include "store/sqlite/search/sql.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>

namespace helselos::store::sqlite {

namespace {

std::int64_t milliseconds(const std::optional<Instant>& at, std::int64_t otherwise)
{
    return at ? at->time_since_epoch().count() : otherwise;
}

std::string question_of(const LogQuery& query)
{
    std::string bytes = "log";
    for (const auto& patient : query.patients)
        add_text(bytes, patient);
    for (const auto* text : {&query.agent, &query.organization, &query.action})
        add_text(bytes, *text);
    add_integer(bytes, milliseconds(query.from, INT64_MIN));
    add_integer(bytes, milliseconds(query.before, INT64_MAX));
    return bytes;
}

// Links stand in the order of time. The first that is not before `at`; one past the last when all are.
Result<std::int64_t> first_link_from(Connection& connection, Instant at)
{
    auto next = TRY(connection.prepare("SELECT number,at FROM log_link WHERE number>=? ORDER BY number LIMIT 1"));
    std::int64_t low = 1, high = TRY(connection.integer("SELECT coalesce(max(number),0)+1 FROM log_link"));
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        next.bind(middle);
        if (!TRY(next.step()) || next.integer(1) >= at.time_since_epoch().count())
            high = middle;
        else
            low = next.integer(0) + 1;
        next.reset();
    }
    return low;
}

// The numbers of the rows that may be in the time asked for: the rows of a link are not later than it, and not
// earlier than the link before.
struct Span {
    std::int64_t after = INT64_MIN;
    std::int64_t before = INT64_MAX;
};

Result<Span> span_of(Connection& connection, const LogQuery& query, std::int64_t before)
{
    Span span{INT64_MIN, before};
    if (query.from) {
        auto link = TRY(connection.prepare("SELECT last FROM log_link WHERE number<? ORDER BY number DESC LIMIT 1"));
        link.bind(TRY(first_link_from(connection, *query.from)));
        if (TRY(link.step()))
            span.after = link.integer(0);
    }
    if (query.before) {
        auto link = TRY(connection.prepare("SELECT last FROM log_link WHERE number>=? ORDER BY number LIMIT 1"));
        link.bind(TRY(first_link_from(connection, *query.before)));
        if (TRY(link.step()))
            span.before = std::min(before, link.integer(0) + 1);
    }
    return span;
}

// None: no row can meet it, because a name in it is in no row.
Result<std::optional<Sql>> conditions_of(const Moment& moment, const LogQuery& query, const Span& span)
{
    Sql sql = " WHERE";
    sql.add(" id>?", span.after).add(" AND id<?", span.before);
    if (query.from)
        sql.add(" AND at>=?", milliseconds(query.from, INT64_MIN));
    if (query.before)
        sql.add(" AND at<?", milliseconds(query.before, INT64_MAX));
    const std::array named{
        std::pair{" AND organization=?", &query.organization}, std::pair{" AND action=?", &query.action}};
    for (const auto& [condition, text] : named) {
        const auto name = TRY(moment.names.find(*text));
        if (!name)
            return std::optional<Sql>();
        if (!text->empty())
            sql.add(condition, *name);
    }
    if (!query.agent.empty()) {
        const auto served = query.agent + " via ";
        sql.add(" AND (agent=?", query.agent).add(" OR substr(agent,1,?)", served.size()).add("=?)", served);
    }
    return std::optional(std::move(sql));
}

// Which index is walked is written out. An empty patient: all rows.
Result<void> add_rows(const Moment& moment, const CursorSeal& seal, const LogQuery& query, const Sql& conditions,
    std::string_view patient, Log& log)
{
    Sql sql = "SELECT ";
    sql.add(log_columns).add(" FROM audit ");
    sql.add(patient.empty() ? "NOT INDEXED" : "INDEXED BY audit_of_patient").add(conditions);
    if (!patient.empty())
        sql.add(" AND patient=?", patient).add(" AND patient<>''");
    sql.add(" ORDER BY id DESC LIMIT ?", query.count + 1);
    auto statement = TRY(sql.prepare(moment.connection));
    while (TRY(statement.step())) {
        auto stored = TRY(log_row_from(moment.names, statement));
        log.rows.push_back(
            {static_cast<std::uint64_t>(stored.number), seal.disguise(stored.number), std::move(stored.row)});
    }
    return {};
}

}  // namespace

// Each patient's rows are read in the order of their index and put together: none is read that is not needed.
Result<Log> search_log(const Moment& moment, const CursorSeal& seal, const LogQuery& query)
{
    Log log;
    if (query.patients.size() > limits::log_patients_max)
        return Error{Kind::too_costly, "too many patients are named at once"};
    std::int64_t before = INT64_MAX;
    if (!query.cursor.empty())
        before = TRY(PlaceReader(TRY(seal.open(query.cursor, question_of(query)))).integer());
    const auto span = TRY(span_of(moment.connection, query, before));
    const auto conditions = TRY(conditions_of(moment, query, span));
    if (!conditions)
        return log;
    if (query.patients.empty())
        TRY(add_rows(moment, seal, query, *conditions, "", log));
    for (const auto& patient : query.patients)
        if (!patient.empty())
            TRY(add_rows(moment, seal, query, *conditions, patient, log));
    std::ranges::sort(log.rows, std::greater(), &LoggedRow::number);
    if (log.rows.size() > query.count) {
        log.rows.resize(query.count);
        if (!log.rows.empty()) {
            std::string place;
            add_integer(place, static_cast<std::int64_t>(log.rows.back().number));
            log.next = seal.close(place, question_of(query));
        }
    }
    return log;
}

Result<std::optional<LoggedRow>> find_logged(const Moment& moment, const CursorSeal& seal, std::string_view id)
{
    const auto number = seal.recognise(id);
    if (!number)
        return std::optional<LoggedRow>();
    auto statement = TRY(moment.connection.prepare(fmt::format("SELECT {} FROM audit WHERE id=?", log_columns)));
    statement.bind(*number);
    if (!TRY(statement.step()))
        return std::optional<LoggedRow>();
    auto stored = TRY(log_row_from(moment.names, statement));
    return std::optional(LoggedRow{static_cast<std::uint64_t>(*number), std::string(id), std::move(stored.row)});
}

}  // namespace helselos::store::sqlite
