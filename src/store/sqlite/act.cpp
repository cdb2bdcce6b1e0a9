#include "store/sqlite/act.h"

#include "base/limits.h"
#include "base/log.h"
#include "store/sqlite/body.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace helselos::store::sqlite {

namespace {

// A step back smaller than this is the clock being corrected, not a wrong clock.
constexpr std::chrono::milliseconds step_back_noticed{1'000};

std::string fill_hole(const Body& body, const Version& version)
{
    return fmt::format("{}\"versionId\":\"{}\",\"lastUpdated\":\"{}\"{}", body.before, version.number,
        to_text(version.at), body.after);
}

}  // namespace

SavedAct::SavedAct(
    Connection& connection, Names& names, const CursorSeal& seal, const Clock& clock, Instant latest, WordView* words)
    : m_connection(connection), m_names(names), m_clock(clock),
      m_reading(connection, names, seal, limits::search_steps_in_writer_max, words), m_log(connection, names),
      m_now(latest)
{}

Result<void> SavedAct::begin()
{
    const auto now = m_clock.now();
    if (now + step_back_noticed < m_now)
        log::write(
            log::Level::warning, "the clock is behind what is stored", {{"milliseconds", (m_now - now).count()}});
    m_now = std::max(m_now, now);
    m_names_mark = m_names.mark();
    m_rows.begin_act();
    m_log.begin_act();
    m_living_change = 0;
    m_waiting_change = 0;
    m_wrote_version = false;
    m_wrote_event = false;
    return TRY(m_connection.prepare("SAVEPOINT act")).finish();
}

Result<void> SavedAct::finish()
{
    TRY(flush_counters());
    return TRY(m_connection.prepare("RELEASE act")).finish();
}

void SavedAct::abandon()
{
    m_rows.abandon_act();
    m_log.abandon_act();
    m_deltas.clear();
    forget_names();
    m_names.forget_since(m_names_mark);
    m_living_change = 0;
    m_waiting_change = 0;
    m_wrote_version = false;
    m_wrote_event = false;
    // After some failures SQLite has rolled back everything by itself.
    if (m_connection.is_in_transaction())
        static_cast<void>(m_connection.run("ROLLBACK TO act; RELEASE act"));
}

Result<void> SavedAct::finish_group()
{
    TRY(m_rows.flush(m_connection));
    return m_log.finish_group(m_now);
}

void SavedAct::keep_group()
{
    m_rows.clear();
    m_log.keep_group();
}

void SavedAct::abandon_group()
{
    m_rows.clear();
    m_log.abandon_group();
}

void SavedAct::forget_names()
{
    m_pairs.forget();
    m_differing.forget();
}

Result<std::optional<Version>> SavedAct::read_version(const Key& key, std::uint64_t number)
{
    return m_reading.read_version(key, number);
}

Result<History> SavedAct::history(const HistoryQuery& query, const Scope& scope)
{
    TRY(flush());
    return m_reading.history(query, scope);
}

Result<Found> SavedAct::search(const fhir::search::Query& query, const Scope& scope)
{
    TRY(flush());
    return m_reading.search(query, scope);
}

Result<std::uint64_t> SavedAct::count(const fhir::search::Query& query, const Scope& scope)
{
    TRY(flush());
    return m_reading.count(query, scope);
}

Result<bool> SavedAct::is_within(const Key& key, const Scope& scope)
{
    TRY(flush());
    return m_reading.is_within(key, scope);
}

Result<std::vector<event::Event>> SavedAct::waiting_events(std::size_t count)
{
    return m_reading.waiting_events(count);
}

Result<SavedAct::Standing> SavedAct::find_standing(NameId type, const Key& key)
{
    Standing standing;
    standing.resource = TRY(ensure_resource(m_connection, type, key.id));
    auto statement = TRY(m_connection.prepare("SELECT version,is_living FROM resource WHERE id=?"));
    statement.bind(standing.resource);
    if (!TRY(statement.step()))
        return Error{Kind::fault, "the store has lost a resource"};
    standing.version = static_cast<std::uint64_t>(statement.integer(0));
    standing.is_living = statement.integer(1) != 0;
    return standing;
}

Result<Version> SavedAct::put(const Change& change)
{
    const auto type = TRY(m_names.intern(change.key.type));
    const auto standing = TRY(find_standing(type, change.key));
    if (standing.is_living == makes(change.act))
        return Error{Kind::conflict, makes(change.act) ? "the resource is there already" : "the resource is not there"};
    Version version{change.key, standing.version + 1, m_now, change.act, {}};
    if (change.act != Act::remove)
        version.body = fill_hole(change.body, version);
    TRY(write_version(version, type, standing.resource));
    TRY(exchange_rows(change, type, standing.resource, standing.version > 0));
    TRY(set_living(type, standing, change.act));
    ++m_deltas[type].versions;
    return version;
}

Result<void> SavedAct::write_version(const Version& version, NameId type, ResourceId resource)
{
    const auto packed = version.act == Act::remove ? std::string() : TRY(pack_body(version.body));
    auto insert
        = TRY(m_connection.prepare("INSERT INTO version(resource,number,type,act,at,body) VALUES(?,?,?,?,?,?)"));
    insert.bind(resource, version.number, type, static_cast<int>(version.act), version.at.time_since_epoch().count());
    TRY(insert.bind_blob_in_place(packed).finish());
    const auto sequence = m_connection.last_row();
    auto update = TRY(m_connection.prepare("UPDATE resource SET version=?,sequence=?,is_living=? WHERE id=?"));
    TRY(update.bind(version.number, sequence, version.act != Act::remove, resource).finish());
    m_wrote_version = true;
    return wait_for_reactions(version.key.type, sequence);
}

Result<void> SavedAct::wait_for_reactions(const std::string& type, std::int64_t sequence)
{
    if (m_reacting_types && std::ranges::find(*m_reacting_types, type) == m_reacting_types->end())
        return {};
    auto event = TRY(m_connection.prepare("INSERT INTO waiting VALUES(?)"));
    TRY(event.bind(sequence).finish());
    ++m_waiting_change;
    m_wrote_event = true;
    return {};
}

Result<EncodedRows> SavedAct::read_kept(ResourceId resource)
{
    EncodedRows rows;
    auto statement = TRY(m_connection.prepare("SELECT rows FROM kept WHERE resource=?"));
    statement.bind(resource);
    if (!TRY(statement.step()))
        return rows;
    KeptRows kept(statement.text(0));
    while (const auto bytes = kept.next_bytes())
        rows.emplace_back(*bytes);
    return rows;
}

Result<void> SavedAct::exchange_rows(const Change& change, NameId type, ResourceId resource, bool has_rows)
{
    const auto before = has_rows ? TRY(read_kept(resource)) : EncodedRows();
    const auto after = change.act == Act::remove ? own_memberships(before, resource)
                                                 : TRY(to_encoded(m_connection, m_names, change));
    return replace_rows(change, type, resource, before, after);
}

Result<void> SavedAct::replace_rows(
    const Change& change, NameId type, ResourceId resource, const EncodedRows& before, const EncodedRows& after)
{
    const auto blob = join(after);
    auto keep = TRY(
        m_connection.prepare("INSERT INTO kept VALUES(?,?) ON CONFLICT(resource) DO UPDATE SET rows=excluded.rows"));
    TRY(keep.bind(resource).bind_blob_in_place(blob).finish());
    const auto* pairs = TRY(m_pairs.of(m_names, type));
    m_rows.exchange(resource, to_keys(before, *pairs), to_keys(after, *pairs));
    return m_differing.note(m_connection, m_names, change);
}

Result<bool> SavedAct::reindex(
    const Key& key, std::uint64_t number, const fhir::search::Rows& rows, const std::vector<Membership>* memberships)
{
    const auto type = TRY(m_names.intern(key.type));
    const auto standing = TRY(find_standing(type, key));
    if (!standing.is_living || standing.version != number)
        return false;
    const Change change{key, Act::update, {}, rows, memberships != nullptr ? *memberships : std::vector<Membership>()};
    const auto before = TRY(read_kept(standing.resource));
    auto after = TRY(to_encoded(m_connection, m_names, change));
    if (memberships == nullptr)
        std::ranges::copy_if(before, std::back_inserter(after),
            [](const std::string& bytes) { return decode(bytes).kind == RowKind::member; });
    std::ranges::sort(after);
    if (after != before)
        TRY(replace_rows(change, type, standing.resource, before, after));
    return true;
}

Result<void> SavedAct::keep_fact(std::string_view name, std::string_view value)
{
    const auto key = fact_prefix + std::string(name);
    if (value.empty())
        return TRY(m_connection.prepare("DELETE FROM meta WHERE name=?")).bind(key).finish();
    auto statement
        = TRY(m_connection.prepare("INSERT INTO meta VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value"));
    return statement.bind(key).bind_blob_in_place(value).finish();
}

Result<void> SavedAct::set_living(NameId type, const Standing& standing, Act act)
{
    if (standing.is_living == (act != Act::remove))
        return {};
    const std::int64_t change = act == Act::remove ? -1 : 1;
    auto statement = TRY(m_connection.prepare(
        act == Act::remove ? "DELETE FROM living WHERE type=? AND resource=?" : "INSERT INTO living VALUES(?,?)"));
    TRY(statement.bind(type, standing.resource).finish());
    m_deltas[type].living += change;
    m_living_change += change;
    return {};
}

Result<void> SavedAct::mark_handled(std::uint64_t sequence)
{
    auto statement = TRY(m_connection.prepare("DELETE FROM waiting WHERE sequence=? RETURNING 1"));
    statement.bind(sequence);
    if (TRY(statement.step()))
        --m_waiting_change;
    return {};
}

Result<void> SavedAct::flush()
{
    TRY(m_rows.flush(m_connection));
    return flush_counters();
}

Result<void> SavedAct::flush_counters()
{
    for (const auto& [type, delta] : m_deltas) {
        auto statement
            = TRY(m_connection.prepare("INSERT INTO counter VALUES(?,?,?) ON CONFLICT(type) DO UPDATE"
                                       " SET living=living+excluded.living,versions=versions+excluded.versions"));
        TRY(statement.bind(type, delta.living, delta.versions).finish());
    }
    m_deltas.clear();
    return {};
}

}  // namespace helselos::store::sqlite
