#include "store/sqlite/reading.h"

#include "store/sqlite/body.h"
#include "store/sqlite/history.h"
#include "store/sqlite/log/log_search.h"
#include "store/sqlite/search/plan.h"
#include "store/sqlite/sight.h"
#include "store/sqlite/words/word_view.h"

namespace helselos::store::sqlite {

namespace {

Result<std::optional<Version>> version_from(Statement& statement, const Key& key)
{
    if (!TRY(statement.step()))
        return std::optional<Version>();
    Version version{key, static_cast<std::uint64_t>(statement.integer(0)),
        Instant(std::chrono::milliseconds(statement.integer(1))), static_cast<Act>(statement.integer(2)), {}};
    if (version.act != Act::remove)
        version.body = TRY(unpack_body(statement.text(3)));
    return std::optional(std::move(version));
}

// What was looked up in the index of words is of use to one search only.
class EndOfSearch {
public:
    explicit EndOfSearch(WordView* words) : m_words(words) {}
    EndOfSearch(const EndOfSearch&) = delete;
    EndOfSearch& operator=(const EndOfSearch&) = delete;
    ~EndOfSearch()
    {
        if (m_words != nullptr)
            m_words->end();
    }

private:
    WordView* m_words;
};

event::Happened happened_of(Act act)
{
    switch (act) {
    case Act::create:
    case Act::update_as_create: return event::Happened::created;
    case Act::update: return event::Happened::updated;
    case Act::remove: return event::Happened::deleted;
    }
    return event::Happened::updated;
}

}  // namespace

Result<std::optional<Version>> Reading::read(const Key& key) const
{
    const auto type = TRY(m_moment.names.find(key.type));
    if (!type)
        return std::optional<Version>();
    auto statement = TRY(m_moment.connection.prepare("SELECT v.number,v.at,v.act,v.body FROM resource r"
                                                     " CROSS JOIN version v ON v.sequence=r.sequence"
                                                     " WHERE r.logical_id=? AND r.type=?"));
    statement.bind(key.id, *type);
    return version_from(statement, key);
}

Result<std::optional<Version>> Reading::read_version(const Key& key, std::uint64_t number) const
{
    const auto resource = TRY(find_resource(m_moment, key.type, key.id));
    if (!resource || number > INT64_MAX)
        return std::optional<Version>();
    auto statement
        = TRY(m_moment.connection.prepare("SELECT number,at,act,body FROM version WHERE resource=? AND number=?"));
    statement.bind(*resource, number);
    return version_from(statement, key);
}

Result<History> Reading::history(const HistoryQuery& query, const Scope& scope) const
{
    return find_history(m_moment, m_seal, query, scope);
}

Result<Found> Reading::search(const fhir::search::Query& query, const Scope& scope) const
{
    const EndOfSearch end(m_moment.words);
    const StepLimit limit(m_moment.connection, m_search_steps);
    return find(m_moment, m_seal, query, scope);
}

Result<std::uint64_t> Reading::count(const fhir::search::Query& query, const Scope& scope) const
{
    const EndOfSearch end(m_moment.words);
    const StepLimit limit(m_moment.connection, m_search_steps);
    return count_all(m_moment, query, scope);
}

Result<bool> Reading::is_within(const Key& key, const Scope& scope) const
{
    auto inquiry = TRY(Inquiry::of(m_moment, scope));
    const auto type = TRY(m_moment.names.find(key.type));
    const bool is_narrowed = !inquiry.only(key.type).empty();
    if (inquiry.sight().is_everything() || (type && inquiry.sight().is_open(*type) && !is_narrowed))
        return true;
    const auto resource = TRY(find_resource(m_moment, key.type, key.id));
    if (!resource)
        return false;
    if (is_narrowed)
        return is_in_scope(inquiry, key.type, *resource);
    return inquiry.sight().sees(m_moment.connection, *type, *resource);
}

Result<Log> Reading::audit_search(const LogQuery& query) const
{
    const StepLimit limit(m_moment.connection, m_search_steps);
    return search_log(m_moment, m_seal, query);
}

Result<std::optional<LoggedRow>> Reading::audit_row(std::string_view id) const
{
    return find_logged(m_moment, m_seal, id);
}

Result<std::vector<std::string>> Reading::patients_of(const Key& key) const
{
    std::vector<std::string> patients;
    const auto patient = TRY(m_moment.names.find("Patient"));
    const auto type = TRY(m_moment.names.find(key.type));
    if (!patient || !type)
        return patients;
    auto kept = TRY(m_moment.connection.prepare("SELECT r.id,k.rows FROM resource r CROSS JOIN kept k"
                                                " ON k.resource=r.id WHERE r.logical_id=? AND r.type=?"));
    kept.bind(key.id, *type);
    if (!TRY(kept.step()))
        return patients;
    const auto resource = kept.integer(0);
    auto owner = TRY(m_moment.connection.prepare("SELECT logical_id FROM resource WHERE id=? AND type=?"));
    KeptRows rows(kept.text(1));
    // Those of its own type stand together: all others are stepped over unread.
    while (const auto row = rows.next(RowKind::member, *type)) {
        if (row->target != resource)
            continue;
        owner.bind(row->owner, *patient);
        // With a mark behind it, it stands for those a record is kept from, not for the patient.
        if (TRY(owner.step()) && owner.text(0).find('!') == std::string_view::npos)
            patients.push_back("Patient/" + std::string(owner.text(0)));
        owner.reset();
    }
    return patients;
}

Result<std::vector<event::Event>> Reading::waiting_events(std::size_t count) const
{
    std::vector<event::Event> events;
    auto statement = TRY(m_moment.connection.prepare(
        "SELECT w.sequence,v.act,v.type,r.logical_id,v.number,v.at FROM waiting w"
        " CROSS JOIN version v ON v.sequence=w.sequence CROSS JOIN resource r ON r.id=v.resource"
        " ORDER BY w.sequence LIMIT ?"));
    statement.bind(count);
    while (TRY(statement.step())) {
        event::Event event;
        event.sequence = static_cast<std::uint64_t>(statement.integer(0));
        event.happened = happened_of(static_cast<Act>(statement.integer(1)));
        event.type = TRY(m_moment.names.text(static_cast<NameId>(statement.integer(2))));
        event.id = statement.text(3);
        event.version = static_cast<std::uint64_t>(statement.integer(4));
        event.at = Instant(std::chrono::milliseconds(statement.integer(5)));
        events.push_back(std::move(event));
    }
    return events;
}

Result<std::string> Reading::fact(std::string_view name) const
{
    auto statement = TRY(m_moment.connection.prepare("SELECT value FROM meta WHERE name=?"));
    statement.bind(fact_prefix + std::string(name));
    return TRY(statement.step()) ? std::string(statement.text(0)) : std::string();
}

}  // namespace helselos::store::sqlite
