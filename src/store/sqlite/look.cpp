#include "store/sqlite/look.h"

#include "base/limits.h"
#include "store/sqlite/read_only.h"
#include "store/sqlite/reading.h"

namespace helselos::store::sqlite {

namespace {

// One moment for all statements of a question: each by itself would ask the system for its locks anew.
class OneMoment {
public:
    explicit OneMoment(Connection& connection) : m_connection(connection) {}
    OneMoment(const OneMoment&) = delete;
    OneMoment& operator=(const OneMoment&) = delete;
    ~OneMoment()
    {
        if (!m_connection.is_in_transaction())
            return;
        auto end = m_connection.prepare("ROLLBACK");
        [[maybe_unused]] const bool has_ended = end.ok() && end->finish().ok();
    }

    Result<void> begin() { return TRY(m_connection.prepare("BEGIN")).finish(); }

private:
    Connection& m_connection;
};

class Look final : public Reader {
public:
    Look(std::unique_ptr<Connection> connection, std::string cursor_key)
        : m_connection(std::move(connection)), m_names(*m_connection, m_shared), m_seal(std::move(cursor_key)),
          m_reading(*m_connection, m_names, m_seal, limits::search_steps_max)
    {}

    Result<std::optional<Version>> read(const Key& key) override { return m_reading.read(key); }
    Result<std::optional<Version>> read_version(const Key& key, std::uint64_t number) override
    {
        return m_reading.read_version(key, number);
    }
    Result<History> history(const HistoryQuery& query, const Scope& scope) override
    {
        return m_reading.history(query, scope);
    }
    Result<Found> search(const fhir::search::Query& query, const Scope& scope) override
    {
        OneMoment moment(*m_connection);
        TRY(moment.begin());
        return m_reading.search(query, scope);
    }
    Result<std::uint64_t> count(const fhir::search::Query& query, const Scope& scope) override
    {
        return m_reading.count(query, scope);
    }
    Result<bool> is_within(const Key& key, const Scope& scope) override { return m_reading.is_within(key, scope); }
    Result<Log> audit_search(const LogQuery& query) override { return m_reading.audit_search(query); }
    Result<std::optional<LoggedRow>> audit_row(std::string_view id) override { return m_reading.audit_row(id); }
    Result<std::vector<std::string>> patients_of(const Key& key) override { return m_reading.patients_of(key); }
    Result<std::vector<event::Event>> waiting_events(std::size_t count) override
    {
        return m_reading.waiting_events(count);
    }
    Result<std::string> fact(std::string_view name) override { return m_reading.fact(name); }

private:
    std::unique_ptr<Connection> m_connection;
    SharedNames m_shared;
    Names m_names;
    CursorSeal m_seal;
    Reading m_reading;
};

}  // namespace

Result<std::unique_ptr<Reader>> look(const std::filesystem::path& folder)
{
    auto connection = TRY(open_read_only(folder));
    std::string key;
    {
        auto statement = TRY(connection->prepare("SELECT value FROM meta WHERE name='cursor_key'"));
        if (!TRY(statement.step()))
            return Error{Kind::fault, "the store has lost its key"};
        key = statement.text(0);
    }
    return std::unique_ptr<Reader>(std::make_unique<Look>(std::move(connection), std::move(key)));
}

}  // namespace helselos::store::sqlite
