// All that can be asked of one moment of the store, on one connection. The reader
// and the writer's transaction are both made of it.
#pragma once

#include "store/sqlite/search/search.h"
#include "store/store.h"

namespace helselos::store::sqlite {

// Before the names of facts, which stand beside those of the store itself.
inline const std::string fact_prefix = "fact ";

class Reading {
public:
    // A search that takes more steps is too_costly. `words` may be null: then there is no index of words.
    Reading(Connection& connection, Names& names, const CursorSeal& seal, std::int64_t search_steps,
        WordView* words = nullptr)
        : m_moment{connection, names, words}, m_seal(seal), m_search_steps(search_steps)
    {}

    Result<std::optional<Version>> read(const Key& key) const;
    Result<std::optional<Version>> read_version(const Key& key, std::uint64_t number) const;
    Result<History> history(const HistoryQuery& query, const Scope& scope) const;
    Result<Found> search(const fhir::search::Query& query, const Scope& scope) const;
    Result<std::uint64_t> count(const fhir::search::Query& query, const Scope& scope) const;
    Result<bool> is_within(const Key& key, const Scope& scope) const;
    Result<Log> audit_search(const LogQuery& query) const;
    Result<std::optional<LoggedRow>> audit_row(std::string_view id) const;
    Result<std::vector<std::string>> patients_of(const Key& key) const;
    Result<std::vector<event::Event>> waiting_events(std::size_t count) const;
    Result<std::string> fact(std::string_view name) const;

private:
    Moment m_moment;
    const CursorSeal& m_seal;
    const std::int64_t m_search_steps;
};

}  // namespace helselos::store::sqlite
