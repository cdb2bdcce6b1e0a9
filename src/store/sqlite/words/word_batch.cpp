#include "store/sqlite/words/word_batch.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/log.h"
#include "store/sqlite/body.h"
#include "store/sqlite/words/terms.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

struct Passed {
    std::int64_t sequence = 0;
    ResourceId resource = 0;
    NameId type = 0;
    std::int64_t number = 0;
    Act act = Act::create;
    std::int64_t newest = 0;  // The sequence of the newest version of the resource.
};

// Ends a moment of the store, whatever happened.
class Reading {
public:
    static Result<Reading> begin(Connection& store)
    {
        TRY(store.run("BEGIN"));
        return Reading(store);
    }
    Reading(Reading&& other) noexcept : m_store(std::exchange(other.m_store, nullptr)) {}
    Reading& operator=(Reading&&) = delete;
    ~Reading()
    {
        if (m_store != nullptr && m_store->is_in_transaction())
            static_cast<void>(m_store->run("ROLLBACK"));
    }

private:
    explicit Reading(Connection& store) : m_store(&store) {}
    Connection* m_store;
};

Result<std::vector<Passed>> versions_after(Connection& store, std::int64_t sequence)
{
    std::vector<Passed> versions;
    auto statement = TRY(store.prepare("SELECT v.sequence,v.resource,v.type,v.number,v.act,r.sequence FROM version v"
                                       " CROSS JOIN resource r ON r.id=v.resource WHERE v.sequence>?"
                                       " ORDER BY v.sequence LIMIT ?"));
    statement.bind(sequence, limits::words_batch_max);
    while (TRY(statement.step()))
        versions.push_back({statement.integer(0), statement.integer(1), static_cast<NameId>(statement.integer(2)),
            statement.integer(3), static_cast<Act>(statement.integer(4)), statement.integer(5)});
    return versions;
}

class BatchReader {
public:
    BatchReader(Connection& store, Names& names, const fhir::search::WordReader& reader, WordFile& file)
        : m_store(store), m_names(names), m_reader(reader), m_file(file)
    {}

    Result<WordBatch> read(const WordFacts& facts)
    {
        WordBatch batch;
        batch.facts = facts;
        const auto moment = TRY(Reading::begin(m_store));
        const auto latest = TRY(m_store.integer("SELECT coalesce(max(sequence),0) FROM version"));
        const auto age = static_cast<std::int64_t>(limits::words_moment_age_max);
        batch.latest = latest;
        batch.facts.listed_from = std::max(facts.listed_from, latest - age);
        for (const auto& version : TRY(versions_after(m_store, facts.indexed_to))) {
            TRY(add(version, batch));
            batch.facts.indexed_to = version.sequence;
            ++batch.versions;
            if (m_bytes > limits::words_batch_bytes_max)
                break;
        }
        if (batch.versions > 0)
            batch.facts.anchor = TRY(anchor_at(m_store, batch.facts.indexed_to));
        std::ranges::sort(batch.entries, {}, &WordBatch::Entry::resource);
        return batch;
    }

private:
    // A version that is not the newest is passed over: the newest comes later, or has been.
    Result<void> add(const Passed& version, WordBatch& batch)
    {
        const bool is_newest = version.newest == version.sequence;
        if ((version.number > 1 || !is_newest) && version.newest > batch.facts.listed_from)
            batch.changes.push_back({version.newest, version.resource, version.type});
        if (!is_newest)
            return {};
        if (version.act == Act::remove) {
            batch.removed.push_back(version.resource);
            return {};
        }
        auto entry = TRY(read_entry(version));
        entry.is_stale = version.number > 1 && version.sequence > batch.facts.built_from;
        m_bytes += entry.terms.size();
        batch.entries.push_back(std::move(entry));
        return {};
    }

    Result<WordBatch::Entry> read_entry(const Passed& version)
    {
        WordBatch::Entry entry{.resource = version.resource};
        auto statement = TRY(m_store.prepare("SELECT v.body,k.rows FROM version v"
                                             " CROSS JOIN kept k ON k.resource=v.resource WHERE v.sequence=?"));
        statement.bind(version.sequence);
        if (!TRY(statement.step()))
            return Error{Kind::fault, "the store has lost a version"};
        const auto body = TRY(unpack_body(statement.text(0)));
        const auto said = m_reader.read(body);
        if (!said) {
            log::write(log::Level::error, "the words of a resource cannot be read", {{"why", said.error().reason}});
            entry.unread_type = version.type;
            return entry;
        }
        const auto type_name = TRY(m_names.text(version.type));
        const auto number_of
            = [this](std::string_view name) { return m_file.number_of(numbered_name(m_reader, name)); };
        entry.terms = TRY(terms_of(type_name, version.type, *said, statement.text(1), number_of));
        return entry;
    }

    Connection& m_store;
    Names& m_names;
    const fhir::search::WordReader& m_reader;
    WordFile& m_file;
    std::size_t m_bytes = 0;
};

Result<void> write_changes(Connection& file, const WordBatch& batch)
{
    auto insert = TRY(file.prepare("INSERT INTO changed VALUES(?,?,?) ON CONFLICT DO NOTHING"));
    for (const auto& change : batch.changes)
        TRY(insert.bind(change.sequence, change.resource, change.type).finish());
    auto forget = TRY(file.prepare("DELETE FROM changed WHERE sequence<=?"));
    return forget.bind(batch.facts.listed_from).finish();
}

Result<void> write_entries(Connection& file, const WordBatch& batch)
{
    auto said = TRY(file.prepare("INSERT INTO said(rowid,terms) VALUES(?,?)"));
    auto stale = TRY(file.prepare("INSERT INTO stale VALUES(?) ON CONFLICT DO NOTHING"));
    auto unread = TRY(file.prepare("INSERT INTO unread VALUES(?,?) ON CONFLICT DO NOTHING"));
    auto read = TRY(file.prepare("DELETE FROM unread WHERE resource=?"));
    for (const auto& entry : batch.entries) {
        TRY(read.bind(entry.resource).finish());
        if (!entry.terms.empty())
            TRY(said.bind(entry.resource, entry.terms).finish());
        if (entry.is_stale)
            TRY(stale.bind(entry.resource).finish());
        if (entry.unread_type != 0)
            TRY(unread.bind(entry.resource, entry.unread_type).finish());
    }
    for (const auto resource : batch.removed) {
        TRY(read.bind(resource).finish());
        TRY(stale.bind(resource).finish());
    }
    return {};
}

}  // namespace

Result<WordBatch> read_batch(
    Connection& store, Names& names, const WordFacts& facts, const fhir::search::WordReader& reader, WordFile& file)
{
    return BatchReader(store, names, reader, file).read(facts);
}

Result<void> write_batch(WordFile& file, WordBatch& batch)
{
    TRY(write_changes(file.connection(), batch));
    TRY(write_entries(file.connection(), batch));
    return file.write(batch.facts);
}

std::string numbered_name(const fhir::search::WordReader& reader, std::string_view parameter_name)
{
    std::string name(parameter_name);
    if (const auto* edition = reader.edition_of_added(parameter_name))
        name.append(" ").append(*edition);
    return name;
}

Result<std::string> anchor_at(Connection& store, std::int64_t sequence)
{
    auto statement = TRY(store.prepare("SELECT resource,number,at,body FROM version WHERE sequence=?"));
    statement.bind(sequence);
    if (!TRY(statement.step()))
        return std::string();
    return sha256_hex(fmt::format("{} {} {} {} {}", sequence, statement.integer(0), statement.integer(1),
        statement.integer(2), statement.text(3)));
}

}  // namespace helselos::store::sqlite
