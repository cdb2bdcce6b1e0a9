#include "store/sqlite/reader.h"

#include "base/limits.h"

namespace helselos::store::sqlite {

class PooledReader final : public Reader {
public:
    PooledReader(ReaderPool& pool, ReaderPool::Seat seat)
        : m_pool(pool), m_seat(std::move(seat)),
          m_reading(*m_seat.connection, *m_seat.names, pool.m_seal, limits::search_steps_max, m_seat.words.get())
    {}

    ~PooledReader() override
    {
        // A connection that cannot leave its moment is not used again.
        if (m_seat.connection->is_in_transaction() && !end())
            m_seat.connection.reset();
        m_pool.give_back(std::move(m_seat));
    }

    // The moment begins with the first page that is read, so one is read.
    Result<void> begin()
    {
        TRY(TRY(m_seat.connection->prepare("BEGIN")).finish());
        auto statement = TRY(m_seat.connection->prepare("SELECT 1 FROM meta LIMIT 1"));
        TRY(statement.step());
        return {};
    }

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
    bool end()
    {
        auto statement = m_seat.connection->prepare("ROLLBACK");
        return statement.ok() && statement->finish().ok();
    }

    ReaderPool& m_pool;
    ReaderPool::Seat m_seat;
    Reading m_reading;
};

Result<std::unique_ptr<Reader>> ReaderPool::open_reader()
{
    auto reader = std::make_unique<PooledReader>(*this, TRY(take()));
    TRY(reader->begin());
    return std::unique_ptr<Reader>(std::move(reader));
}

Result<ReaderPool::Seat> ReaderPool::take()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_open >= limits::store_readers_max)
            return Error{Kind::busy, "too many readers are open"};
        ++m_open;
        if (!m_idle.empty()) {
            auto seat = std::move(m_idle.back());
            m_idle.pop_back();
            return seat;
        }
    }
    auto seat = make();
    if (!seat)
        give_back({});
    return seat;
}

Result<ReaderPool::Seat> ReaderPool::make()
{
    Seat seat;
    seat.connection = TRY(Connection::open(m_options));
    seat.names = std::make_unique<Names>(*seat.connection, m_names);
    if (m_words != nullptr)
        seat.words = std::make_unique<WordView>(*m_words, *seat.connection, WordView::Waits::yes);
    return seat;
}

void ReaderPool::give_back(Seat seat)
{
    const std::lock_guard lock(m_mutex);
    --m_open;
    if (seat.connection && m_idle.size() < limits::store_readers_idle_max)
        m_idle.push_back(std::move(seat));
}

}  // namespace helselos::store::sqlite
