// All that can be asked of one moment of the store, on one connection. The reader
// and the writer's transaction are both made of it.
#pragma once

#include "store/sqlite/search/search.h"
#include "store/store.h"

namespace helselos::store::sqlite {

class Reading {
public:
    Reading(Connection& connection, Names& names, const CursorSeal& seal) : m_moment{connection, names}, m_seal(seal) {}

    Result<std::optional<Version>> read(const Key& key) const;
    Result<std::optional<Version>> read_version(const Key& key, std::uint64_t number) const;
    Result<History> history(const HistoryQuery& query, const Scope& scope) const;
    Result<Found> search(const fhir::search::Query& query, const Scope& scope) const;
    Result<std::uint64_t> count(const fhir::search::Query& query, const Scope& scope) const;
    Result<bool> is_within(const Key& key, const Scope& scope) const;
    Result<std::vector<AuditRow>> audit_of_patient(std::string_view patient, std::size_t count) const;
    Result<std::vector<event::Event>> waiting_events(std::size_t count) const;

private:
    Moment m_moment;
    const CursorSeal& m_seal;
};

}  // namespace helselos::store::sqlite
