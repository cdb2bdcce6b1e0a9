// One SQLite connection and its prepared statements.
//
// A Statement is leased from the connection's cache and goes back when it leaves
// its scope; the same text is prepared once. Not for use by two threads at once.
#pragma once

#include "base/result.h"
#include "base/text.h"

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace helselos::store::sqlite {

class Connection;
struct WordHits;

// What the running statements may still do, in steps of SQLite's machine. Shared with the functions that are
// called from SQL, which count theirs.
struct StepsLeft {
    std::int64_t count = INT64_MAX;
};

class Statement {
public:
    Statement(Connection& owner, sqlite3_stmt* handle, bool is_cached);
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Binds in order, from the first question mark on. Text and blobs are copied.
    template <typename... Values>
    Statement& bind(const Values&... values)
    {
        (bind_next(values), ...);
        return *this;
    }
    Statement& bind_blob(std::string_view blob);
    // Without a copy: must outlive the statement.
    Statement& bind_blob_in_place(std::string_view blob);
    Statement& bind_pointer(void* pointer);
    Statement& bind_word_hits(const WordHits* hits);

    Result<bool> step();    // True when there is a row.
    Result<void> finish();  // For statements without rows; ready to be bound again afterwards.
    void reset();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;  // Also of a blob; until the next step.
    bool is_null(int column) const;

private:
    void bind_next(std::int64_t value);
    void bind_next(double value);
    void bind_next(std::string_view value);
    void bind_next(const std::string& value) { bind_next(std::string_view(value)); }
    void bind_next(const char* value) { bind_next(std::string_view(value)); }
    template <typename Number>
        requires(std::is_integral_v<Number> && !std::is_same_v<Number, std::int64_t>)
    void bind_next(Number value)
    {
        bind_next(static_cast<std::int64_t>(value));
    }

    Connection* m_owner;
    sqlite3_stmt* m_handle;
    int m_bound = 0;
    bool m_is_cached;
};

class Connection {
public:
    struct Options {
        std::string path;
        std::string vfs;  // Empty: the system's.
        bool is_writer = false;
        bool is_synchronous_full = true;
    };

    static Result<std::unique_ptr<Connection>> open(const Options& options);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    Result<Statement> prepare(std::string_view sql);
    // One or more statements without parameters, answers thrown away.
    Result<void> run(const char* sql);
    Result<std::int64_t> integer(std::string_view sql);

    std::int64_t last_row() const;
    bool is_in_transaction() const;
    // The error of the last call, as an Error that holds no value of a record.
    Error error() const;
    sqlite3* handle() const { return m_handle; }
    // Takes steps of the running statements for work that is done for them outside SQLite's machine.
    void charge(std::int64_t steps) { m_steps_left.count -= steps; }

private:
    friend class Statement;
    friend class StepLimit;
    struct Cached {
        std::string sql;
        sqlite3_stmt* handle = nullptr;
        bool is_leased = false;
    };
    using Recent = std::list<Cached>;

    explicit Connection(sqlite3* handle) : m_handle(handle) {}
    Result<sqlite3_stmt*> compile(std::string_view sql);
    void give_back(sqlite3_stmt* handle);
    void drop_oldest();

    sqlite3* m_handle;
    StepsLeft m_steps_left;
    Recent m_recent;  // Most recently used first.
    std::unordered_map<std::string_view, Recent::iterator> m_by_sql;
    std::unordered_map<sqlite3_stmt*, Recent::iterator> m_by_handle;
};

// As long as it lives, what runs on the connection may take so many steps more, and no more than the limit around
// it allows; then statements end as too_costly. Counted in portions of about a thousand.
class StepLimit {
public:
    StepLimit(Connection& connection, std::int64_t steps);
    StepLimit(const StepLimit&) = delete;
    StepLimit& operator=(const StepLimit&) = delete;
    ~StepLimit();

    bool is_reached() const { return m_left.count <= 0; }
    // It was this limit, not the one around it.
    bool is_own() const { return m_given < m_around; }

private:
    StepsLeft& m_left;
    const std::int64_t m_around;
    const std::int64_t m_given;
};

// What a SQLite result code means for a caller.
Error to_error(int code);

}  // namespace helselos::store::sqlite
