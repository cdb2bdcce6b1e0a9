#include "store/sqlite/connection.h"

#include "base/limits.h"
#include "store/sqlite/functions.h"
#include "store/sqlite/words/word_hits_table.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>
#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

constexpr int busy_wait_ms = 10'000;

// SQLite's own counting of memory takes a lock that all threads share.
void configure_once()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

constexpr int steps_in_a_portion = 1'000;

int count_steps(void* left)
{
    auto& steps = *static_cast<StepsLeft*>(left);
    steps.count -= steps_in_a_portion;
    return steps.count <= 0 ? 1 : 0;
}

std::string settings(const Connection::Options& options)
{
    return fmt::format(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous={}; PRAGMA wal_autocheckpoint=0;"
        "PRAGMA journal_size_limit=-1; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF; PRAGMA trusted_schema=OFF;"
        "PRAGMA mmap_size={}; PRAGMA cache_size=-{};",
        options.is_synchronous_full ? "FULL" : "NORMAL", options.vfs.empty() ? limits::store_mapped_bytes_max : 0,
        (options.is_writer ? limits::store_writer_cache_bytes : limits::store_reader_cache_bytes) >> 10);
}

}  // namespace

Error to_error(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL: return {Kind::busy, "the disk is full"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {Kind::busy, "the store is busy"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {Kind::fault, "the store is damaged"};
    case SQLITE_INTERRUPT: return {Kind::too_costly, "the search takes too many steps: ask for less at once"};
    case SQLITE_TOOBIG: return {Kind::too_large, "a value is too large for the store"};
    default: return {Kind::fault, fmt::format("the store failed: {} ({})", sqlite3_errstr(code), code)};
    }
}

Statement::Statement(Connection& owner, sqlite3_stmt* handle, bool is_cached)
    : m_owner(&owner), m_handle(handle), m_is_cached(is_cached)
{}

Statement::Statement(Statement&& other) noexcept
    : m_owner(other.m_owner), m_handle(std::exchange(other.m_handle, nullptr)), m_bound(other.m_bound),
      m_is_cached(other.m_is_cached)
{}

Statement::~Statement()
{
    if (m_handle == nullptr)
        return;
    if (m_is_cached)
        m_owner->give_back(m_handle);
    else
        sqlite3_finalize(m_handle);
}

// Binding fails only when there is no memory or no such question mark; both end the statement
// with an error at its step, because a parameter left unbound is NULL and a key is never NULL.
void Statement::bind_next(std::int64_t value)
{
    HL_ASSERT(sqlite3_bind_int64(m_handle, ++m_bound, value) == SQLITE_OK);
}

void Statement::bind_next(double value)
{
    HL_ASSERT(sqlite3_bind_double(m_handle, ++m_bound, value) == SQLITE_OK);
}

void Statement::bind_next(std::string_view value)
{
    const char* start = value.data() == nullptr ? "" : value.data();
    HL_ASSERT(
        sqlite3_bind_text64(m_handle, ++m_bound, start, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
}

Statement& Statement::bind_blob(std::string_view blob)
{
    const char* start = blob.data() == nullptr ? "" : blob.data();
    HL_ASSERT(sqlite3_bind_blob64(m_handle, ++m_bound, start, blob.size(), SQLITE_TRANSIENT) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind_blob_in_place(std::string_view blob)
{
    const char* start = blob.data() == nullptr ? "" : blob.data();
    HL_ASSERT(sqlite3_bind_blob64(m_handle, ++m_bound, start, blob.size(), SQLITE_STATIC) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind_pointer(void* pointer)
{
    HL_ASSERT(sqlite3_bind_pointer(m_handle, ++m_bound, pointer, pointer_type, nullptr) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind_word_hits(const WordHits* hits)
{
    auto* pointer = const_cast<WordHits*>(hits);
    HL_ASSERT(sqlite3_bind_pointer(m_handle, ++m_bound, pointer, word_hits_pointer, nullptr) == SQLITE_OK);
    return *this;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return to_error(sqlite3_extended_errcode(m_owner->m_handle));
}

Result<void> Statement::finish()
{
    while (TRY(step())) {}
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
    m_bound = 0;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_handle, column);
}

std::string_view Statement::text(int column) const
{
    const auto* start = static_cast<const char*>(sqlite3_column_blob(m_handle, column));
    return start == nullptr ? std::string_view{}
                            : std::string_view(start, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)));
}

bool Statement::is_null(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

Result<std::unique_ptr<Connection>> Connection::open(const Options& options)
{
    configure_once();
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options.is_writer ? SQLITE_OPEN_CREATE : 0);
    const int code
        = sqlite3_open_v2(options.path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK)
        return to_error(code);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_wait_ms);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    TRY(connection->run(settings(options).c_str()));
    TRY(add_functions(handle, connection->m_steps_left));
    TRY(add_word_hits_table(handle));
    sqlite3_progress_handler(handle, steps_in_a_portion, count_steps, &connection->m_steps_left);
    return connection;
}

StepLimit::StepLimit(Connection& connection, std::int64_t steps)
    : m_left(connection.m_steps_left), m_around(m_left.count), m_given(std::min(steps, m_around))
{
    m_left.count = m_given;
}

StepLimit::~StepLimit()
{
    m_left.count = m_around - (m_given - m_left.count);
}

Connection::~Connection()
{
    for (const auto& cached : m_recent)
        sqlite3_finalize(cached.handle);
    sqlite3_close(m_handle);
}

Result<sqlite3_stmt*> Connection::compile(std::string_view sql)
{
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(
        m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK)
        return to_error(sqlite3_extended_errcode(m_handle));
    return handle;
}

Result<Statement> Connection::prepare(std::string_view sql)
{
    if (const auto found = m_by_sql.find(sql); found != m_by_sql.end()) {
        if (found->second->is_leased)
            return Statement(*this, TRY(compile(sql)), false);
        m_recent.splice(m_recent.begin(), m_recent, found->second);
        found->second->is_leased = true;
        return Statement(*this, found->second->handle, true);
    }
    auto* handle = TRY(compile(sql));
    if (m_recent.size() >= limits::store_statements_max)
        drop_oldest();
    m_recent.push_front({std::string(sql), handle, true});
    m_by_sql.emplace(m_recent.front().sql, m_recent.begin());
    m_by_handle.emplace(handle, m_recent.begin());
    return Statement(*this, handle, true);
}

void Connection::give_back(sqlite3_stmt* handle)
{
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
    m_by_handle.find(handle)->second->is_leased = false;
}

void Connection::drop_oldest()
{
    for (auto oldest = m_recent.rbegin(); oldest != m_recent.rend(); ++oldest) {
        if (oldest->is_leased)
            continue;
        m_by_sql.erase(oldest->sql);
        m_by_handle.erase(oldest->handle);
        sqlite3_finalize(oldest->handle);
        m_recent.erase(std::next(oldest).base());
        return;
    }
}

Result<void> Connection::run(const char* sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return error();
    return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql)
{
    auto statement = TRY(prepare(sql));
    if (!TRY(statement.step()))
        return Error{Kind::fault, "the store has lost a row it needs"};
    return statement.integer(0);
}

std::int64_t Connection::last_row() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

bool Connection::is_in_transaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

Error Connection::error() const
{
    return to_error(sqlite3_extended_errcode(m_handle));
}

}  // namespace helselos::store::sqlite
