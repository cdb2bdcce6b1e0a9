// One act in the writer's thread: a savepoint that is released or rolled back.
#pragma once

#include "base/clock.h"
#include "store/sqlite/log/log_writer.h"
#include "store/sqlite/reading.h"
#include "store/sqlite/stored_rows.h"

#include <map>

namespace helselos::store::sqlite {

class SavedAct final : public Transaction {
public:
    // `latest` is the latest moment that the store holds: time does not go back behind it.
    // `words` may be null: then there is no index of words.
    SavedAct(Connection& connection, Names& names, const CursorSeal& seal, const Clock& clock, Instant latest,
        WordView* words);

    Result<void> begin();
    Result<void> finish();
    void abandon();
    // After the last act of a group, before its commit: writes the rows that wait.
    Result<void> finish_group();
    void keep_group();  // It is committed.
    void abandon_group();
    // When the group is not committed: what was written for it is not there.
    void forget_names();
    // What the act did, for the figures; counted from begin().
    std::int64_t living_change() const { return m_living_change; }
    std::int64_t waiting_change() const { return m_waiting_change; }
    bool wrote_version() const { return m_wrote_version; }
    bool wrote_event() const { return m_wrote_event; }
    // Before the first act.
    void start_log(LogHead head, std::optional<SealKey> key) { m_log.start(head, std::move(key)); }
    // Only the events of these types wait to be handled. Before the first act.
    void set_reacting_types(std::vector<std::string> types) { m_reacting_types = std::move(types); }

    Result<std::optional<Version>> read(const Key& key) override { return m_reading.read(key); }
    Result<std::optional<Version>> read_version(const Key& key, std::uint64_t number) override;
    Result<History> history(const HistoryQuery& query, const Scope& scope) override;
    Result<Found> search(const fhir::search::Query& query, const Scope& scope) override;
    Result<std::uint64_t> count(const fhir::search::Query& query, const Scope& scope) override;
    Result<bool> is_within(const Key& key, const Scope& scope) override;
    Result<Log> audit_search(const LogQuery& query) override { return m_reading.audit_search(query); }
    Result<std::optional<LoggedRow>> audit_row(std::string_view id) override { return m_reading.audit_row(id); }
    Result<std::vector<std::string>> patients_of(const Key& key) override { return m_reading.patients_of(key); }
    Result<std::vector<event::Event>> waiting_events(std::size_t count) override;

    Result<Version> put(const Change& change) override;
    Result<void> audit(const AuditRow& row) override { return m_log.add(row, m_now); }
    Result<void> mark_handled(std::uint64_t sequence) override;
    Result<std::string> fact(std::string_view name) override { return m_reading.fact(name); }
    Result<bool> reindex(const Key& key, std::uint64_t number, const fhir::search::Rows& rows,
        const std::vector<Membership>* memberships) override;
    Result<void> keep_fact(std::string_view name, std::string_view value) override;
    Instant now() const override { return m_now; }

private:
    struct Standing {
        ResourceId resource = 0;
        std::uint64_t version = 0;
        bool is_living = false;
    };
    struct Delta {
        std::int64_t living = 0;
        std::int64_t versions = 0;
    };

    Result<Standing> find_standing(NameId type, const Key& key);
    Result<void> write_version(const Version& version, NameId type, ResourceId resource);
    Result<void> exchange_rows(const Change& change, NameId type, ResourceId resource, bool has_rows);
    Result<void> replace_rows(
        const Change& change, NameId type, ResourceId resource, const EncodedRows& before, const EncodedRows& after);
    Result<void> wait_for_reactions(const std::string& type, std::int64_t sequence);
    Result<EncodedRows> read_kept(ResourceId resource);
    Result<void> set_living(NameId type, const Standing& standing, Act act);
    Result<void> flush();
    Result<void> flush_counters();

    Connection& m_connection;
    Names& m_names;
    const Clock& m_clock;
    Reading m_reading;
    LogWriter m_log;
    Instant m_now;
    RowQueue m_rows;
    Pairs m_pairs;
    DifferingRanges m_differing;
    std::map<NameId, Delta> m_deltas;
    std::size_t m_names_mark = 0;
    std::int64_t m_living_change = 0;
    std::int64_t m_waiting_change = 0;
    bool m_wrote_version = false;
    bool m_wrote_event = false;
    std::optional<std::vector<std::string>> m_reacting_types;  // None: all.
};

}  // namespace helselos::store::sqlite
